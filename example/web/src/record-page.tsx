import {
  AuditExport,
  AuditLogView,
  AuditReplay,
  AuditTimeline,
  type AuditVerification,
  Button,
  createReplayLog,
  createWholeLog,
  Notice,
  type ReplayLog,
  useReplayLog,
} from 'countersign';
import type { RecordService, Review, ReviewBackend, Reviewer } from 'countersign/core';
import { useCallback, useEffect, useId, useState } from 'react';
import { goToCase, goToRecord, type RecordPlace } from './address.js';
import { type Agreement, loadAgreement } from './host-api.js';
import { usePage } from './page-context.js';
import { RecordActions } from './record-actions.js';
import { RECORD_WORDS } from './record-words.js';
import { type Checking, useVerification } from './use-verification.js';

/** A backend of somebody who may read the record. */
export type RecordBackend = ReviewBackend & { record: RecordService };

interface Props {
  backend: RecordBackend;
  reviewer: Reviewer;
}

/** Where the record is read, checked, played again and taken along. */
export function RecordPage({ backend, reviewer, place }: Props & { place: RecordPlace }) {
  const { reviewId } = place;
  return reviewId === undefined ? (
    <WholeRecord backend={backend} reviewer={reviewer} />
  ) : (
    <CaseRecord key={reviewId} backend={backend} reviewer={reviewer} id={reviewId} />
  );
}

/** Something that is open while the page shows it. */
function useOpened<T extends { stop(): void }>(open: () => T): T | undefined {
  const [opened, setOpened] = useState<T>();
  useEffect(() => {
    const made = open();
    setOpened(made);
    return () => made.stop();
  }, [open]);
  return opened;
}

function outcomeOf({ status }: AuditVerification): 'whole' | 'broken' | 'unknown' {
  return status === 'whole' || status === 'broken' ? status : 'unknown';
}

function Check({ verification, progress, since, hasFailed, check, stop, startAnew }: Checking) {
  const { numbers, language } = usePage();
  const words = RECORD_WORDS[language];
  const noteId = useId();
  return (
    <div className="page-check">
      <Button aria-describedby={noteId} onClick={progress ? stop : check}>
        {progress ? words.stopChecking : words.check}
      </Button>
      <p className="page-note" id={noteId}>
        {progress ? words.checking(progress.entries, progress.entriesInAll, numbers) : words.checkNote}
      </p>
      <p className="page-note" role="status">
        {!progress && verification && words.checked[outcomeOf(verification)]}
      </p>
      {since && since.outcome !== 'lost' && (
        <p className="page-note">
          {since.outcome === 'contained'
            ? words.stillContains(numbers.date(since.at))
            : words.notCompared(numbers.date(since.at))}
        </p>
      )}
      <div role="alert">
        {hasFailed && !verification && <Notice tone="stop" title={words.checkFailed} />}
        {since?.outcome === 'lost' && (
          <Notice
            tone="stop"
            title={words.noLongerContains(numbers.date(since.at))}
            actions={<Button onClick={startAnew}>{words.startAnew}</Button>}
          >
            {words.noLongerContainsText(since.size, numbers)}
          </Notice>
        )}
      </div>
    </div>
  );
}

function WholeRecord({ backend, reviewer }: Props) {
  const { numbers, language } = usePage();
  const words = RECORD_WORDS[language];
  const { record } = backend;
  const log = useOpened(useCallback(() => createWholeLog({ record }), [record]));
  const checking = useVerification(record, {});
  const [agreement, setAgreement] = useState<Agreement>();
  useEffect(() => {
    loadAgreement().then(setAgreement, () => {});
  }, []);
  const { pairs = 0, agreed = 0, interval } = agreement?.all ?? {};

  return (
    <div className="page-record">
      <div className="page-record-head">
        <Check {...checking} />
        <AuditExport.Root
          backend={backend}
          madeBy={reviewer.name}
          kinds={['log', 'csv', 'html']}
          scopes={['period', 'all']}
        />
      </div>
      {agreement && (
        <p className="page-text">{interval ? words.agreement(agreed, pairs, interval, numbers) : words.noAgreement}</p>
      )}
      {log && (
        <AuditLogView
          log={log}
          title={words.allCases}
          headingLevel={2}
          isWindowed
          onReviewOpen={({ id }) => goToRecord({ reviewId: id })}
          {...(checking.verification && { verification: checking.verification })}
        />
      )}
    </div>
  );
}

function CaseRecord(props: Props & { id: string }) {
  const { backend, id } = props;
  const log = useOpened(useCallback(() => createReplayLog({ backend, id }), [backend, id]));
  return log && <OpenCaseRecord {...props} log={log} />;
}

function OpenCaseRecord({ backend, reviewer, id, log }: Props & { id: string; log: ReplayLog }) {
  const { language } = usePage();
  const words = RECORD_WORDS[language];
  const shown = useReplayLog(log);
  const checking = useVerification(backend.record, { reviewId: id }, shown.entries);
  const [review, setReview] = useState<Review>();

  const load = useCallback(() => {
    backend.load(id).then(setReview, () => {});
  }, [backend, id]);
  useEffect(load, [load]);

  const reference = review?.proposal.subject.reference ?? id;
  return (
    <div className="page-record">
      <div className="page-record-head">
        <Button onClick={() => goToRecord()}>{words.allCases}</Button>
        <Button onClick={() => goToCase(id)}>{words.openCase}</Button>
        <Check {...checking} />
        <AuditExport.Root
          backend={backend}
          madeBy={reviewer.name}
          review={{ id, reference }}
          kinds={['log', 'csv', 'html']}
          scopes={['review']}
        />
        {(review?.status === 'approved' || review?.status === 'overridden') && (
          <a href={`/api/reviews/${encodeURIComponent(id)}/explanation?lang=${language}`} download>
            {words.explanation}
          </a>
        )}
        {review && (
          <RecordActions
            backend={backend}
            review={review}
            reviewer={{ kind: 'person', ...reviewer }}
            onDone={() => {
              load();
              void log.refresh();
            }}
          />
        )}
      </div>
      <AuditReplay.Root {...shown} reference={reference} headingLevel={2} />
      <AuditTimeline.Root
        entries={shown.entries}
        isLoading={shown.isLoading ?? false}
        problem={shown.problem}
        onRetry={shown.onRetry}
        reference={reference}
        headingLevel={2}
        groupBy="day"
        isFilterable
        {...(checking.verification && { verification: checking.verification })}
      />
    </div>
  );
}
