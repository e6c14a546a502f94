import type { OversightPolicy, PolicyProblem } from './oversight.types.js';
import type { CaseRecord } from './policy-estimate.types.js';

export interface PolicyAuthor {
  id: string;
  name: string;
}

/** A policy as it was saved. Never changed: what is to be otherwise is another version. */
export interface PolicyVersion {
  policy: OversightPolicy;
  proposedBy: PolicyAuthor;
  /** ISO 8601. */
  proposedAt: string;
  /** Why it is as it is, in the words of whoever proposed it. */
  reason: string;
  /** From when on it holds, ISO 8601; once confirmed where it waits for that, and not before. */
  effectiveFrom: string;
  /**
   * Whether it holds only once a second person has confirmed it. Where a service does not say, a version without that is taken
   * for one that nobody confirmed if any other has it, but for the oldest.
   */
  asksSecond?: boolean;
  confirmedBy?: PolicyAuthor;
  /** ISO 8601. */
  confirmedAt?: string;
}

/** Where the versions of a policy stand. */
export interface PolicyState {
  /** The version that cases are routed by now. */
  inForce: PolicyVersion;
  /** The newest confirmed version whose time has not come. */
  upcoming?: PolicyVersion;
  /** A version that waits for a second person. */
  waiting?: PolicyVersion;
  /** `policy.version` of the newest version, whatever became of it: what a change is based on. */
  newest: string;
}

/** What somebody wants the policy to be. */
export interface PolicyDraft {
  policy: OversightPolicy;
  /** `PolicyState.newest` of when they began: somebody else's version since then is a conflict. */
  basedOn: string;
  /** ISO 8601; at once where it is absent. */
  effectiveFrom?: string;
  reason: string;
}

export type PolicyAnswer =
  | { outcome: 'accepted'; state: PolicyState }
  | { outcome: 'conflict'; state: PolicyState }
  | { outcome: 'forbidden'; why: 'role' | 'same-person' }
  | { outcome: 'invalid'; problems: readonly PolicyProblem[] }
  | { outcome: 'too-early' };

/**
 * Where a host keeps its policy; capability by presence. Every answer is a value: only a service that cannot be reached rejects.
 */
export interface PolicyService {
  current(): Promise<PolicyState>;
  /** Saves a new version; the service gives it its `version`. */
  propose?(draft: PolicyDraft): Promise<PolicyAnswer>;
  /** Puts a waiting version in force, by somebody else than whoever proposed it. Present where a second person is asked. */
  confirm?(version: string): Promise<PolicyAnswer>;
  /** Every version, newest first. */
  history?(): Promise<readonly PolicyVersion[]>;
  /** What happened lately, to weigh a change against. */
  cases?(): Promise<CaseRecord>;
}

/** What somebody has changed and not saved. It may be a policy that cannot be used yet. */
export interface KeptPolicyDraft {
  policy: OversightPolicy;
  /** What it began from. */
  base: OversightPolicy;
  basedOn: string;
  /** Day from which it is to hold, such as 2026-12-01; empty for at once. */
  day: string;
  reason: string;
}

/** Where it survives a reload. */
export interface PolicyDraftStore {
  /** @param key of a policy and of the person who changes it */
  load(key: string): KeptPolicyDraft | undefined;
  save(key: string, draft: KeptPolicyDraft): void;
  clear(key: string): void;
}
