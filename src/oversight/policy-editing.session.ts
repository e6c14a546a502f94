import { withAtPath } from './coverage-curve.selectors.js';
import type { OversightPolicy, OversightRule } from './oversight.types.js';
import { policyChanges } from './policy-diff.selectors.js';
import type { KeptPolicyDraft, PolicyDraftStore, PolicyState } from './policy-service.types.js';

export interface Editing extends KeptPolicyDraft {
  /** One for each rule, whatever it is called and wherever it stands. */
  keys: readonly number[];
  /** What another person has saved since this was begun. */
  conflict?: PolicyState;
  /** Whether it was found from before. */
  isRestored?: boolean;
  canUndo: boolean;
}

/** What a change of the policy begins from: what is to hold once nothing else is decided. */
export function basisOf({ inForce, upcoming }: PolicyState): OversightPolicy {
  return (upcoming ?? inForce).policy;
}

/** What another person made of it. */
export function theirsOf({ inForce, upcoming, waiting }: PolicyState) {
  return waiting ?? upcoming ?? inForce;
}

/**
 * Whether a state tells of a draft as saved by that person, as it does where the answer was lost. It goes by what the version says
 * and by no key of the save: so it holds with any service, and also where the state is only read, or after a reload.
 */
function isSavedIn(told: PolicyState, { policy, basedOn, reason }: KeptPolicyDraft, personId?: string): boolean {
  const saved = theirsOf(told);
  return (
    basedOn !== told.newest &&
    saved.proposedBy.id === personId &&
    saved.reason === reason.trim() &&
    policyChanges(policy, saved.policy).length === 0
  );
}

type Kept = Pick<Editing, 'policy' | 'keys'>;

/** Steps back that are kept. */
const DEPTH = 100;

/** One person's changes of a policy: what they are now, what they were, and where they are kept. Outside React. */
export function createPolicyEditing(state: PolicyState, store: PolicyDraftStore, personId?: string) {
  const listeners = new Set<() => void>();
  const past: Kept[] = [];
  let nextKey = 0;
  let lastPath: string | undefined;
  const keysFor = (policy: Pick<OversightPolicy, 'rules'>) => policy.rules.map(() => nextKey++);

  const fresh = (from: PolicyState): Editing => {
    const base = basisOf(from);
    return { policy: base, base, basedOn: from.newest, day: '', reason: '', keys: keysFor(base), canUndo: false };
  };
  // Another person on the same device must not save it as theirs: a second person would then confirm their own change.
  const id = [state.inForce.policy.id, ...(personId === undefined ? [] : [personId])].join(':');
  const found = store.load(id);
  const kept = found && !isSavedIn(state, found, personId) ? found : undefined;
  if (!kept) store.clear(id);
  let now: Editing = kept
    ? {
        ...kept,
        keys: keysFor(kept.policy),
        canUndo: false,
        isRestored: true,
        ...(kept.basedOn !== state.newest && { conflict: state }),
      }
    : fresh(state);

  /** What was sent and not told of as saved: it may be so all the same. */
  const unanswered = new Set<Editing>();
  const ownIn = (told: PolicyState) => [...unanswered, now].find((each) => isSavedIn(told, each, personId));

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const isTouched = () => policyChanges(now.base, now.policy).length > 0 || now.reason !== '' || now.day !== '';
  /** Begins anew from what the service says. */
  const restart = (from: PolicyState) => {
    past.length = 0;
    store.clear(id);
    now = fresh(from);
    tell();
  };
  const set = (change: Partial<Editing>) => {
    now = { ...now, ...change, canUndo: past.length > 0 };
    const { policy, base, basedOn, day, reason } = now;
    if (!isTouched()) store.clear(id);
    else store.save(id, { policy, base, basedOn, day, reason });
    tell();
  };
  const change = (next: Kept, path?: string) => {
    // Typing on in one field is one step, of which there is none yet where all was begun anew.
    if (path === undefined || path !== lastPath || past.length === 0) past.push({ policy: now.policy, keys: now.keys });
    if (past.length > DEPTH) past.shift();
    lastPath = path;
    set(next);
  };
  /** Goes on from one's own version that was saved: what was typed since it was sent stays, as a change of it. */
  const land = (sent: Editing, from: PolicyState) => {
    const { policy, keys, day, reason } = now;
    const base = basisOf(from);
    const isTheirs = base.version !== sent.base.version && base.version !== from.newest;
    unanswered.clear();
    // Of what another person has put in force meanwhile, it is a conflict.
    if (isTheirs && policy !== sent.policy) return set({ conflict: from });
    const first = past.findIndex((step) => step.policy === sent.policy);
    past.splice(0, first < 0 ? past.length : first);
    now = fresh(from);
    set({
      ...(policy !== sent.policy && { policy, keys }),
      ...(day !== sent.day && { day }),
      ...(reason !== sent.reason && { reason }),
    });
  };
  const withRules = (rules: readonly OversightRule[], keys: readonly number[]) =>
    change({ policy: { ...now.policy, rules }, keys });

  return {
    getSnapshot: () => now,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** @param field what is being typed in, where that is not all that stands at the path */
    set: (path: string, value: unknown, field = path) =>
      change({ policy: withAtPath(now.policy, path, value), keys: now.keys }, field),
    /** Sets what is chosen and not typed: a step of its own each time. */
    choose: (path: string, value: unknown) => change({ policy: withAtPath(now.policy, path, value), keys: now.keys }),
    note: (notes: Partial<Pick<Editing, 'day' | 'reason'>>) => set(notes),
    /** Adds a rule at the end, and gives its key. */
    add(rule: OversightRule): number {
      const key = nextKey++;
      withRules([...now.policy.rules, rule], [...now.keys, key]);
      return key;
    },
    remove(index: number) {
      const others = <T>(list: readonly T[]) => list.filter((_, place) => place !== index);
      withRules(others(now.policy.rules), others(now.keys));
    },
    move(index: number, by: 1 | -1) {
      const to = index + by;
      if (to < 0 || to >= now.keys.length) return;
      const moved = <T>(list: readonly T[]) => {
        const copy = [...list];
        copy.splice(to, 0, ...copy.splice(index, 1));
        return copy;
      };
      withRules(moved(now.policy.rules), moved(now.keys));
    },
    /**
     * Puts an earlier version in the place of what is being changed: one step, to be saved as a new version. The roles stay those
     * of now, which no field changes: a rule that names one of before is a problem to be mended at its field.
     */
    startFrom({ effectiveFrom: _, ...policy }: OversightPolicy) {
      const { id, version, roles } = now.policy;
      const next = { ...policy, id, version, roles };
      const isBase = policyChanges(now.base, next).length === 0;
      change({ policy: isBase ? now.base : next, keys: keysFor(next) });
    },
    undo() {
      const before = past.pop();
      lastPath = undefined;
      if (before) set(before);
    },
    restart,
    /** What is to be saved, as it is now: what is changed after it is a step of its own. */
    send() {
      lastPath = undefined;
      unanswered.add(now);
      return now;
    },
    land,
    /** Which of one's own drafts a state tells of as saved. */
    ownIn,
    meet: (conflict: PolicyState) => set({ conflict }),
    /** Goes on from what holds by now: at once where nothing is changed, otherwise as a conflict. */
    follow(from: PolicyState) {
      const isMoved = now.basedOn !== from.newest || now.base.version !== basisOf(from).version;
      const own = ownIn(from);
      if (own) land(own, from);
      else if (isMoved) isTouched() ? set({ conflict: from }) : restart(from);
    },
    /** Ends a conflict: what was typed stays, or what the other one made takes its place, to be taken back. */
    settle(keeps: 'mine' | 'theirs') {
      const { conflict } = now;
      if (!conflict) return;
      const { policy } = theirsOf(conflict);
      const base = basisOf(conflict);
      if (keeps === 'theirs') change({ policy, keys: keysFor(policy) });
      set({ base, basedOn: conflict.newest, conflict: undefined, isRestored: false });
    },
  };
}
export type PolicyEditing = ReturnType<typeof createPolicyEditing>;
