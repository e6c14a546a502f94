import { notifyAll } from '../internal/notify.js';
import { type Interrupts, interruptForm, NO_INTERRUPTS, withInterrupt, withItem } from './interrupts.selectors.js';
import { agreementFinding, HISTORY_MOST, medianActiveMs, paceFinding } from './self-check.selectors.js';
import type {
  OwnHistory,
  OwnHistoryStore,
  PastDecision,
  SelfCheckFinding,
  SelfCheckSwitches,
} from './self-check.types.js';

export interface SelfCheckSnapshot {
  /** What there is to say now; absent while there is nothing, or it was put away. */
  finding?: SelfCheckFinding;
  isPaceWatchOff: boolean;
  /** The median of this person's own active times, in milliseconds; absent before enough of them are known. */
  medianActiveMs?: number;
}

/** Tells one person about their own work, and nobody else (B-15, B-16, B-26). It keeps nobody from anything. */
export interface SelfCheck {
  getSnapshot(): SelfCheckSnapshot;
  subscribe(listener: () => void): () => void;
  /** Takes in a decision that is on the record, under the switches of its policy. */
  note(decision: PastDecision, switches: SelfCheckSwitches): void;
  /** Takes back a decision that was undone, by its time. */
  takeBack(at: string): void;
  /** Puts away what is said. */
  dismiss(): void;
  /** Switches suggestions of breaks off or on again, for good. */
  setPaceWatch(isOn: boolean): void;
}

export interface SelfCheckOptions {
  /** Where the history is kept. Without one it begins anew with the page. */
  store?: OwnHistoryStore;
}

function isPast(value: unknown): value is PastDecision {
  const { at, agreed } = (value ?? {}) as Partial<PastDecision>;
  return typeof at === 'string' && Number.isFinite(Date.parse(at)) && typeof agreed === 'boolean';
}

/** Opens a person's own history. What could not be loaded or saved is nobody's trouble: it is tried again with the next. */
export function createSelfCheck({ store }: SelfCheckOptions = {}): SelfCheck {
  let history: OwnHistory = { decisions: [] };
  let interrupts: Interrupts = NO_INTERRUPTS;
  let finding: SelfCheckFinding | undefined;
  /** Once per session (B-15). */
  let hasNudged = false;
  let isReading = false;
  let isLoaded = store === undefined;
  /** Times of decisions that were taken back before the history was read. */
  const takenEarly = new Set<string>();
  const listeners = new Set<() => void>();

  let shown: SelfCheckSnapshot = { isPaceWatchOff: false };
  function tell() {
    const median = medianActiveMs(history.decisions);
    shown = {
      isPaceWatchOff: history.isPaceWatchOff === true,
      ...(finding && { finding }),
      ...(median !== undefined && { medianActiveMs: median }),
    };
    notifyAll(listeners);
  }

  async function start() {
    if (isLoaded || isReading || !store) return;
    isReading = true;
    let found: OwnHistory | undefined;
    try {
      found = await store.load();
      isLoaded = true;
    } catch {
      // The next decision tries again; until then nothing is written.
    }
    isReading = false;
    if (!isLoaded) return;
    const past = Array.isArray(found?.decisions) ? found.decisions.filter(isPast) : [];
    const known = past.filter(({ at }) => !takenEarly.has(at));
    const early = history;
    history = { ...found, ...early, decisions: [...known, ...early.decisions].slice(-HISTORY_MOST) };
    const last = early.decisions.at(-1);
    // What was decided meanwhile was looked at without what came before it.
    if (last) consider(last.at);
    if (last || takenEarly.size > 0 || early.isPaceWatchOff !== undefined) void save();
    tell();
  }

  /** Nothing is written over what was not read: it is read first. */
  async function save() {
    if (!isLoaded) return start();
    try {
      await store?.save(history);
    } catch {
      // The next save holds it too.
    }
  }

  let switches: SelfCheckSwitches = {};

  function look(): SelfCheckFinding | undefined {
    const { agreementNudge, paceWatch } = switches;
    const { decisions, isPaceWatchOff, nudgedAt, pacedAt } = history;
    const agreement = agreementNudge && !hasNudged && agreementFinding(decisions, nudgedAt);
    return agreement || (paceWatch && !isPaceWatchOff && paceFinding(decisions, pacedAt)) || undefined;
  }

  /** Says what there is to say after a decision, if the budget has room for it (B-17). */
  function consider(at: string) {
    const found = finding ? undefined : look();
    if (!found || interruptForm(interrupts, found) !== 'whole') return;
    interrupts = withInterrupt(interrupts, found);
    finding = found;
    hasNudged ||= found.kind === 'agreement';
    history = { ...history, [found.kind === 'agreement' ? 'nudgedAt' : 'pacedAt']: at };
  }

  return {
    getSnapshot: () => shown,
    subscribe(listener) {
      const hear = () => listener();
      listeners.add(hear);
      void start();
      return () => void listeners.delete(hear);
    },
    note(decision, given) {
      switches = given;
      history = { ...history, decisions: [...history.decisions, decision].slice(-HISTORY_MOST) };
      interrupts = withItem(interrupts);
      consider(decision.at);
      void save();
      tell();
    },
    takeBack(at) {
      if (!isLoaded) takenEarly.add(at);
      history = { ...history, decisions: history.decisions.filter((each) => each.at !== at) };
      void save();
      tell();
    },
    dismiss() {
      finding = undefined;
      tell();
    },
    setPaceWatch(isOn) {
      history = { ...history, isPaceWatchOff: !isOn };
      if (!isOn && finding?.kind === 'pace') finding = undefined;
      void save();
      tell();
    },
  };
}

const PREFIX = 'countersign:own-history:';

/** The history of a person on this device, for their eyes; in nobody's way where the browser keeps nothing. */
export function deviceHistory(personId: string): OwnHistoryStore {
  const key = PREFIX + personId;
  return {
    async load() {
      const text = globalThis.localStorage?.getItem(key);
      return text ? (JSON.parse(text) as OwnHistory) : undefined;
    },
    async save(history) {
      globalThis.localStorage?.setItem(key, JSON.stringify(history));
    },
  };
}
