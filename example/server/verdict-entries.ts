/** Verdicts, as entries call them. */
export const VERDICT_ENTRIES = ['approved', 'overridden', 'rejected', 'responded', 'abstained'] as const;
