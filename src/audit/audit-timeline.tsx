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
  useState,
} from 'react';
import { EnsureAnnouncer } from '../react/announcer.js';
import { useLocaleAttributes, useMessages, useTextFormat } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import { useRequiredContext } from '../react/required-context.js';
import type { AuditEntry, ValueSchema } from '../review/review.types.js';
import { useValueText } from '../review/value-text.js';
import { auditMessages } from './audit.messages.js';
import { entryKey, linkEntries, orderEntries } from './audit.selectors.js';
import type { AuditProblem, ReasonWords, TimelineOrder } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { type HeadingLevel, TimelineContext, type TimelineState, timelinePart } from './audit-context.js';
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
    problem: theirs,
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
  const format = useTextFormat();
  const text = useValueText();
  const base = useId();
  /** What a promise of `onOlderLoad` came to. */
  const [older, setOlder] = useState<{ isRunning?: boolean; problem?: AuditProblem }>({});
  const problem = theirs ?? older.problem;

  const entries = useMemo(() => orderEntries(given, order), [given, order]);
  const facts = useMemo(() => linkEntries(entries, { schema, policy }), [entries, schema, policy]);
  const idOf = useMemo(
    () => (entry?: AuditEntry) => base + (entry ? entryKey(entry).replace(/\s/g, '_') : 'list'),
    [base],
  );
  const shown = { messages, format, text, entries, facts, order, headingLevel, isBlind, isLoading };
  const paged = { ...shown, hasOlder, newCount, problem, idOf };
  const expect = useArrivals(paged, total);

  const left = total === undefined ? pageSize : total - entries.length - newCount;
  const state: TimelineState = {
    ...paged,
    title: title ?? messages.title,
    reference,
    total: total ?? entries.length,
    isLoadingOlder: isLoadingOlder || older.isRunning === true,
    olderCount: left > 0 ? Math.min(pageSize, left) : pageSize,
    loadOlder: (event) => {
      expect('older', event);
      const loading = onOlderLoad?.();
      const isRunning = loading instanceof Promise;
      setOlder({ isRunning });
      if (isRunning) {
        loading.then(
          () => setOlder({}),
          () => setOlder({ problem: { during: 'older' } }),
        );
      }
    },
    showNew: (event) => {
      expect('newer', event);
      onNewShow?.();
    },
    retry:
      onRetry &&
      ((event) => {
        expect(problem?.during === 'loading' ? 'first' : 'newer', event);
        onRetry();
      }),
  };

  const isNewestFirst = order === 'newest-first';
  const hasFailed = problem?.during === 'older';
  const olderParts = (hasOlder || hasFailed) && (
    <>
      {hasFailed && <Problem />}
      <LoadOlder />
    </>
  );
  return (
    <TimelineContext.Provider value={state}>
      <section
        {...useLocaleAttributes()}
        {...rest}
        data-order={order}
        data-loading={isLoading ? '' : undefined}
        data-blind={isBlind ? '' : undefined}
        ref={ref}
        className={primitives('root', timeline.root({ className }))}
      >
        {children ?? (
          <>
            <Header />
            {!hasFailed && <Problem />}
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
export const Header = timelinePart<HTMLElement, HeaderProps>('Header', 'header', timeline.header, () => ({
  children: (
    <>
      <Title />
      <Count />
    </>
  ),
}));

/** What the record is called, at the root's `headingLevel`. Renders an `<h3>`, or the level given. */
export const Title = timelinePart<HTMLHeadingElement>('Title', 'h3', timeline.title, ({ title, headingLevel }) => ({
  as: `h${headingLevel}` as ElementType,
  children: title,
}));

/** "50 of 1,204 entries, newest first". Renders a `<p>`, or nothing where no entry is loaded. */
export const Count = timelinePart<HTMLParagraphElement>(
  'Count',
  'p',
  timeline.count,
  ({ messages: m, format, entries: { length }, total, order }) =>
    length > 0 ? { children: m.count(length, total, m.orders[order], format) } : undefined,
);

/** Says that the record is on its way, or that it has no entry. Renders a `<p>`. */
export const Status = timelinePart<HTMLParagraphElement>(
  'Status',
  'p',
  timeline.status,
  ({ messages: m, isLoading }) => ({ children: isLoading ? m.loading : m.empty }),
);

export interface ListProps extends Omit<OlHTMLAttributes<HTMLOListElement>, 'children'> {
  /** Draws one entry; `<AuditTimeline.Entry entry={entry} />` unless given. */
  children?: (entry: AuditEntry) => ReactNode;
}

/** The entries, in reading order. Renders an `<ol>` whose name states the order in words. */
export const List = forwardRef<HTMLOListElement, ListProps>(function List({ className, children, ...rest }, ref) {
  const state = useRequiredContext(TimelineContext, 'AuditTimeline.List', 'AuditTimeline.Root');
  const { messages: m, entries, order, title, reference, idOf } = state;
  return (
    <ol
      id={idOf()}
      aria-label={m.listLabel(title, m.orders[order], reference)}
      {...rest}
      // Safari drops the list role where list-style is none.
      // biome-ignore lint/a11y/noRedundantRoles: see above
      role="list"
      ref={ref}
      className={timeline.list({ className })}
    >
      {entries.map((entry) => (
        <Fragment key={entryKey(entry)}>{children ? children(entry) : <Entry entry={entry} />}</Fragment>
      ))}
    </ol>
  );
});
