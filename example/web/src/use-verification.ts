import type { AuditVerification } from 'countersign';
import type { RecordedEntry, RecordScope, RecordService } from 'countersign/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Numbers } from './words.js';

export interface Checking {
  verification?: AuditVerification;
  progress?: { entries: number; entriesInAll?: number };
  hasFailed: boolean;
  check: () => void;
  stop: () => void;
}

/** Words of the verifier in the page's language, loaded with it. */
async function loadVerifier(language: string) {
  const [verify, messages] = await Promise.all([
    import('countersign/verify'),
    language === 'de'
      ? import('countersign/messages/de').then(({ verifyMessagesDe }) => verifyMessagesDe)
      : language === 'ar'
        ? import('countersign/messages/ar').then(({ verifyMessagesAr }) => verifyMessagesAr)
        : undefined,
  ]);
  return { ...verify, messages };
}

/** Reads the record, or a part of it, and holds it against what was signed, in a worker. */
export function useVerification(
  record: RecordService,
  scope: RecordScope,
  language: string,
  numbers: Numbers,
  entries?: readonly RecordedEntry[],
): Checking {
  const [state, setState] = useState<Pick<Checking, 'verification' | 'progress' | 'hasFailed'>>({ hasFailed: false });
  const running = useRef<AbortController>(undefined);
  const { reviewId } = scope;

  const stop = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setState(({ verification }) => ({ hasFailed: false, ...(verification && { verification }) }));
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  const check = useCallback(async () => {
    running.current?.abort();
    const run = new AbortController();
    running.current = run;
    setState({ progress: { entries: 0 }, hasFailed: false });
    try {
      const { createLogVerifier, describeLogFault, verificationOf, messages } = await loadVerifier(language);
      const verifier = createLogVerifier();
      try {
        const report = await verifier.verify(record.export(reviewId === undefined ? {} : { reviewId }), {
          keepEntries: reviewId !== undefined,
          signal: run.signal,
          onProgress: (progress) => running.current === run && setState({ progress, hasFailed: false }),
        });
        if (running.current !== run) return;
        const verification = verificationOf(report, {
          at: new Date().toISOString(),
          ...(entries && { entries }),
          describe: (fault) => describeLogFault(fault, { number: numbers.whole }, messages),
        });
        setState({ verification, hasFailed: false });
      } finally {
        verifier.dispose();
      }
    } catch {
      if (running.current === run) setState({ hasFailed: true });
    }
  }, [record, reviewId, language, numbers, entries]);

  return { ...state, check: () => void check(), stop };
}
