'use client';
import { Fragment, type ReactNode } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { EyeOffIcon, PauseIcon, QuestionIcon, UpIcon } from '../react/icons.js';
import { useMessages } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { caseMessages, statusMessages } from '../review/case.messages.js';
import * as Provenance from '../review/provenance.js';
import type { ReplayBreak } from '../review/replay.selectors.js';
import type { AuditEntry, Review } from '../review/review.types.js';
import { RiskBadge } from '../review/risk-badge.js';
import { StatusBadge } from '../review/status-badge.js';
import { DecisionBox, OwnAnswer, SuggestionContent } from './answer-boxes.js';
import { auditReplay } from './audit-replay.variants.js';
import { type ReplayState, replayPart } from './audit-replay-context.js';
import { cardMessages } from './card.messages.js';
import { FactList, WhyList } from './case-lists.js';
import { CaseTitle } from './case-title.js';
import { reviewCard } from './desk.variants.js';
import { HostText } from './host-text.js';
import { seenMessages } from './seen.messages.js';

/**
 * The case as it stood after the entry: status, claim, hold, answers, decisions. Where the history broke before, what the entry
 * itself says, and the way back. Renders a `<div>`.
 *
 * @selector [data-status] the status of the review
 * @selector [data-fault] why it cannot be rebuilt: `withheld`, `missing`, `unknown`, `foreign` or `mismatch`
 */
export const Card = replayPart<HTMLDivElement>('Card', 'div', auditReplay.card, function useCardParts(state) {
  const { messages: m, current, level } = state;
  if (!current) return undefined;
  const Heading = `h${Math.min(6, level + 1)}` as 'h4';
  const { review, broken, entry } = current;
  return {
    'data-status': review?.status,
    'data-fault': broken?.fault,
    before: <Heading className={primitives('section-title')}>{m.replayCard}</Heading>,
    children: review ? (
      <Standing review={review} state={state} />
    ) : (
      <Broken broken={broken} entry={entry} state={state} />
    ),
  };
});

/** Where the history breaks, and the way back to what can be looked at. */
function Broken({ broken, entry, state }: { broken: ReplayBreak; entry: AuditEntry; state: ReplayState }) {
  const { messages: m, format, entries, go } = state;
  const { states } = useMessages('review', statusMessages);
  const { fault, lastSeq, problem } = broken;
  const number = (seq: number) => format.number(seq);
  const stated = Object.hasOwn(states, String(entry.to)) ? states[entry.to] : visibleText(String(entry.to));
  return (
    <Notice
      tone={fault === 'withheld' ? 'neutral' : 'stop'}
      {...(fault === 'withheld' && { icon: <EyeOffIcon /> })}
      title={m.replayBroken[fault](number(broken.entry.seq))}
      actions={
        lastSeq > 0 && (
          <Button onClick={() => go(entries.findIndex(({ seq }) => seq === lastSeq))}>
            {m.replayGoTo(number(lastSeq))}
          </Button>
        )
      }
    >
      <p>{m.replayUpTo(lastSeq > 0 ? number(lastSeq) : undefined)}</p>
      {entry.to && <p>{m.replayStates(stated)}</p>}
      {fault === 'mismatch' && (
        <p lang="en" dir="ltr" className={primitives('mono')}>
          {visibleText(problem)}
        </p>
      )}
    </Notice>
  );
}

/** What was true, in the order of a card: the case, who had it, the answers. */
function Standing({ review, state }: { review: Review; state: ReplayState }) {
  const { messages: m, level, format } = state;
  const desk = useMessages('desk', cardMessages);
  const { seenTheirAnswer, seenTheirEstimate } = useMessages('desk', seenMessages);
  const { aiSuggestion, aiSuggested } = useMessages('review', caseMessages);
  const { proposal, policy, claim, decision, signatures, judgements = [] } = review;
  const { subject, why = [] } = proposal;
  const Heading = `h${Math.min(6, level + 2)}` as 'h5';
  const section = (heading: string, children: ReactNode) => (
    <section className={auditReplay.section()}>
      <Heading className={primitives('section-title')}>{heading}</Heading>
      {children}
    </section>
  );
  const meta = [
    subject.area && <HostText>{subject.area}</HostText>,
    subject.reference && <bdi className={primitives('mono')}>{visibleText(subject.reference)}</bdi>,
    claim && desk.assignedTo(visibleText(claim.by.name)),
    m.replayRevision(format.number(proposal.revision)),
  ].filter(Boolean);
  return (
    <>
      <div className={reviewCard.flags}>
        <StatusBadge state={review.state} verdict={decision?.verdict.type} isHeld={review.hold !== undefined} />
        <RiskBadge risk={proposal.risk} />
      </div>
      <p className={auditReplay.subject()}>
        <CaseTitle title={subject.title} />
      </p>
      <p className={auditReplay.meta()}>
        {meta.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of the sentence keep their places
          <Fragment key={index}>
            {index > 0 && desk.metaSeparator}
            {part}
          </Fragment>
        ))}
      </p>
      <Notices review={review} state={state} />
      {(subject.facts?.length ?? 0) > 0 &&
        section(visibleText(subject.factsTitle ?? desk.facts), <FactList facts={subject.facts ?? []} />)}
      {why.length > 0 && section(desk.why, <WhyList why={why} />)}
      {judgements.length > 0 &&
        section(
          m.replayAnswers,
          judgements.map((judgement) => (
            <OwnAnswer
              key={judgement.by.id}
              mark={seenTheirAnswer(visibleText(judgement.by.name))}
              estimate={seenTheirEstimate}
              by={judgement.by}
              judgement={judgement}
              proposal={proposal}
            />
          )),
        )}
      {section(
        signatures.length > 0 ? aiSuggested : aiSuggestion,
        <Provenance.Root origin="ai">
          <SuggestionContent proposal={proposal} isDecided={signatures.length > 0} decision={decision} />
        </Provenance.Root>,
      )}
      {signatures.length > 0 &&
        section(
          desk.decision,
          signatures.map((each) => (
            <DecisionBox
              key={each.seat}
              decision={each}
              proposal={proposal}
              policy={policy}
              isMine={false}
              {...(signatures.length > 1 && { mark: m.replaySeats[each.seat] })}
            />
          )),
        )}
    </>
  );
}

/** Halted, preserved, asked, escalated; and what somebody did not see just then. */
function Notices({ review, state }: { review: Review; state: ReplayState }) {
  const { messages: m, format } = state;
  const desk = useMessages('desk', cardMessages);
  const { notAvailable } = useMessages('review', caseMessages);
  const { hold, legalHold, question, escalation, claim } = review;
  const when = (at: string) => format.dateTime(at) ?? notAvailable;
  const name = (by: { name: string }) => visibleText(by.name);
  const claimant = claim && name(claim.by);
  return (
    <div className={auditReplay.section()}>
      {review.state === 'reviewing.blind' && claimant && (
        <Notice icon={<EyeOffIcon />} title={m.replayBlind(claimant)} />
      )}
      {claim?.seat === 'second' && claimant && <Notice icon={<EyeOffIcon />} title={m.replaySecond(claimant)} />}
      {hold && (
        <Notice tone="stop" icon={<PauseIcon />} title={desk.heldBy(name(hold.by))}>
          {m.replayBecause(when(hold.at), visibleText(hold.reason))}
        </Notice>
      )}
      {legalHold && (
        <Notice tone="attention" title={m.replayPreserved(name(legalHold.by))}>
          {m.replayBecause(when(legalHold.at), visibleText(legalHold.reason))}
        </Notice>
      )}
      {question && review.state === 'pending.awaitingInfo' && (
        <Notice icon={<QuestionIcon />} title={desk.waitingFor(visibleText(question.to))}>
          <HostText>{question.question}</HostText>
        </Notice>
      )}
      {escalation && review.state === 'pending.escalated' && (
        <Notice icon={<UpIcon />} title={desk.escalatedTo(visibleText(escalation.to))}>
          {escalation.note && <HostText>{escalation.note}</HostText>}
        </Notice>
      )}
    </div>
  );
}
