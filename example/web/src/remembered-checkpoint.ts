import type { Checkpoint } from 'countersign/core';

/** What this browser has verified of the log last. */
export interface Remembered {
  checkpoint: Checkpoint;
  /** When, by this device's clock, ISO 8601. */
  at: string;
}

/** By the log, and not by its key: a log that begins anew with another key is no older one continued. */
const KEY = 'credit-desk-verified-log';

/** Nothing where nothing was verified, or where this browser keeps nothing. */
export function rememberedCheckpoint(): Remembered | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Remembered | null;
    const { size, root, blocks } = kept?.checkpoint ?? {};
    const isWhole = [kept?.at, root, blocks].every((each) => typeof each === 'string') && Number.isSafeInteger(size);
    return isWhole && kept ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function rememberCheckpoint(checkpoint: Checkpoint): void {
  // Another tab may have seen more.
  if ((rememberedCheckpoint()?.checkpoint.size ?? 0) > checkpoint.size) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ checkpoint, at: new Date().toISOString() } satisfies Remembered));
  } catch {
    // Blocked storage costs the comparison with later visits.
  }
}

export function forgetCheckpoint(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept either.
  }
}
