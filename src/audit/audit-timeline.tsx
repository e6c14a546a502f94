'use client';
import {
  type ElementType,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  useCallback,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { EnsureAnnouncer } from '../react/announcer.js';
import { useLocaleAttributes, useMessages, useTextFormat } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import type { AuditEntry, ValueSchema } from '../review/review.types.js';
import { useValueText } from '../review/value-text.js';
import { entryKey, orderEntries, readLinks } from './audit.selectors.js';
import type {
  AuditFilter,
  AuditProblem,
  AuditVerification,
  ReasonWords,
  SignatureState,
  TimelineOrder,
} from './audit.types.js';
import { timeline } from './audit.variants.js';
import {
  type EntrySetting,
  type FilterApply,
  type HeadingLevel,
  SettingContext,
  TimelineContext,
  type TimelineState,
  timelinePart,
} from './audit-context.js';
import { Filters } from './audit-filters-part.js';
import { List } from './audit-list.js';
import { Footer, LoadOlder, NewEntries, Problem } from './audit-paging.js';
import { useChecks, Verification } from './audit-verification-part.js';
import { timelineMessages } from './timeline.messages.js';
import { focusPlace, useArrivals } from './use-arrivals.js';

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
  /** Entries that are not shown: by them, values and codes of those that are shown read in words. */
  proposals?: readonly AuditEntry[];
  /** What reason codes and checks are called where no loaded proposal says so. */
  policy?: ReasonWords;
  /**
   * Whether answers stay hidden, the AI's and other people's, until the reviewer gave their own (B-1, B-19).
   * @default false
   * @selector [data-blind]
   */
  isBlind?: boolean;
  /**
   * By what the entries are grouped: `day` gives each day of the reader's time zone a heading.
   * @default as they come, without groups
   */
  groupBy?: 'day';
  /**
   * Whether of more than 1,000 entries only those on screen are in the document. Find-in-page, print and a screen reader's
   * list of headings then know no others: leave it off unless there are more than a few ten thousand.
   * @default false
   */
  isWindowed?: boolean;
  /** Whether the reader can search and filter, and jump to a day. @default false */
  isFilterable?: boolean;
  /**
   * Called when the reader filters: with what is left out, and the entries that are shown. An export of them has to say that
   * they are not all (T-8).
   */
  onFilterChange?: (change: { filter: AuditFilter; isFiltered: boolean; entries: readonly AuditEntry[] }) => void;
  /** What a check of the chain came to: a mark on each entry, and a word about the whole. */
  verification?: AuditVerification;
  /** How signatures stand, by the id of the signed entry: what `signatureState` says of the log. */
  signatures?: { readonly [entryId: string]: SignatureState };
  /** Whether entries stand in reading order already: those of several reviews have no number in common. @default false */
  isSorted?: boolean;
  /** Whether each entry names its review: where they are of several. @default false */
  hasReviews?: boolean;
  /** Called when the reader opens the review of an entry. */
  onReviewOpen?: (review: { id: string }) => void;
  /** Said below the list: how long the record is kept. */
  note?: ReactNode;
  /** The parts, where the host arranges them. */
  children?: ReactNode;
}

/**
 * The record of a review: who did what, what changed, why and when. Arranges its own parts unless given children.
 * Renders a `<section>`.
 *
 * @selector [data-verification] `checking`, `whole`, `broken` or `unknown`, where the record is checked
 * @selector [data-filtered] a filter leaves entries out
 */
export const Root = forwardRef<HTMLElement, RootProps>(function Root(props, ref) {
  return (
    <EnsureAnnouncer>
      <Timeline {...props} ref={ref} />
    </EnsureAnnouncer>
  );
});

const NONE: readonly AuditEntry[] = [];

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
    proposals = NONE,
    schema,
    policy,
    isBlind = false,
    groupBy,
    isWindowed = false,
    isFilterable = false,
    onFilterChange,
    verification: check,
    signatures,
    isSorted = false,
    hasReviews = false,
    onReviewOpen,
    note,
    className,
    children,
    ...rest
  },
  ref,
) {
  const messages = useMessages('audit', timelineMessages);
  const format = useTextFormat();
  const text = useValueText();
  const base = useId();
  /** What a promise of `onOlderLoad` came to. */
  const [older, setOlder] = useState<{ isRunning?: boolean; problem?: AuditProblem }>({});
  const problem = theirs ?? older.problem;
  const [view, setView] = useState<{ filter: AuditFilter; apply?: FilterApply }>(UNFILTERED);

  const all = useMemo(() => (isSorted ? given : orderEntries(given, order)), [given, order, isSorted]);
  const entries = useMemo(() => view.apply?.(all) ?? all, [all, view]);
  const factsOf = useMemo(
    () => readLinks([...proposals, ...all], { schema, policy }, signatures),
    [all, proposals, schema, policy, signatures],
  );
  const idOf = useMemo(
    () => (entry?: AuditEntry) => base + (entry ? entryKey(entry).replace(/\s/g, '_') : 'list'),
    [base],
  );
  const drawer = useRef<Parameters<TimelineState['setDrawer']>[0]>(undefined);
  const setDrawer = useCallback<TimelineState['setDrawer']>((draw) => {
    drawer.current = draw;
  }, []);

  /** What changes on every render and is only needed when something is pressed. */
  const latest = useRef({ entries, all, onFilterChange, onReviewOpen });
  latest.current = { entries, all, onFilterChange, onReviewOpen };
  const setFilter = useCallback((filter: AuditFilter, apply?: FilterApply) => {
    setView(apply ? { filter, apply } : UNFILTERED);
    const { all, onFilterChange } = latest.current;
    onFilterChange?.({ filter, isFiltered: apply !== undefined, entries: apply?.(all) ?? all });
  }, []);
  const reveal = useCallback(
    (entry: AuditEntry, near: Element) => {
      const root = near.getRootNode() as Document | ShadowRoot;
      if (!latest.current.entries.includes(entry)) flushSync(() => setFilter({}));
      drawer.current?.(entry);
      focusPlace(root, idOf(entry), idOf());
    },
    [idOf, setFilter],
  );
  const canOpen = onReviewOpen !== undefined;
  const openReview = useMemo(
    () => (canOpen ? (id: string) => latest.current.onReviewOpen?.({ id }) : undefined),
    [canOpen],
  );
  // How far a check has come is nothing to the entries.
  const { status, at, faults, signed, hashes } = check ?? {};
  const verification = useMemo(
    () => (status && faults ? { status, at, faults, signed, hashes } : undefined),
    [status, at, faults, signed, hashes],
  );
  const { loaded: checks } = useChecks(check !== undefined || signatures !== undefined);
  const setting = useMemo<EntrySetting>(
    () => ({
      messages,
      format,
      text,
      factsOf,
      headingLevel,
      isBlind,
      idOf,
      reveal,
      verification,
      checks,
      openReview,
      hasReviews,
    }),
    [
      messages,
      format,
      text,
      factsOf,
      headingLevel,
      isBlind,
      idOf,
      reveal,
      verification,
      checks,
      openReview,
      hasReviews,
    ],
  );
  const expect = useArrivals({ ...setting, entries: all, isLoading, hasOlder, newCount, problem }, total);

  const left = total === undefined ? pageSize : total - all.length - newCount;
  const state: TimelineState = {
    ...setting,
    setting,
    entries,
    all,
    order,
    isLoading,
    hasOlder,
    newCount,
    problem,
    groupBy,
    isWindowed,
    filter: view.filter,
    setFilter,
    check,
    setDrawer,
    title: title ?? messages.title,
    reference,
    total: total ?? all.length,
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
      <SettingContext.Provider value={setting}>
        <section
          {...useLocaleAttributes()}
          {...rest}
          data-order={order}
          data-loading={isLoading ? '' : undefined}
          data-blind={isBlind ? '' : undefined}
          data-verification={check?.status}
          data-filtered={view.apply && ''}
          ref={ref}
          className={primitives('root', timeline.root({ className }))}
        >
          {children ?? (
            <>
              <Header />
              {check && <Verification />}
              {isFilterable && <Filters />}
              {!hasFailed && <Problem />}
              {isNewestFirst ? <NewEntries /> : olderParts && <Footer data-position="start">{olderParts}</Footer>}
              {entries.length > 0 ? <List /> : all.length === 0 && !problem && <Status />}
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
      </SettingContext.Provider>
    </TimelineContext.Provider>
  );
});

const UNFILTERED = { filter: {} };

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
