import {
  type Actor,
  applyCommand,
  type CanDecide,
  type CommandResult,
  coversModel,
  initialReview,
  type OversightPolicy,
  type Page,
  type Policy,
  type Proposal,
  proposedEntry,
  type RecordedEntry,
  type RenewResult,
  type Review,
  type Reviewer,
  type ReviewQuery,
  type ReviewSummary,
} from 'countersign/core';
import { changesAfter, historyOf, type LoggedChange, lastPosition } from './audit-log.js';
import { insertChecks, openChecks } from './check-opening.js';
import { checkOf, checksAmong, isOpenTo, readsChecks, sendCheck, showChecks } from './checks.js';
import { claimNext, lapseClaims, lapseReview, type NextQuery, renewClaim } from './claims.js';
import type { CommandRequest } from './command-input.js';
import { type CommandOptions, nextTime, runCommand, writeChanges } from './commands.js';
import type { Database, Queryable } from './database.js';
import { createDrafts, type Drafts } from './drafts.js';
import { recordEffects } from './effects.js';
import { answerOnce, KeyReusedError } from './idempotency.js';
import { isLeaseOver, lockReview, readReview, told } from './moment.js';
import { fixedOversight, type Oversight } from './oversight-policy.js';
import { listReviews } from './review-query.js';
import { appendEntries, type Change, insertReviews } from './review-rows.js';
import { type Opened, proceedDue, rerouteRest, routedReview } from './routing.js';
import { createSights, type SightOf } from './sight.js';
import { createStopDesk, type StopDesk } from './stop-desk.js';
import { heedStops } from './stop-lock.js';
import { currentStops, followStops, isBehind, type KnownStop } from './stops.js';
import { noteUnrouted, reroute } from './unrouted.js';

const LEASE = 15 * 60_000;

export interface ReviewStore {
  list(query: ReviewQuery, reader: Reviewer): Promise<Page<ReviewSummary>>;
  /** Nothing where there is no such review. */
  load(id: string, reader: Reviewer): Promise<Review | undefined>;
  history(id: string, reader: Reviewer, cursor?: string): Promise<Page<RecordedEntry> | undefined>;
  /** Nothing where there is no such review. */
  send(id: string, request: CommandRequest, by: Reviewer, key: string): Promise<CommandResult | undefined>;
  /** Moves the end of a claim's lease. Nothing where there is no such review. */
  renew(id: string, fence: number, by: Reviewer): Promise<RenewResult | undefined>;
  /**
   * Claims the next case that this person may have; nothing where there is none.
   *
   * @throws {KeyReusedError}
   */
  next(query: NextQuery, holder: string | undefined, by: Reviewer, key: string): Promise<Review | undefined>;
  /** Opens many reviews in one transaction. */
  open(proposals: readonly Proposal[], policyOf: (proposal: Proposal) => Policy, tx?: Queryable): Promise<void>;
  /** Sends each proposal where the policy says, and opens its review, all in one transaction. */
  submit(
    proposals: readonly Proposal[],
    policyOf: (proposal: Proposal) => Policy,
    oversight: OversightPolicy,
  ): Promise<Review[]>;
  /**
   * Gives every open, undecided review the proposal that `next` makes of it, where it makes one, in the transaction of the
   * caller.
   */
  reviseOpen(tx: Queryable, next: (review: Review) => Proposal | undefined, by: Actor): Promise<number>;
  /** Every review with a decision in effect; no check is among them. */
  decided(tx?: Queryable): Promise<Review[]>;
  /** Gives up the claims whose time has run out. */
  lapse(): Promise<number>;
  /** Lets checks come whose time it is; how many did (B-14). */
  showChecks(): Promise<number>;
  /** Lets take effect what nobody has stepped in on in time, and sends anew what has to be. */
  proceed(): Promise<number>;
  /** What changed after a position, each review once with its newest entry, oldest first. */
  changesAfter(position: string, reader: Reviewer, limit: number): Promise<LoggedChange[]>;
  lastPosition(): Promise<string>;
  /** Says that entries were committed in a transaction of the caller. */
  announce(): void;
  /** Called after every commit that added entries. */
  onChange(listener: () => void): () => void;
  drafts: Drafts;
  /** Stops of a model or of everything. */
  stops: StopDesk;
}

export interface ReviewStoreOptions {
  database: Database;
  canDecide: CanDecide;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long a claim lasts without a heartbeat, in milliseconds. @default 15 minutes */
  lease?: number;
  /** Who sends cases where. @default people look at all of them */
  oversight?: Oversight;
  /** What each person is told of reviews. @default by `oversight` */
  sightOf?: SightOf;
  /** Whether checks whose answer is known come among the cases of those who decide (B-14). @default false */
  hasChecks?: boolean;
}

/** Whether a stop in force covers a proposal. */
function isStopped({ model }: Proposal, stops: readonly KnownStop[]): boolean {
  return stops.some(({ stop, end }) => !end && coversModel(stop, model));
}

const NO_CHECKS = { checks: [], mix: (opened: readonly Opened[]) => [...opened] };

/** Stores new reviews, held where a stop covers them, and among them checks where `checksBy` says by which policy. */
async function insertOpened(
  tx: Queryable,
  ordinary: readonly Opened[],
  at: string,
  stops: readonly KnownStop[],
  policy?: OversightPolicy,
  checksBy?: (proposal: Proposal) => Policy,
): Promise<void> {
  const reviewsOf = (some: readonly Opened[]) => some.map(({ review }) => review);
  await insertReviews(tx, reviewsOf(ordinary));
  const { checks, mix } =
    policy && checksBy
      ? await openChecks(tx, ordinary, {
          policyOf: checksBy,
          oversight: policy,
          at,
          isStopped: (proposal) => isStopped(proposal, stops),
        })
      : NO_CHECKS;
  const added = checks.map((check) => check.opened);
  await insertReviews(tx, reviewsOf(added));
  await insertChecks(tx, checks);
  const opened = checks.length > 0 ? mix([...ordinary, ...added]) : ordinary;
  // A case that nobody has to look at has its effect at once.
  await recordEffects(
    tx,
    ordinary.flatMap(({ review, entries }) => entries.map((entry) => ({ review, entry }))),
  );
  await appendEntries(
    tx,
    opened.flatMap(({ entries }) => entries),
  );
  const unrouted = opened.flatMap(({ review }) => (review.route ? [] : [review.id]));
  if (policy) await noteUnrouted(tx, unrouted, policy);
  const held: Change[] = [];
  for (const { review } of opened) {
    if (isStopped(review.proposal, stops)) held.push(...(await followStops(tx, review, at, { stops })));
  }
  if (held.length > 0) await writeChanges(tx, held);
}

export function createReviewStore({
  database,
  canDecide,
  clock,
  lease = LEASE,
  oversight = fixedOversight(undefined),
  sightOf = createSights(oversight),
  hasChecks = false,
}: ReviewStoreOptions): ReviewStore {
  const options: CommandOptions = { canDecide, sightOf, clock, lease };
  const listeners = new Set<() => void>();
  const announce = () => {
    for (const listener of [...listeners]) listener();
  };
  const now = () => new Date(clock()).toISOString();

  /** Does work in one transaction, and says so after it was committed where it changed something. */
  async function change<Result>(work: (tx: Queryable, onChange: () => void) => Promise<Result>): Promise<Result> {
    let isChanged = false;
    const result = await database.transaction((tx) =>
      work(tx, () => {
        isChanged = true;
      }),
    );
    if (isChanged) announce();
    return result;
  }

  /** Whether a person may look at a review: at their own checks once these have come, and the audit role at any. */
  async function mayLook(id: string, reader: Reviewer): Promise<boolean> {
    return readsChecks(reader) || isOpenTo(await checkOf(database, id), reader);
  }

  return {
    list: async (query, reader) => listReviews(database, query, await sightOf(database, reader)),

    async load(id, reader) {
      if (!(await mayLook(id, reader))) return undefined;
      let found = await readReview(database, id);
      if (found?.review.claim && isLeaseOver(found.moment, clock())) {
        // A claim whose time is over is given up before anybody hears of the review again.
        await change(async (tx, onChange) => {
          if (await lapseReview(tx, id, options)) onChange();
        });
        found = await readReview(database, id);
      }
      if (found && (await isBehind(database, found.review))) {
        // Whoever opens a case does not have to wait until it is its turn to be held.
        await change(async (tx, onChange) => {
          await heedStops(tx);
          const locked = await lockReview(tx, id);
          const at = locked && (await nextTime(tx, locked.review, clock()));
          const changes = locked && at ? await followStops(tx, locked.review, at) : [];
          if (changes.length === 0) return;
          await writeChanges(tx, changes);
          onChange();
        });
        found = await readReview(database, id);
      }
      return found && (await sightOf(database, reader)).review(told(found.review, found.moment, reader, clock()));
    },

    async history(id, reader, cursor) {
      if (!(await mayLook(id, reader))) return undefined;
      return historyOf(database, id, await sightOf(database, reader), cursor);
    },

    async send(id, request, by, key) {
      const { command, saw = null } = request;
      const keyed = { personId: by.id, key, request: [id, command, saw], at: now(), reviewId: id };
      try {
        return await change((tx, onChange) =>
          answerOnce(tx, keyed, async () => {
            const answer = await runCommand(tx, id, request, by, options);
            if (answer?.isChanged) onChange();
            return answer?.result;
          }),
        );
      } catch (error) {
        if (!(error instanceof KeyReusedError)) throw error;
        return { outcome: 'invalid', issues: [{ code: 'value-invalid', path: 'idempotencyKey' }] };
      }
    },

    renew: (id, fence, by) =>
      change(async (tx, onChange) => {
        const answer = await renewClaim(tx, id, fence, by, options);
        if (answer?.isChanged) onChange();
        return answer?.result;
      }),

    async next(query, holder, by, key) {
      if ((await lapseClaims(database, options)) > 0) announce();
      const keyed = { personId: by.id, key, request: ['next', query, holder], at: now() };
      const answer = await change((tx, onChange) =>
        answerOnce(tx, keyed, async () => {
          const review = await claimNext(tx, query, holder, by, options);
          if (review) onChange();
          return { review };
        }),
      );
      return answer?.review;
    },

    async open(proposals, policyOf, given) {
      const open = async (tx: Queryable) => {
        const at = now();
        await heedStops(tx);
        const stops = await currentStops(tx);
        const policy = await oversight.current(tx);
        const opened = proposals.map((proposal): Opened => {
          if (policy) return routedReview(proposal, policyOf(proposal), policy, at, isStopped(proposal, stops));
          const review = initialReview(proposal, policyOf(proposal), at);
          return { review, entries: [proposedEntry(review)] };
        });
        await insertOpened(tx, opened, at, stops, policy, hasChecks ? policyOf : undefined);
      };
      if (given) return open(given);
      await database.transaction(open);
      announce();
    },

    async submit(proposals, policyOf, policy) {
      const at = now();
      const ids = await database.transaction(async (tx) => {
        await heedStops(tx);
        const stops = await currentStops(tx);
        const routed = proposals.map((proposal) =>
          routedReview(proposal, policyOf(proposal), policy, at, isStopped(proposal, stops)),
        );
        await insertOpened(tx, routed, at, stops, policy, hasChecks ? policyOf : undefined);
        return routed.map(({ review }) => review.id);
      });
      announce();
      const rows = await Promise.all(ids.map((id) => readReview(database, id)));
      return rows.flatMap((found) => (found ? [found.review] : []));
    },

    async reviseOpen(tx, next, by) {
      await heedStops(tx);
      const rows = await tx.query<{ body: Review }>(
        `select body from reviews where status in ('pending', 'reviewing') order by id for update`,
      );
      const changes: Change[] = [];
      const policy = await oversight.current(tx);
      const checks = await checksAmong(
        tx,
        rows.map(({ body }) => body.id),
      );
      let count = 0;
      for (const { body: review } of rows) {
        // A second signer decides on what the first one signed.
        if (review.signatures.length > 0) continue;
        const proposal = next(review);
        if (!proposal) continue;
        const at = await nextTime(tx, review, clock());
        // Before it is another model's: a stop of this one covers it from the moment it came.
        const before = await followStops(tx, review, at);
        changes.push(...before);
        const result = applyCommand(before.at(-1)?.review ?? review, { type: 'revise', proposal }, { by, at });
        if (result.outcome !== 'accepted') continue;
        // Whatever held it holds it still; the model that proposes it now may be stopped as well.
        const followed = await followStops(tx, result.review, at);
        changes.push(result, ...followed);
        const isCheck = checks.has(review.id);
        if (!isCheck) count += 1;
        // Another answer is another case. Whoever has claimed it goes on: it is sent anew once they have given it back, or
        // once nothing holds it any more.
        const revised = followed.at(-1)?.review ?? result.review;
        const sent = policy && reroute(revised, oversight.base(proposal), policy, at);
        const change = sent && isCheck ? await sendCheck(tx, revised, sent) : sent;
        if (change) changes.push(change);
      }
      if (changes.length > 0) await writeChanges(tx, changes);
      return count;
    },

    async decided(tx = database) {
      const rows = await tx.query<{ body: Review }>(
        `select body from real_reviews where status in ('approved', 'overridden') order by id`,
      );
      return rows.map(({ body }) => body);
    },

    async proceed() {
      const count = (await proceedDue(database, options)) + (await rerouteRest(database, oversight, options));
      if (count > 0) announce();
      return count;
    },

    showChecks: () => showChecks(database, clock()),

    async lapse() {
      const count = await lapseClaims(database, options);
      if (count > 0) announce();
      return count;
    },

    changesAfter: async (position, reader, limit) =>
      changesAfter(database, position, await sightOf(database, reader), limit),
    lastPosition: () => lastPosition(database),
    announce,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    drafts: createDrafts(database, clock),
    stops: createStopDesk({ database, clock, onChange: announce }),
  };
}
