import { sameJson } from '../internal/canonical-json.js';
import { errorFor } from '../internal/errors.js';
import { notifyAll } from '../internal/notify.js';
import { hasRole, rolesFor } from '../review/authority.selectors.js';
import { holdOf } from '../review/hold.selectors.js';
import { commandsIn } from '../review/lifecycle.selectors.js';
import type { Actor, Command, CommandResult, PolicyRoles, Review, Reviewer } from '../review/review.types.js';
import {
  coversModel,
  holdCommandOf,
  isSameTarget,
  isUnderWay,
  resumeIssues,
  resumeOrderOf,
  stopIssues,
  stopOrderOf,
} from '../review/stop.selectors.js';
import type { Stop, StopEnd, StopOptions, StopResult, StopService } from '../review/stop.types.js';

/** One review of a store, which a command changes in place. */
interface Held {
  readonly review: Review;
}

export interface MemoryStopsOptions<Entry extends Held> {
  entries: () => Iterable<Entry>;
  run: (entry: Entry, command: Command, by: Actor) => CommandResult;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** @default everybody stops, a supervisor resumes */
  roles?: Pick<PolicyRoles, 'hold' | 'resume'> | undefined;
}

export interface MemoryStops<Entry> {
  serviceFor(reviewer: Reviewer): StopService;
  /** Holds a review as the stops in force say. */
  hold(entry: Entry): void;
}

/** Stops of a model or of everything, over reviews in memory: nothing happens between a stop and its holds. */
export function createMemoryStops<Entry extends Held>(options: MemoryStopsOptions<Entry>): MemoryStops<Entry> {
  const { entries, run, clock } = options;
  const resumeRoles = options.roles?.resume ?? ['supervisor'];
  const stops = new Map<string, { stop: Stop; end?: StopEnd }>();
  const listeners = new Set<(list: readonly Stop[]) => void>();
  const answers = new Map<string, { request: unknown; result: StopResult }>();

  const told = (stop: Stop): Stop =>
    structuredClone({ ...stop, held: [...entries()].filter(({ review }) => holdOf(review, stop.id)).length });
  const inForce = () => [...stops.values()].flatMap(({ stop, end }) => (end ? [] : [stop]));
  const tell = () => notifyAll(listeners, inForce().map(told));

  function hold(entry: Entry) {
    for (const stop of inForce()) {
      const isMissing = isUnderWay(entry.review) && !holdOf(entry.review, stop.id);
      if (isMissing && coversModel(stop, entry.review.proposal.model))
        run(entry, holdCommandOf(stop, entry.review), stop.by);
    }
  }

  function begin(given: unknown, by: Actor): StopResult {
    const issues = stopIssues(given);
    if (issues.length > 0) return { outcome: 'invalid', issues };
    const order = stopOrderOf(given as Stop);
    const { hold: may } = options.roles ?? {};
    if (may && !hasRole(by, may)) return { outcome: 'forbidden', why: { code: 'role-missing', roles: may } };
    const known = inForce().find((stop) => isSameTarget(stop, order));
    if (known) return { outcome: 'conflict', stop: told(known) };
    const stop: Stop = { ...order, id: `stop-${stops.size + 1}`, by, at: new Date(clock()).toISOString(), resumeRoles };
    stops.set(stop.id, { stop });
    for (const entry of entries()) hold(entry);
    tell();
    return { outcome: 'accepted', stop: told(stop) };
  }

  function finish(given: unknown, by: Actor): StopResult {
    const issues = resumeIssues(given);
    if (issues.length > 0) return { outcome: 'invalid', issues };
    const { id, reason } = resumeOrderOf(given as { id: string; reason: string });
    const known = stops.get(id);
    if (!known) return { outcome: 'invalid', issues: [{ code: 'value-invalid', path: 'id' }] };
    if (known.end) return { outcome: 'conflict', stop: told(known.stop), end: known.end };
    if (!hasRole(by, resumeRoles)) {
      return { outcome: 'forbidden', why: { code: 'role-missing', roles: resumeRoles } };
    }
    const at = new Date(clock()).toISOString();
    const isIn = ({ review }: Entry) => holdOf(review, id) !== undefined && commandsIn(review.state).includes('resume');
    const held = [...entries()].filter(isIn);
    const command: Command = { type: 'resume', reason, stop: id };
    // All of them or none: a stop that is gone must not leave a case behind that nobody knows how to lift.
    for (const { review } of held) {
      const roles = rolesFor(review.policy, 'resume');
      if (!hasRole(by, roles)) return { outcome: 'forbidden', why: { code: 'role-missing', roles } };
    }
    const before = told(known.stop);
    known.end = { by, at, reason };
    for (const entry of held) run(entry, command, by);
    tell();
    return { outcome: 'accepted', stop: before, end: known.end };
  }

  function serviceFor(reviewer: Reviewer): StopService {
    const actor: Actor = { kind: 'person', ...reviewer };
    /** As a server: what comes from somebody else is refused, and a repeat is answered as the first. */
    async function once(kind: string, order: unknown, given: StopOptions, work: () => StopResult): Promise<StopResult> {
      const { by = reviewer.id, idempotencyKey } = given ?? {};
      if (by !== reviewer.id) throw errorFor('not-signed-in', by, reviewer.id);
      if (typeof idempotencyKey !== 'string' || idempotencyKey === '') {
        return { outcome: 'invalid', issues: [{ code: 'field-missing', path: 'idempotencyKey' }] };
      }
      const key = JSON.stringify([reviewer.id, idempotencyKey]);
      const request = [kind, order ?? null];
      const known = answers.get(key);
      if (known) {
        return sameJson(known.request, request)
          ? structuredClone(known.result)
          : { outcome: 'invalid', issues: [{ code: 'value-invalid', path: 'idempotencyKey' }] };
      }
      const result = work();
      answers.set(key, structuredClone({ request, result }));
      return structuredClone(result);
    }
    return {
      list: async () => inForce().map(told),
      stop: (order, given) => once('stop', order, given, () => begin(order, actor)),
      resume: (order, given) => once('resume', order, given, () => finish(order, actor)),
      async reach(target) {
        const covered = [...entries()].filter(
          ({ review }) => isUnderWay(review) && coversModel(target, review.proposal.model),
        );
        return { open: covered.length, claimed: covered.filter(({ review }) => review.claim).length };
      },
      subscribe(listener) {
        const hear = (list: readonly Stop[]) => listener(list, 'now');
        listeners.add(hear);
        hear(inForce().map(told));
        return () => listeners.delete(hear);
      },
    };
  }

  return { serviceFor, hold };
}
