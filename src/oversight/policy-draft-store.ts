import { isRecord } from '../internal/is-record.js';
import type { KeptPolicyDraft, PolicyDraftStore } from './policy-service.types.js';

const keyOf = (policyId: string) => `countersign:policy-draft:${policyId}`;

function isDraft(value: unknown): value is KeptPolicyDraft {
  return (
    isRecord(value) &&
    [value.policy, value.base].every(
      (each) => isRecord(each) && Array.isArray(each.rules) && isRecord(each.otherwise),
    ) &&
    [value.basedOn, value.day, value.reason].every((each) => typeof each === 'string')
  );
}

/** Keeps drafts in the browser; where it lets nothing be kept, they last as long as the page. */
export const browserDraftStore: PolicyDraftStore = {
  load(policyId) {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(keyOf(policyId)) ?? 'null');
      return isDraft(value) ? value : undefined;
    } catch {
      return undefined;
    }
  },
  save(policyId, draft) {
    try {
      localStorage.setItem(keyOf(policyId), JSON.stringify(draft));
    } catch {
      // Full, or not allowed.
    }
  },
  clear(policyId) {
    try {
      localStorage.removeItem(keyOf(policyId));
    } catch {
      // Not allowed.
    }
  },
};
