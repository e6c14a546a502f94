'use client';
import { type ComponentType, forwardRef, type HTMLAttributes } from 'react';
import { visibleText } from '../internal/plain-text.js';
import type { IconProps } from '../react/icon.js';
import { AiIcon } from '../react/icons.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { statusMessages } from './case.messages.js';
import type { ReviewState, ReviewStatus, VerdictType } from './review.types.js';
import { type StatusBadgeVariant, statusBadge } from './review.variants.js';
import {
  StatusAbstainedIcon,
  StatusAdjudicatingIcon,
  StatusApprovedIcon,
  StatusEscalatedIcon,
  StatusExpiredIcon,
  StatusFailedIcon,
  StatusHaltedIcon,
  StatusInfoIcon,
  StatusOverriddenIcon,
  StatusPendingIcon,
  StatusReviewingIcon,
  StatusSecondIcon,
  StatusUnknownIcon,
  StatusWithdrawnIcon,
} from './status-icons.js';

/** What a sitting adds to the states of a review: it could not be saved, or somebody else changed it. */
export type SittingState = 'not-saved' | 'changed';

type Tone = 'pending' | 'reviewing' | 'approved' | 'overridden' | 'attention' | 'stop';
type Look = readonly [icon: ComponentType<IconProps>, tone: Tone];

const LOOKS: Record<ReviewState | SittingState | 'closed' | 'held' | 'abstain', Look> = {
  'pending.open': [StatusPendingIcon, 'pending'],
  'pending.monitored': [StatusPendingIcon, 'pending'],
  'pending.escalated': [StatusEscalatedIcon, 'attention'],
  'pending.awaitingInfo': [StatusInfoIcon, 'pending'],
  'pending.awaitingSecond': [StatusSecondIcon, 'reviewing'],
  'pending.adjudicating': [StatusAdjudicatingIcon, 'attention'],
  'reviewing.blind': [StatusReviewingIcon, 'reviewing'],
  'reviewing.revealed': [StatusReviewingIcon, 'reviewing'],
  approved: [StatusApprovedIcon, 'approved'],
  overridden: [StatusOverriddenIcon, 'overridden'],
  'closed.withdrawn': [StatusWithdrawnIcon, 'pending'],
  'closed.expired': [StatusExpiredIcon, 'pending'],
  // By the AI alone.
  'closed.automated': [AiIcon, 'pending'],
  closed: [StatusWithdrawnIcon, 'pending'],
  abstain: [StatusAbstainedIcon, 'pending'],
  held: [StatusHaltedIcon, 'stop'],
  'not-saved': [StatusFailedIcon, 'stop'],
  changed: [StatusAdjudicatingIcon, 'attention'],
};

/** The state that a bare status stands for. */
const STATE_OF = new Map<string, ReviewState>([
  ['pending', 'pending.open'],
  ['reviewing', 'reviewing.revealed'],
]);

export interface StatusBadgeProps extends HTMLAttributes<HTMLSpanElement> {
  /**
   * Where the review stands: its state, its bare status, or what a sitting adds. An unknown word, as a newer server
   * may send, is shown as it is.
   * @selector [data-status] the status, such as `overridden`
   */
  state: ReviewState | ReviewStatus | SittingState | (string & {});
  /**
   * How a decided review was decided: "AI not used" instead of "Overridden".
   * @selector [data-verdict]
   */
  verdict?: VerdictType;
  /**
   * Whether a stop holds the review: "Halted", whatever its state.
   * @default false
   * @selector [data-held]
   */
  isHeld?: boolean;
  /** @default 'plain' */
  variant?: StatusBadgeVariant;
}

/** Says where a review stands, in words with a shape of its own. Renders a `<span>`. */
export const StatusBadge = forwardRef<HTMLSpanElement, StatusBadgeProps>(function StatusBadge(
  { state, verdict, isHeld = false, variant, className, children, ...rest },
  ref,
) {
  const messages = useMessages('review', statusMessages);
  const locale = useLocaleAttributes();
  const full = STATE_OF.get(state) ?? String(state);
  // A prototype's key is no state: `constructor` from a server must not find a function.
  const known = Object.hasOwn(LOOKS, full) ? (full as keyof typeof LOOKS) : undefined;
  const status = full.split('.')[0];
  const isDecided = status === 'approved' || status === 'overridden';
  const key = isHeld ? 'held' : isDecided && verdict === 'abstain' ? 'abstain' : known;
  const [StatusIcon, tone] = key ? LOOKS[key] : ([StatusUnknownIcon, 'pending'] as const);

  const words = () => {
    if (isHeld) return messages.held;
    if (known === undefined) return messages.unknownStatus(visibleText(String(state)));
    if (known === 'not-saved') return messages.notSaved;
    if (known === 'changed') return messages.changedElsewhere;
    if (known === 'closed') return messages.closed;
    if (isDecided && verdict && Object.hasOwn(messages.verdicts, verdict)) return messages.verdicts[verdict];
    return messages.states[known as ReviewState];
  };

  return (
    <span
      {...locale}
      {...rest}
      {...dataAttributes({ status, verdict: isDecided ? verdict : undefined, held: isHeld })}
      ref={ref}
      className={joinClasses(primitives('root'), statusBadge.root({ variant }), className)}
    >
      <StatusIcon className={statusBadge.icon()} {...dataAttributes({ tone })} />
      {children ?? words()}
    </span>
  );
});
