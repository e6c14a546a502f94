import { PolicyEditor } from 'countersign';
import type { CaseRecord, PolicyAnswer, PolicyService, PolicyState, PolicyVersion, Reviewer } from 'countersign/core';
import { useMemo } from 'react';
import { ask } from './host-api.js';
import { ChecksDisclosed } from './own-page.js';

/** Who proposes; those who only confirm, and those who read, are offered no form to save. */
const mayPropose = (roles: readonly string[]) => roles.includes('supervisor');
const mayConfirm = (roles: readonly string[]) => mayPropose(roles) || roles.includes('adjudicator');

/** Whether the oversight policy is theirs to read. The server asks again. */
export const mayReadPolicy = (roles: readonly string[]) => mayConfirm(roles) || roles.includes('auditor');

function serviceFor({ roles }: Reviewer): PolicyService {
  return {
    current: () => ask<PolicyState>('GET', '/policy'),
    history: () => ask<PolicyVersion[]>('GET', '/policy/versions'),
    cases: () => ask<CaseRecord>('GET', '/policy/cases'),
    ...(mayPropose(roles) && { propose: (draft) => ask<PolicyAnswer>('POST', '/policy/versions', draft) }),
    ...(mayConfirm(roles) && {
      confirm: (version) =>
        ask<PolicyAnswer>('POST', `/policy/versions/${encodeURIComponent(version)}/confirmation`, {}),
    }),
  };
}

/** How cases are sent to people, and what another policy would have done with those of before. */
export function PolicyPage({ reviewer }: { reviewer: Reviewer }) {
  const service = useMemo(() => serviceFor(reviewer), [reviewer]);
  return (
    <>
      <PolicyEditor.Root service={service} personId={reviewer.id} />
      <ChecksDisclosed />
    </>
  );
}
