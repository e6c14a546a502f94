/** One decision of a person, as far as they are told about their own work: neither whose case it was nor what was decided. */
export interface PastDecision {
  /** Server time, ISO 8601. */
  at: string;
  /** Whether the AI's value took effect. */
  agreed: boolean;
  /** Probability of the AI's value, 0 to 1, where it is calibrated (B-4). */
  probability?: number;
  /** Milliseconds in which the case was on screen (L-34). */
  activeMs?: number;
}

/** What is remembered of a person's own work, for nobody else (B-26). */
export interface OwnHistory {
  /** Oldest first. */
  decisions: readonly PastDecision[];
  /** Whether they asked not to have breaks suggested (B-16). */
  isPaceWatchOff?: boolean;
  /** When they were last told of agreeing, ISO 8601: only what they decided since counts for the next time. */
  nudgedAt?: string;
  /** When a break was last suggested, ISO 8601. */
  pacedAt?: string;
}

/** Where it is kept: a place that only this person reads. */
export interface OwnHistoryStore {
  load(): Promise<OwnHistory | undefined>;
  save(history: OwnHistory): Promise<void>;
}

/** Fewer disagreements than the AI's own scores imply, in less time than usual (B-15). */
export interface AgreementFinding {
  kind: 'agreement';
  /** Over how many decisions. */
  decisions: number;
  disagreements: number;
  /** How many of its values are wrong by the AI's own scores. */
  expected: number;
}

/** A pace that rose, after long work (B-16). */
export interface PaceFinding {
  kind: 'pace';
  /** Decisions since the work began, or since the last break. */
  items: number;
  /** Minutes since then. */
  minutes: number;
}

export type SelfCheckFinding = AgreementFinding | PaceFinding;

/** Which of the two a policy has switched on. */
export interface SelfCheckSwitches {
  agreementNudge?: boolean;
  paceWatch?: boolean;
}
