import { Button, CheckFeedback, Notice, OwnCalibration } from 'countersign';
import type { CheckOutcome, OwnOutcome, ReviewBackend, Reviewer, ValueSchema } from 'countersign/core';
import { useCallback, useEffect, useState } from 'react';
import { ask } from './host-api.js';
import { OWN_WORDS } from './own-words.js';
import { usePage } from './page-context.js';
import { PracticePage } from './practice-page.js';
import { PRACTICE_WORDS } from './practice-words.js';

interface OwnCheck {
  reviewId: string;
  reference?: string;
  schema?: ValueSchema;
  outcome: CheckOutcome;
}

interface Own {
  checks: readonly OwnCheck[];
  outcomes: readonly OwnOutcome[];
}

/** That there are checks, how many, and what follows from them: nothing (B-14). */
export function ChecksDisclosed() {
  const { language } = usePage();
  const own = OWN_WORDS[language];
  return (
    <section aria-label={own.checks} className="page-part">
      <h2 className="page-heading">{own.checks}</h2>
      {own.disclosed.map((sentence) => (
        <p key={sentence} className="page-text">
          {sentence}
        </p>
      ))}
    </section>
  );
}

/** What was said to somebody of their own checks, and how sure they were beside what came true. Nobody else is shown it (B-26). */
export function OwnPage({ backend, reviewer }: { backend: ReviewBackend; reviewer: Reviewer }) {
  const { words, language } = usePage();
  const page = OWN_WORDS[language];
  const [own, setOwn] = useState<Own>();
  const [isFailed, setIsFailed] = useState(false);
  const [isPractising, setIsPractising] = useState(false);
  const load = useCallback(() => {
    setIsFailed(false);
    Promise.all([ask<{ checks: readonly OwnCheck[] }>('GET', '/checks/own'), backend.outcomes?.own() ?? []]).then(
      ([{ checks }, outcomes]) => setOwn({ checks, outcomes }),
      () => setIsFailed(true),
    );
  }, [backend]);
  useEffect(load, [load]);
  return (
    <>
      <ChecksDisclosed />
      <div className="page-part">
        {isPractising ? (
          <PracticePage name="burst" reviewer={reviewer} />
        ) : (
          <div>
            <Button onClick={() => setIsPractising(true)}>{PRACTICE_WORDS[language].burst}</Button>
          </div>
        )}
      </div>
      {isFailed && (
        <Notice tone="stop" title={page.notLoaded} actions={<Button onClick={load}>{words.tryAgain}</Button>} />
      )}
      {!own && !isFailed && <p className="page-text">{words.loading}</p>}
      {own && (
        <section aria-label={page.own} className="page-part">
          <h2 className="page-heading">{page.own}</h2>
          {own.checks.length === 0 && <p className="page-text">{page.none}</p>}
          {own.checks.map(({ reviewId, reference, schema, outcome }) => (
            <CheckFeedback
              key={reviewId}
              outcome={outcome}
              reference={reference ?? reviewId}
              {...(schema && { schema })}
            />
          ))}
          <OwnCalibration outcomes={own.outcomes} />
        </section>
      )}
    </>
  );
}
