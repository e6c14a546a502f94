import { errorFor } from '../internal/errors.js';
import { notifyAll } from '../internal/notify.js';
import { whyNot } from './lifecycle.selectors.js';
import {
  type CanDecide,
  type CommandType,
  NO_FENCE,
  type PersonActor,
  type Refusal,
  type Review,
} from './review.types.js';
import { isElsewhere, needsLook, undoLeft } from './session.selectors.js';
import type { ReviewSession, ReviewSessionOptions, SessionSnapshot } from './session.types.js';
import { createSitting } from './sitting.session.js';
import type { SittingSnapshot } from './sitting.types.js';
import { isVerdict } from './verdict.selectors.js';

/** The sitting behind a session, and how to look at it under another rule. */
interface Behind {
  isHeard: () => boolean;
  withRule: (canDecide: CanDecide | undefined) => ReviewSession;
}

const sittings = new WeakMap<ReviewSession, Behind>();

/**
 * Opens a sitting with one review. It loads on the first subscription (never while rendering on a server) and lives
 * until `stop()`, however often a component that shows it mounts and unmounts.
 *
 * @throws {CountersignError} `backend-invalid` when the backend lacks `load` or `send`
 */
export function createReviewSession(options: ReviewSessionOptions): ReviewSession {
  const { backend, id, reviewer } = options;
  if (typeof backend?.load !== 'function' || typeof backend.send !== 'function') {
    throw errorFor('backend-invalid', 'load() or send() is missing');
  }
  const actorOf: PersonActor = { kind: 'person', ...reviewer };
  const sitting = createSitting(options);
  const { verbs, now, start, listeners } = sitting;

  function withRule(first: CanDecide | undefined): ReviewSession {
    let canDecide = first;
    let asked: { review: Review; answer: true | string } | undefined;
    let shown: { from: SittingSnapshot; snapshot: SessionSnapshot } | undefined;
    const mine = new Set<() => void>();

    /** Asked once per review and rule: a rule that words its answer anew each time changes nothing on screen by that. */
    function mayDecide(review: Review | undefined): true | string {
      if (!review || !canDecide) return true;
      if (asked?.review !== review) asked = { review, answer: canDecide(actorOf, review) };
      return asked.answer;
    }

    function getSnapshot(): SessionSnapshot {
      const from = sitting.getSnapshot();
      if (shown?.from !== from) shown = { from, snapshot: { ...from, mayDecide: mayDecide(from.review) } };
      return shown.snapshot;
    }

    function whyNotNow(type: CommandType): Refusal | undefined {
      const context = sitting.getContext();
      const { review, opened } = context;
      if (!review) return { outcome: 'invalid', issues: [{ code: 'command-illegal' }] };
      // What is on screen was revised meanwhile: it has to be looked at before anything is decided on it.
      if (isVerdict(type) && needsLook(context)) return { outcome: 'conflict', review };
      return whyNot(review, type, {
        by: actorOf,
        at: new Date(now()).toISOString(),
        evidenceOpened: Object.keys(opened),
        isUndoable: undoLeft(context) !== undefined,
        // This person's claim, but not this window's.
        ...(isElsewhere(context) && { fence: NO_FENCE }),
        ...(canDecide && { canDecide }),
      });
    }

    const session: ReviewSession = {
      id,
      reviewer,
      backend,
      ...(options.reauthenticate && { reauthenticate: options.reauthenticate }),
      now,
      getSnapshot,
      subscribe(listener) {
        // One listener may hear the sitting under two rules.
        const hear = () => listener();
        mine.add(hear);
        listeners.add(hear);
        start();
        return () => {
          mine.delete(hear);
          listeners.delete(hear);
        };
      },
      whyNot: whyNotNow,
      can: (type) => whyNotNow(type) === undefined,
      setCanDecide(next) {
        const before = getSnapshot().mayDecide;
        canDecide = next;
        asked = undefined;
        const { review } = sitting.getSnapshot();
        if (mayDecide(review) === before) return;
        shown = undefined;
        notifyAll(mine);
      },
      ...verbs,
    };
    sittings.set(session, { isHeard: () => listeners.size > 0, withRule });
    return session;
  }
  return withRule(options.canDecide);
}

/** The same sitting under a rule of its own: what is typed, opened and sent is shared, what is off is not. */
export function sessionWithRule(session: ReviewSession, canDecide: CanDecide | undefined): ReviewSession {
  return sittings.get(session)?.withRule(canDecide) ?? session;
}

/** Whether somebody listens to the sitting, under whichever rule: ending it would end it under them. */
export function isHeard(session: ReviewSession): boolean {
  return sittings.get(session)?.isHeard() ?? false;
}
