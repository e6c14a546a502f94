'use client';
import {
  type ElementType,
  Fragment,
  forwardRef,
  type HTMLAttributes,
  type OlHTMLAttributes,
  type ReactNode,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { EnsureAnnouncer } from '../react/announcer.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import type { AuditEntry, ValueSchema } from '../review/review.types.js';
import { auditMessages } from './audit.messages.js';
import { entryKey, linkEntries, orderEntries } from './audit.selectors.js';
import type { AuditProblem, ReasonWords, TimelineOrder } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { type HeadingLevel, TimelineContext, type TimelineState, useTimeline } from './audit-context.js';
import { Entry } from './audit-entry.js';
import { Footer, LoadOlder, NewEntries, Problem } from './audit-paging.js';
import { useArrivals } from './use-arrivals.js';

export interface RootProps extends Omit<HTMLAttributes<HTMLElement>, 'title'> {
  /** The record, in any order; each entry is shown once, by its `seq`. */
  entries: readonly AuditEntry[];
  /**
   * In which direction it reads; the list's name says so.
   * @default 'newest-first'
   * @selector [data-order]
   */
  order?: TimelineOrder;
  /** Heading, and the beginning of the list's name. @default 'Record', in the reader's language */
  title?: string;
  /** Number of the case, for the list's name: "Record of LN-20417, newest first". */
  reference?: string;
  /** Level of the heading; entries are one level below. @default 3 */
  headingLevel?: HeadingLevel;
  /** How many entries the record has in all. @default as many as are given */
  total?: number;
  /** Whether there are older entries to load. @default false */
  hasOlder?: boolean;
  /** How many entries one page of older ones has. @default 50 */
  pageSize?: number;
  /**
   * Called when the reader asks for older entries. Return a promise, or report with `isLoadingOlder`. Focus moves to
   * the first entry that comes.
   */
  onOlderLoad?: () => unknown;
  /** Whether older entries are on their way. Not needed where `onOlderLoad` returns a promise. */
  isLoadingOlder?: boolean;
  /**
   * Whether the first page is on its way.
   * @default false
   * @selector [data-loading]
   */
  isLoading?: boolean;
  /** What could not be loaded. */
  problem?: AuditProblem;
  /** Called when the reader wants to try again what failed; `onOlderLoad` for older entries unless given. */
  onRetry?: () => void;
  /** How many newer entries wait: they never move what is being read. @default 0 */
  newCount?: number;
  /** Called when the reader wants to see the newer entries. */
  onNewShow?: () => void;
  /** How values read where no loaded proposal says so. */
  schema?: ValueSchema;
  /** What reason codes and checks are called where no loaded proposal says so. */
  policy?: ReasonWords;
  /**
   * Whether answers stay hidden, the AI's and other people's, until the reviewer gave their own (B-1, B-19).
   * @default false
   * @selector [data-blind]
   */
  isBlind?: boolean;
  /** Said below the list: how long the record is kept. */
  note?: ReactNode;
  /** The parts, where the host arranges them. */
  children?: ReactNode;
}

/**
 * The record of a review: who did what, what changed, why and when. Arranges its own parts unless given children.
 * Renders a `<section>`.
 */
export const Root = forwardRef<HTMLElement, RootProps>(function Root(props, ref) {
  return (
    <EnsureAnnouncer>
      <Timeline {...props} ref={ref} />
    </EnsureAnnouncer>
  );
});

const Timeline = forwardRef<HTMLElement, RootProps>(function Timeline(
  {
    entries: given,
    order = 'newest-first',
    title,
    reference,
    headingLevel = 3,
    total,
    hasOlder = false,
    pageSize = 50,
    onOlderLoad,
    isLoadingOlder = false,
    isLoading = false,
    problem: theirProblem,
    onRetry,
    newCount = 0,
    onNewShow,
    schema,
    policy,
    isBlind = false,
    note,
    className,
    children,
    ...rest
  },
  ref,
) {
  const messages = useMessages('audit', auditMessages);
  const format = useFormat();
  const base = useId();
  const root = useRef<HTMLElement>(null);
  const listRef = useRef<HTMLOListElement>(null);
  const [isRunning, setRunning] = useState(false);
  const [rejection, setRejection] = useState<AuditProblem>();
  const problem = theirProblem ?? rejection;

  const entries = useMemo(() => orderEntries(given, order), [given, order]);
  const facts = useMemo(() => linkEntries(entries, { schema, policy }), [entries, schema, policy]);
  const idOf = useMemo(() => (entry: AuditEntry) => `${base}${entryKey(entry).replace(/\s/g, '_')}`, [base]);
  const expect = useArrivals({
    entries,
    total,
    hasOlder,
    isLoading,
    newCount,
    problem,
    messages,
    format,
    root,
    list: listRef,
    idOf,
  });

  const loadOlder = () => {
    expect('older');
    setRejection(undefined);
    const loading = onOlderLoad?.();
    if (!(loading instanceof Promise)) return;
    setRunning(true);
    loading
      .catch(() => setRejection({ during: 'older' }))
      .finally(() => {
        setRunning(false);
      });
  };

  const left = total === undefined ? pageSize : total - entries.length - newCount;
  const state: TimelineState = {
    messages,
    entries,
    facts,
    order,
    title: title ?? messages.title,
    reference,
    headingLevel,
    total,
    isBlind,
    isLoading,
    hasOlder,
    isLoadingOlder: isLoadingOlder || isRunning,
    olderCount: left > 0 ? Math.min(pageSize, left) : pageSize,
    newCount,
    problem,
    listRef,
    idOf,
    loadOlder,
    showNew: () => {
      expect('newer');
      onNewShow?.();
    },
    retry:
      onRetry &&
      (() => {
        expect(problem?.during === 'loading' ? 'first' : 'newer');
        onRetry();
      }),
  };

  const isNewestFirst = order === 'newest-first';
  const hasOlderPart = hasOlder || problem?.during === 'older';
  const olderParts = hasOlderPart && (
    <>
      {problem?.during === 'older' && <Problem />}
      <LoadOlder />
    </>
  );
  return (
    <TimelineContext.Provider value={state}>
      <section
        {...useLocaleAttributes()}
        {...rest}
        {...dataAttributes({ order, loading: isLoading, blind: isBlind })}
        ref={composeRefs(ref, root)}
        className={joinClasses(primitives.root(), timeline.root(), className)}
      >
        {children ?? (
          <>
            <Header />
            {problem && problem.during !== 'older' && <Problem />}
            {isNewestFirst ? <NewEntries /> : olderParts && <Footer data-position="start">{olderParts}</Footer>}
            {entries.length > 0 ? <List /> : !problem && <Status />}
            {!isNewestFirst && <NewEntries />}
            {(note || (isNewestFirst && olderParts)) && (
              <Footer>
                {note && <span>{note}</span>}
                {isNewestFirst && olderParts}
              </Footer>
            )}
          </>
        )}
      </section>
    </TimelineContext.Provider>
  );
});

export interface HeaderProps extends HTMLAttributes<HTMLElement> {}

/** Title and count. Renders a `<header>`. */
export const Header = forwardRef<HTMLElement, HeaderProps>(function Header({ className, children, ...rest }, ref) {
  return (
    <header {...rest} ref={ref} className={joinClasses(timeline.header(), className)}>
      {children ?? (
        <>
          <Title />
          <Count />
        </>
      )}
    </header>
  );
});

/** What the record is called, at the root's `headingLevel`. Renders an `<h3>`, or the level given. */
export const Title = forwardRef<HTMLHeadingElement, HTMLAttributes<HTMLHeadingElement>>(function Title(
  { className, children, ...rest },
  ref,
) {
  const { title, headingLevel } = useTimeline('Title');
  const Heading = `h${headingLevel}` as ElementType;
  return (
    <Heading {...rest} ref={ref} className={joinClasses(timeline.title(), className)}>
      {children ?? title}
    </Heading>
  );
});

/** "50 of 1,204 entries, newest first". Renders a `<p>`, or nothing where no entry is loaded. */
export const Count = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(function Count(
  { className, children, ...rest },
  ref,
) {
  const { messages, entries, total = entries.length, order } = useTimeline('Count');
  const format = useFormat();
  if (entries.length === 0) return null;
  return (
    <p {...rest} ref={ref} className={joinClasses(timeline.count(), className)}>
      {children ?? messages.count(entries.length, total, messages.orders[order], format)}
    </p>
  );
});

/** Says that the record is on its way, or that it has no entry. Renders a `<p>`. */
export const Status = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(function Status(
  { className, children, ...rest },
  ref,
) {
  const { messages, isLoading } = useTimeline('Status');
  return (
    <p {...rest} ref={ref} className={joinClasses(timeline.status(), className)}>
      {children ?? (isLoading ? messages.loading : messages.empty)}
    </p>
  );
});

export interface ListProps extends Omit<OlHTMLAttributes<HTMLOListElement>, 'children'> {
  /** Draws one entry; `<AuditTimeline.Entry entry={entry} />` unless given. */
  children?: (entry: AuditEntry) => ReactNode;
}

/** The entries, in reading order. Renders an `<ol>` whose name states the order in words. */
export const List = forwardRef<HTMLOListElement, ListProps>(function List({ className, children, ...rest }, ref) {
  const { messages, entries, order, title, reference, listRef } = useTimeline('List');
  return (
    <ol
      aria-label={messages.listLabel(title, messages.orders[order], reference)}
      {...rest}
      // Safari drops the list role where list-style is none.
      // biome-ignore lint/a11y/noRedundantRoles: see above
      role="list"
      ref={composeRefs(ref, listRef)}
      className={joinClasses(timeline.list(), className)}
    >
      {entries.map((entry) =>
        children ? (
          <Fragment key={entryKey(entry)}>{children(entry)}</Fragment>
        ) : (
          <Entry key={entryKey(entry)} entry={entry} />
        ),
      )}
    </ol>
  );
});
