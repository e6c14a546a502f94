import type { AuditVerification } from 'countersign';
import type { RecordedEntry, RecordScope, RecordService } from 'countersign/core';
import type { LogReport, SinceReport, VerifyMode } from 'countersign/verify';
import { useCallback, useEffect, useRef, useState } from 'react';
import { loadCheckpoint, loadConsistency } from './host-api.js';
import {
  forgetCheckpoint,
  type Remembered,
  rememberCheckpoint,
  rememberedCheckpoint,
} from './remembered-checkpoint.js';

/** What became of what this browser verified before. */
export interface Since {
  /** When it was verified, ISO 8601. */
  at: string;
  /** How many entries the log had. */
  size: number;
  outcome: SinceReport['outcome'];
}

interface State {
  verification?: AuditVerification;
  progress?: { entries: number; entriesInAll?: number };
  since?: Since;
  hasFailed: boolean;
}

export interface Checking extends State {
  check: (mode?: VerifyMode) => void;
  stop: () => void;
  /** Takes the record as it is for what later ones are compared with. */
  startAnew: () => void;
}

const loadVerifier = () => import('countersign/verify');

/** Whether the log of the server still contains what was verified before, without reading the log. */
async function lookAt({ checkpoint: older, at }: Remembered): Promise<Since> {
  const found = (outcome: Since['outcome']): Since => ({ at, size: older.size, outcome });
  try {
    const [{ isContinued }, newer] = await Promise.all([loadVerifier(), loadCheckpoint()]);
    if (!newer || newer.size < older.size) return found('lost');
    const proof = newer.size === older.size ? [] : await loadConsistency(older.size, newer.size);
    return found(proof === undefined ? 'unknown' : isContinued(older, newer, proof) ? 'contained' : 'lost');
  } catch {
    return found('unknown');
  }
}

/** Keeps what was verified for the next visit, unless it is not what was verified before. */
function keep({ isIntact, signed, checkpoints, since }: LogReport): void {
  const newest = checkpoints.findLast(({ size, isGenuine }) => isGenuine && size === signed);
  if (isIntact && newest && (!since || since.outcome === 'contained')) {
    const { isGenuine: _isGenuine, ...checkpoint } = newest;
    rememberCheckpoint(checkpoint);
  }
}

/**
 * Reads the record, or a part of it, and holds it against what was signed, in a worker; and against what this browser verified
 * before, which is looked at as soon as the page is opened.
 */
export function useVerification(
  record: RecordService,
  { reviewId }: Pick<RecordScope, 'reviewId'>,
  entries?: readonly RecordedEntry[],
): Checking {
  const [state, setState] = useState<State>({ hasFailed: false });
  const running = useRef<AbortController>(undefined);

  const stop = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setState(({ progress: _progress, ...rest }) => ({ ...rest, hasFailed: false }));
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  useEffect(() => {
    const remembered = rememberedCheckpoint();
    if (!remembered) return;
    let isOver = false;
    void lookAt(remembered).then((since) => {
      if (!isOver && rememberedCheckpoint()) setState((before) => ({ since, ...before }));
    });
    return () => {
      isOver = true;
    };
  }, []);

  const check = useCallback(
    async (mode: VerifyMode = 'full') => {
      running.current?.abort();
      const run = new AbortController();
      running.current = run;
      // Before the record is asked for: what is verified meanwhile elsewhere may be more than that.
      const remembered = rememberedCheckpoint();
      const older = remembered?.checkpoint;
      setState(({ since }) => ({ progress: { entries: 0 }, hasFailed: false, ...(since && { since }) }));
      try {
        const { createLogVerifier, holdAgainst, verificationOf } = await loadVerifier();
        const verifier = createLogVerifier();
        try {
          let report = await verifier.verify(record.export(reviewId === undefined ? {} : { reviewId }), {
            mode,
            keepEntries: reviewId !== undefined,
            ...(reviewId === undefined && older && { since: older }),
            signal: run.signal,
            onProgress: (progress) =>
              running.current === run && setState((before) => ({ ...before, progress, hasFailed: false })),
          });
          if (reviewId !== undefined && older) {
            const isLater = report.signed > older.size;
            report = holdAgainst(report, older, isLater ? await loadConsistency(older.size, report.signed) : undefined);
          }
          if (running.current !== run) return;
          keep(report);
          const verification = verificationOf(report, { at: new Date().toISOString(), ...(entries && { entries }) });
          const { since } = report;
          setState({
            verification,
            hasFailed: false,
            ...(since &&
              remembered && { since: { at: remembered.at, size: since.checkpoint.size, outcome: since.outcome } }),
          });
        } finally {
          verifier.dispose();
        }
      } catch {
        if (running.current === run) setState(({ since }) => ({ hasFailed: true, ...(since && { since }) }));
      }
    },
    [record, reviewId, entries],
  );

  const startAnew = useCallback(() => {
    forgetCheckpoint();
    setState({ hasFailed: false });
    void check();
  }, [check]);

  return { ...state, check: (mode) => void check(mode), stop, startAnew };
}
