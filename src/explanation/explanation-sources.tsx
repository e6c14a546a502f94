'use client';
import { ROWS_STEP } from './evidence.selectors.js';
import { EvidenceLink } from './evidence-list.js';
import { explanationPanel } from './explanation.variants.js';
import { usePanel } from './explanation-context.js';

/** The items of a list that came from outside, or nothing where there are none. */
export function filled<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return Array.isArray(list) && list.length > 0 ? list : undefined;
}

/** Sources of one claim, each opened from here (B-8); nothing where it names none that is in the list. */
export function Sources({ ids }: { ids: readonly string[] | undefined }) {
  const { messages, explanation, onEvidenceOpen, opensUnlinked, isReadOnly } = usePanel('Evidence');
  const items = filled(ids)?.flatMap((id) => filled(explanation.evidence)?.find((item) => item.id === id) ?? []);
  return items?.length ? (
    <span className={explanationPanel('-sources')}>
      {messages.evidenceFor}
      {items.slice(0, ROWS_STEP).map((item) => (
        <EvidenceLink key={item.id} {...{ item, onEvidenceOpen, opensUnlinked, isReadOnly }} />
      ))}
    </span>
  ) : null;
}
