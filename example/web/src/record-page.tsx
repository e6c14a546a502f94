import {
  AiDisclosure,
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
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { goToCase, goToRecord, type RecordPlace } from './address.js';
import { GroupTable } from './group-table.js';
import { type Agreement, loadAgreement } from './host-api.js';
import { useModel } from './model-panel.js';
import { usePage } from './page-context.js';
import { RecordActions } from './record-actions.js';
import { RECORD_WORDS } from './record-words.js';
import { type Checking, useVerification } from './use-verification.js';

/** A backend of somebody who may read the record. */
export type RecordBackend = ReviewBackend & { record: RecordService };

interface PageProps {
  backend: RecordBackend;
  reviewer: Reviewer;
}

interface Props extends PageProps {
  /** Whether its heading takes focus. */
  takesFocus: boolean;
}

/** Where the record is read, checked, played again and taken along. */
export function RecordPage({ backend, reviewer, place }: PageProps & { place: RecordPlace }) {
  const { reviewId } = place;
  // Whoever goes from one part to another pressed something that is gone; whoever opens the page did not.
  const [first] = useState(reviewId);
  const [hasMoved, setHasMoved] = useState(false);
  if (!hasMoved && reviewId !== first) setHasMoved(true);
  const shared = { backend, reviewer, takesFocus: hasMoved || reviewId !== first };
  return reviewId === undefined ? <WholeRecord {...shared} /> : <CaseRecord key={reviewId} {...shared} id={reviewId} />;
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

const MODES = ['full', 'quick'] as const;

function Check({
  isWhole = false,
  verification,
  progress,
  since,
  hasFailed,
  check,
  stop,
  startAnew,
}: Checking & { isWhole?: boolean }) {
  const { numbers, language } = usePage();
  const words = RECORD_WORDS[language];
  const noteId = useId();
  const [mode, setMode] = useState<(typeof MODES)[number]>('full');
  return (
    <div className="page-check">
      {/* An extract has no blocks to be quick with. */}
      {isWhole && (
        <span className="page-choice">
          <label className="page-label" htmlFor={`${noteId}-mode`}>
            {words.mode}
          </label>
          <select
            className="page-control"
            id={`${noteId}-mode`}
            aria-describedby={noteId}
            value={mode}
            disabled={progress !== undefined}
            onChange={(event) => setMode(event.target.value as typeof mode)}
          >
            {MODES.map((each) => (
              <option key={each} value={each}>
                {words.modes[each].name}
              </option>
            ))}
          </select>
        </span>
      )}
      <Button aria-describedby={noteId} onClick={() => (progress ? stop() : check(mode))}>
        {progress ? words.stopChecking : words.check}
      </Button>
      <p className="page-note" id={noteId}>
        {progress ? words.checking(progress.entries, progress.entriesInAll, numbers) : words.modes[mode].finds}
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

function WholeRecord({ backend, reviewer, takesFocus }: Props) {
  const { numbers, language } = usePage();
  const words = RECORD_WORDS[language];
  const { record } = backend;
  const log = useOpened(useCallback(() => createWholeLog({ record, withProposals: true }), [record]));
  const checking = useVerification(record, {});
  const [agreement, setAgreement] = useState<Agreement>();
  useEffect(() => {
    loadAgreement().then(setAgreement, () => {});
  }, []);
  const view = useRef<HTMLElement>(null);
  useEffect(() => {
    const heading = log && takesFocus ? view.current?.querySelector('h2') : undefined;
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }, [log, takesFocus]);
  const { pairs = 0, agreed = 0, interval } = agreement?.all ?? {};

  return (
    <div className="page-record">
      <div className="page-record-head">
        <Check isWhole {...checking} />
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
      <GroupTable />
      {log && (
        <AuditLogView
          ref={view}
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

const OFFICE = 'mailto:decisions@credit-desk.example';

/** As it stands in the letter to the applicant: that an AI takes part, how much of a person decides, and what they can do. */
function ToldToApplicant({ review, explanation }: { review: Review; explanation: string | undefined }) {
  const { language } = usePage();
  const { model } = useModel(0);
  const { proposal, route } = review;
  const { id, version } = proposal.model;
  const system = model?.systems.find(({ model: own }) => own.id === id && own.version === version);
  if (!system) return null;
  const subject = encodeURIComponent(proposal.subject.reference ?? review.id);
  return (
    <details>
      <summary>{RECORD_WORDS[language].toldToApplicant}</summary>
      <AiDisclosure
        system={system}
        mode={route?.mode ?? 'review'}
        rights={{
          ...(explanation !== undefined && { explanation }),
          person: `${OFFICE}?subject=${subject}`,
          objection: `${OFFICE}?subject=${subject}`,
        }}
      />
    </details>
  );
}

function CaseRecord(props: Props & { id: string }) {
  const { backend, id } = props;
  const log = useOpened(useCallback(() => createReplayLog({ backend, id }), [backend, id]));
  return log && <OpenCaseRecord {...props} log={log} />;
}

function OpenCaseRecord({ backend, reviewer, takesFocus, id, log }: Props & { id: string; log: ReplayLog }) {
  const { numbers, language } = usePage();
  const words = RECORD_WORDS[language];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const shown = useReplayLog(log);
  const checking = useVerification(backend.record, { reviewId: id }, shown.entries);
  const [review, setReview] = useState<Review>();

  const load = useCallback(() => {
    backend.load(id).then(setReview, () => {});
  }, [backend, id]);
  useEffect(load, [load]);

  const reference = review?.proposal.subject.reference ?? id;
  const hold = review?.legalHold;
  const isDecided = review?.status === 'approved' || review?.status === 'overridden' || review?.automated;
  const explanation = isDecided ? `/api/reviews/${encodeURIComponent(id)}/explanation?lang=${language}` : undefined;
  return (
    <div className="page-record">
      <h2 className="page-heading" ref={heading} tabIndex={-1}>
        {words.caseRecord(reference)}
      </h2>
      <div role="status">
        {hold && (
          <Notice tone="stop" title={words.heldBy(hold.by.name, numbers.date(hold.at))}>
            {words.heldBecause(hold.reason)}
          </Notice>
        )}
      </div>
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
        {explanation && (
          <a href={explanation} download>
            {words.explanation}
          </a>
        )}
        {review && (
          <RecordActions
            backend={backend}
            review={review}
            reviewer={{ kind: 'person', ...reviewer }}
            onDone={({ isAccepted }) => {
              // The button that opened the form may be gone with what it was for.
              if (isAccepted) heading.current?.focus();
              load();
              void log.refresh();
            }}
          />
        )}
      </div>
      {review && <ToldToApplicant review={review} explanation={explanation} />}
      <AuditReplay.Root {...shown} reference={reference} headingLevel={3} />
      <AuditTimeline.Root
        entries={shown.entries}
        isLoading={shown.isLoading ?? false}
        problem={shown.problem}
        onRetry={shown.onRetry}
        reference={reference}
        headingLevel={3}
        groupBy="day"
        isFilterable
        {...(checking.verification && { verification: checking.verification })}
      />
    </div>
  );
}
