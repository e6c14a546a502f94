'use client';
import {
  type ElementType,
  forwardRef,
  type HTMLAttributes,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { AuditProblem } from '../audit/audit.types.js';
import { visibleText } from '../internal/plain-text.js';
import { EnsureAnnouncer, useAnnounce } from '../react/announcer.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { createReplay } from '../review/replay.selectors.js';
import type { AuditEntry } from '../review/review.types.js';
import { isVerdict } from '../review/verdict.selectors.js';
import { auditReplay } from './audit-replay.variants.js';
import { Card } from './audit-replay-card.js';
import { ReplayContext, type ReplayState, type ReplayStep, replayPart } from './audit-replay-context.js';
import { Controls } from './audit-replay-controls.js';
import { Entry, List, Seen } from './audit-replay-entries.js';
import { Problem, Status } from './audit-replay-states.js';
import { replayMessages } from './replay.messages.js';
import { useEntryWords } from './use-entry-words.js';
import { usePlaying } from './use-playing.js';

/** How long scrubbing rests before the entry is said, in milliseconds. */
const REST = 500;
/** How many entries are run at a time while nobody waits for them: far less than a frame. */
const CHUNK = 10;

export interface RootProps extends Omit<HTMLAttributes<HTMLElement>, 'title'> {
  /** The whole record of one review, in any order. */
  entries: readonly AuditEntry[];
  /** `seq` of the entry that is looked at, where the host keeps it, as in its address. */
  seq?: number;
  /** `seq` of the entry to begin at. @default the first entry */
  defaultSeq?: number;
  /** Called when another entry is looked at. */
  onSeqChange?: (details: { seq: number; entry: AuditEntry }) => void;
  /** Number of the case, for the heading: "Replay of LN-20417". */
  reference?: string;
  /**
   * Level of the heading; what it holds is one level below.
   * @default 3
   */
  headingLevel?: 2 | 3 | 4 | 5;
  /** How long each entry stands while it plays, in milliseconds. @default 2500 */
  interval?: number;
  /**
   * Whether pages are on their way: a replay begins once all are there.
   * @default false
   * @selector [data-loading]
   */
  isLoading?: boolean;
  /** How many entries there will be, where it is known. */
  total?: number;
  /** What could not be loaded. */
  problem?: AuditProblem;
  /** Called when the reader wants to try again. */
  onRetry?: () => void;
}

/**
 * A review's life, entry by entry: a slider, buttons and the list of entries lead to any moment, and the case follows. A
 * history that breaks is shown up to there. Arranges its own parts unless given children. Renders a `<section>`.
 *
 * @selector [data-playing]
 * @selector [data-broken] the entry that is looked at comes after a break
 */
export const Root = forwardRef<HTMLElement, RootProps>(function AuditReplayRoot(props, ref) {
  return (
    <EnsureAnnouncer>
      <Player {...props} ref={ref} />
    </EnsureAnnouncer>
  );
});

/** The last entry up to this number, or the first there is: an address may name one that is not there. */
function placeOf(entries: readonly AuditEntry[], seq: number | undefined): number {
  if (entries.length === 0) return -1;
  return seq === undefined
    ? 0
    : Math.max(
        0,
        entries.findLastIndex((entry) => entry.seq <= seq),
      );
}

const Player = forwardRef<HTMLElement, RootProps>(function Player(
  {
    entries: given,
    seq,
    defaultSeq,
    onSeqChange,
    reference,
    headingLevel = 3,
    interval = 2500,
    isLoading = false,
    total,
    problem,
    onRetry,
    className,
    children,
    ...rest
  },
  ref,
) {
  const messages = useMessages('desk', replayMessages);
  const format = useFormat();
  const words = useEntryWords();
  const announce = useAnnounce();
  const titleId = useId();
  const [own, setOwn] = useState(defaultSeq);
  const replay = useMemo(() => createReplay(given), [given]);
  const { entries } = replay;
  const isReady = !isLoading && !problem;
  const index = isReady ? placeOf(entries, seq ?? own) : -1;
  const entry = entries[index];
  const current = useMemo(() => entry && replay.at(entry.seq), [replay, entry]);
  const steps = useMemo<ReplayStep[]>(
    () => entries.map((each) => ({ entry: each, what: words(each), when: format.dateTime(each.at) })),
    [entries, format, words],
  );
  const step = steps[index];
  const last = entries.at(-1)?.seq ?? 0;
  const position = messages.replayPosition(format.number(entry?.seq ?? 0), format.number(last));
  const value = step ? messages.replayValue(position, step.what, step.when) : '';

  useEffect(() => {
    if (!isReady) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const run = () => {
      replay.check(CHUNK);
      if (replay.checked < replay.entries.length) timer = setTimeout(run);
    };
    timer = setTimeout(run);
    return () => clearTimeout(timer);
  }, [replay, isReady]);

  const root = useRef<HTMLElement | null>(null);
  const setRoot = useCallback(
    (node: HTMLElement | null) => {
      root.current = node;
      if (typeof ref === 'function') ref(node);
      else if (ref) ref.current = node;
    },
    [ref],
  );
  const before = useRef(value);
  useEffect(() => {
    if (before.current === value) return undefined;
    const isFirst = before.current === '';
    const timer = setTimeout(() => {
      before.current = value;
      const { activeElement } = document;
      // A slider and a list say where they are by themselves.
      const isSaid = root.current?.contains(activeElement) && activeElement?.hasAttribute('data-says-place');
      if (!isFirst && value && !isSaid) announce(value);
    }, REST);
    return () => clearTimeout(timer);
  }, [value, announce]);

  const look = (place: number) => {
    const next = entries[Math.min(entries.length - 1, Math.max(0, place))];
    if (!next || next === entry) return;
    setOwn(next.seq);
    onSeqChange?.({ seq: next.seq, entry: next });
  };
  const hasNext = index >= 0 && index < entries.length - 1;
  const { isPlaying, isStill, play } = usePlaying(index, hasNext ? () => look(index + 1) : undefined, interval);

  const state: ReplayState = {
    messages,
    format,
    steps,
    entries,
    index,
    current,
    position,
    value,
    reference,
    level: headingLevel,
    titleId,
    isLoading,
    total,
    problem,
    retry: onRetry,
    isPlaying,
    isStill,
    play: (isOn) => {
      // From the end it begins again.
      if (isOn && !hasNext) look(0);
      play(isOn);
    },
    go: (place) => {
      play(false);
      look(place);
    },
    decision: (direction) => {
      const isDecision = (each: AuditEntry) => isVerdict(String(each.command?.type));
      if (direction > 0) {
        const next = entries.findIndex((each, place) => place > index && isDecision(each));
        return next < 0 ? entries.length - 1 : next;
      }
      return Math.max(
        0,
        entries.findLastIndex((each, place) => place < index && isDecision(each)),
      );
    },
  };
  return (
    <ReplayContext.Provider value={state}>
      <section
        aria-labelledby={titleId}
        {...useLocaleAttributes()}
        {...rest}
        {...dataAttributes({ loading: isLoading, playing: isPlaying, broken: current?.broken !== undefined })}
        ref={setRoot}
        className={primitives('root', auditReplay.root({ className }))}
      >
        {children ?? (
          <>
            <Header />
            <Problem />
            <Status />
            {step && (
              <>
                <Controls />
                <Body />
              </>
            )}
          </>
        )}
      </section>
    </ReplayContext.Provider>
  );
});

/** Title and position. Renders a `<header>`. */
export const Header = replayPart<HTMLElement>('Header', 'header', auditReplay.header, () => ({
  children: (
    <>
      <Title />
      <Position />
    </>
  ),
}));

/** "Replay of LN-20417", at the root's `headingLevel`. Renders an `<h3>`, or the level given. */
export const Title = replayPart<HTMLHeadingElement>('Title', 'h3', auditReplay.title, (state) => ({
  as: `h${state.level}` as ElementType,
  id: state.titleId,
  children: state.messages.replayTitle(state.reference && visibleText(state.reference)),
}));

/** "Entry 5 of 12". Renders a `<p>`, or nothing where no entry is looked at. */
export const Position = replayPart<HTMLParagraphElement>('Position', 'p', auditReplay.position, (state) => {
  const { entries, index, position } = state;
  return entries[index] && { children: position };
});

/** The case on one side, the entry and all entries on the other. Renders a `<div>`. */
export const Body = replayPart<HTMLDivElement>('Body', 'div', auditReplay.body, () => ({
  children: (
    <>
      <div className={auditReplay.column()}>
        <Card />
      </div>
      <div className={auditReplay.column()}>
        <Entry />
        <List />
      </div>
      <Seen />
    </>
  ),
}));
