import { isRecord } from '../internal/is-record.js';
import type { KeptPolicyDraft, PolicyDraftStore } from './policy-service.types.js';

const nameOf = (key: string) => `countersign:policy-draft:${key}`;

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
  load(key) {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(nameOf(key)) ?? 'null');
      return isDraft(value) ? value : undefined;
    } catch {
      return undefined;
    }
  },
  save(key, draft) {
    try {
      localStorage.setItem(nameOf(key), JSON.stringify(draft));
    } catch {
      // Full, or not allowed.
    }
  },
  clear(key) {
    try {
      localStorage.removeItem(nameOf(key));
    } catch {
      // Not allowed.
    }
  },
};
