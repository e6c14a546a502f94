'use client';
import { Fragment, forwardRef, type HTMLAttributes } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useMessages } from '../react/locale-context.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { Deadline } from '../review/deadline.js';
import { useReview } from '../review/review-context.js';
import { RiskBadge } from '../review/risk-badge.js';
import { StatusBadge, type StatusBadgeProps } from '../review/status-badge.js';
import { cardMessages } from './card.messages.js';
import { FactList, WhyList } from './case-lists.js';
import { CaseTitle } from './case-title.js';
import { reviewCard } from './desk.variants.js';
import { HostText } from './host-text.js';
import { shownProposal, showsSuggestion } from './review-card.selectors.js';
import { useCard } from './review-card-context.js';

type DivProps = HTMLAttributes<HTMLDivElement>;
type SectionProps = HTMLAttributes<HTMLElement>;

/** The strip over the case: flags, title, where it belongs. Renders a `<header>`. */
export const Header = forwardRef<HTMLElement, SectionProps>(function ReviewCardHeader(
  { className, children, ...rest },
  ref,
) {
  return (
    <header {...rest} ref={ref} className={joinClasses(reviewCard.header, className)}>
      {children ?? (
        <>
          <Flags />
          <Title />
          <Meta />
        </>
      )}
    </header>
  );
});

/** Status, risk and deadline of the case. Renders a `<div>`. */
export const Flags = forwardRef<HTMLDivElement, DivProps>(function ReviewCardFlags(
  { className, children, ...rest },
  ref,
) {
  const review = useReview((snapshot) => snapshot.review);
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewCard.flags, className)}>
      {children ??
        (review && (
          <>
            <Status />
            <RiskBadge risk={review.proposal.risk} />
            {review.proposal.dueAt !== undefined && (review.status === 'pending' || review.status === 'reviewing') && (
              <Deadline
                className={reviewCard.deadline}
                dueAt={review.proposal.dueAt}
                isPaused={review.hold !== undefined}
              />
            )}
          </>
        ))}
    </div>
  );
});

/** The status as this person meets it: what could not be saved and what somebody else changed included. Renders a `<span>`. */
export const Status = forwardRef<HTMLSpanElement, Partial<StatusBadgeProps>>(function ReviewCardStatus(props, ref) {
  const review = useReview((snapshot) => snapshot.review);
  const status = useReview((snapshot) => snapshot.status);
  const state = status === 'failed' ? 'not-saved' : status === 'conflict' ? 'changed' : review?.state;
  if (!state) return null;
  return (
    <StatusBadge
      state={state}
      verdict={review?.decision?.verdict.type}
      isHeld={review?.hold !== undefined}
      {...props}
      ref={ref}
    />
  );
});

/** What the case is called. Takes focus after a decision, and when what had focus is gone. Renders an `<h3>`, or the level asked for. */
export const Title = forwardRef<HTMLHeadingElement, HTMLAttributes<HTMLHeadingElement>>(function ReviewCardTitle(
  { className, children, ...rest },
  ref,
) {
  const { titleId, titleRef, level } = useCard('Title');
  const messages = useMessages('desk', cardMessages);
  const proposal = useReview(shownProposal);
  const isLoading = useReview((snapshot) => snapshot.status === 'loading');
  const Heading = `h${level}` as 'h3';
  return (
    <Heading
      id={titleId}
      tabIndex={-1}
      {...rest}
      ref={composeRefs(ref, titleRef)}
      className={joinClasses(reviewCard.title, className)}
    >
      {children ??
        (proposal ? <CaseTitle title={proposal.subject.title} /> : isLoading ? messages.loading : messages.case)}
    </Heading>
  );
});

/** One sentence: where it belongs, its number, whose it is. Renders a `<p>`. */
export const Meta = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(function ReviewCardMeta(
  { className, children, ...rest },
  ref,
) {
  const messages = useMessages('desk', cardMessages);
  const review = useReview((snapshot) => snapshot.review);
  const { subject } = review?.proposal ?? {};
  const parts = [
    subject?.area && <HostText>{subject.area}</HostText>,
    subject?.reference && <bdi className={primitives('mono')}>{visibleText(subject.reference)}</bdi>,
    review?.claim && messages.assignedTo(visibleText(review.claim.by.name)),
  ].filter(Boolean);
  if (parts.length === 0 && children === undefined) return null;
  return (
    <p {...rest} ref={ref} className={joinClasses(reviewCard.meta, className)}>
      {children ??
        parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of the sentence keep their places
          <Fragment key={index}>
            {index > 0 && messages.metaSeparator}
            {part}
          </Fragment>
        ))}
    </p>
  );
});

export interface BodyProps extends DivProps {
  /**
   * How many columns there are where there is room.
   * @default 1
   * @selector [data-columns]
   */
  columns?: 1 | 2;
}

/** The case itself: evidence first, then people, then the AI. Renders a `<div>`. */
export const Body = forwardRef<HTMLDivElement, BodyProps>(function ReviewCardBody(
  { columns = 1, className, ...rest },
  ref,
) {
  return (
    <div {...rest} {...dataAttributes({ columns })} ref={ref} className={joinClasses(reviewCard.body, className)} />
  );
});

/** One column of the body. Renders a `<div>`. */
export const Column = forwardRef<HTMLDivElement, DivProps>(function ReviewCardColumn({ className, ...rest }, ref) {
  return <div {...rest} ref={ref} className={joinClasses(reviewCard.column, className)} />;
});

export interface CardSectionProps extends SectionProps {
  /** What the section is called. */
  heading: string;
}

/** A headed part of a column. Renders a `<section>`. */
export const Section = forwardRef<HTMLElement, CardSectionProps>(function ReviewCardSection(
  { heading, className, children, ...rest },
  ref,
) {
  const { level } = useCard('Section');
  const Heading = `h${level + 1}` as 'h4';
  return (
    <section {...rest} ref={ref} className={joinClasses(reviewCard.section, className)}>
      <Heading className={primitives('section-title')}>{heading}</Heading>
      {children}
    </section>
  );
});

/** What the host says of the case: never anything from the model. Renders a `<section>`, nothing without facts. */
export const Facts = forwardRef<HTMLElement, SectionProps>(function ReviewCardFacts({ children, ...rest }, ref) {
  const messages = useMessages('desk', cardMessages);
  const subject = useReview((snapshot) => shownProposal(snapshot)?.subject);
  const facts = subject?.facts ?? [];
  if (facts.length === 0 && children === undefined) return null;
  return (
    <Section {...rest} ref={ref} heading={visibleText(subject?.factsTitle ?? messages.facts)}>
      {children ?? <FactList facts={facts} />}
    </Section>
  );
});

/** Why a person is asked. Left out while it could give the AI away (B-1). Renders a `<section>`. */
export const Why = forwardRef<HTMLElement, SectionProps>(function ReviewCardWhy(props, ref) {
  const messages = useMessages('desk', cardMessages);
  const review = useReview((snapshot) => snapshot.review);
  const mayShow = useReview((snapshot) => showsSuggestion(snapshot) || snapshot.review?.policy.blindFirst !== true);
  const why = review?.proposal.why ?? [];
  if (why.length === 0 || !mayShow) return null;
  return (
    <Section {...props} ref={ref} heading={messages.why}>
      <WhyList why={why} />
    </Section>
  );
});
