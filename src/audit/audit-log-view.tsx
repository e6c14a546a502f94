'use client';
import {
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { flushSync } from 'react-dom';
import { EnsureAnnouncer, useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { FieldError, Select } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useLocaleAttributes, useMessages, useTextFormat } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import { ENTRY_TYPES, type EntryType } from '../review/review.types.js';
import type { AuditVerification } from './audit.types.js';
import { timeline } from './audit.variants.js';
import type { HeadingLevel } from './audit-context.js';
import { filterMessages, logMessages } from './audit-more.messages.js';
import { more } from './audit-more.variants.js';
import { Root as AuditTimeline } from './audit-timeline.js';
import { createDays } from './days.selectors.js';
import type { WholeLog, WholeLogQuery } from './whole-log.session.js';

export interface AuditLogViewProps extends Omit<HTMLAttributes<HTMLElement>, 'title' | 'children'> {
  /** From `createWholeLog`; it lives outside the component. */
  log: WholeLog;
  /** @default 'Record of all cases', in the reader's language */
  title?: string;
  /** Level of the heading. @default 3 */
  headingLevel?: HeadingLevel;
  /** Called when the reader opens the review of an entry. */
  onReviewOpen?: (review: { id: string }) => void;
  /** Called when the reader asks for something else: an export of what is shown has to say so (T-8). */
  onQueryChange?: (change: { query: WholeLogQuery }) => void;
  /** @default 'day' */
  groupBy?: 'day' | 'none';
  /** Whether of more than 1,000 entries only those on screen are in the document. @default false */
  isWindowed?: boolean;
  /** What a check of the chain came to. */
  verification?: AuditVerification;
  /** Said below the list: how long the record is kept. */
  note?: ReactNode;
}

/**
 * The record of all reviews, for auditors: searched and filtered by the server, older entries by a button, each with the case
 * that it is about. Renders a `<section>`.
 */
export const AuditLogView = forwardRef<HTMLElement, AuditLogViewProps>(function AuditLogView(props, ref) {
  return (
    <EnsureAnnouncer>
      <View {...props} ref={ref} />
    </EnsureAnnouncer>
  );
});

const View = forwardRef<HTMLElement, AuditLogViewProps>(function View(
  {
    log,
    title,
    headingLevel = 3,
    onReviewOpen,
    onQueryChange,
    groupBy = 'day',
    isWindowed = false,
    verification,
    note,
    className,
    ...rest
  },
  ref,
) {
  const m = useMessages('audit', LOG_MESSAGES);
  const { query, problem, ...shown } = useSyncExternalStore(log.subscribe, log.getSnapshot, log.getSnapshot);
  const { entries, total = entries.length, isLoading } = shown;
  const format = useTextFormat();
  const announce = useAnnounce();
  const isAsked = useRef(false);
  const isFiltered = Object.entries(query).some(
    ([name, value]) => name !== 'limit' && value !== undefined && String(value) !== '',
  );

  useEffect(() => {
    if (!isAsked.current || isLoading) return;
    isAsked.current = false;
    if (!problem) announce(entries.length === 0 ? m.logEmpty : m.shownOf(entries.length, total, format));
  }, [entries, total, isLoading, problem, m, format, announce]);

  const ask = (next: WholeLogQuery) => {
    isAsked.current = true;
    onQueryChange?.({ query: next });
    void log.setQuery(next);
  };

  return (
    <section
      {...useLocaleAttributes()}
      {...rest}
      data-filtered={isFiltered ? '' : undefined}
      ref={ref}
      className={primitives('root', more.log({ className }))}
    >
      <Search title={title ?? m.logTitle} query={query} onAsk={ask} isBusy={isLoading} />
      {isFiltered && (
        <div className={more.filtered()}>
          <p className={more.filteredText()}>
            <strong className={more.filteredMark()}>{m.filtered}</strong>{' '}
            {entries.length === 0 && !isLoading ? m.logEmpty : m.shownOf(entries.length, total, format)}
          </p>
        </div>
      )}
      <AuditTimeline
        {...shown}
        problem={problem}
        isSorted
        hasReviews
        title={title ?? m.logTitle}
        headingLevel={headingLevel}
        groupBy={groupBy === 'day' ? 'day' : undefined}
        isWindowed={isWindowed}
        pageSize={query.limit ?? 50}
        onOlderLoad={log.loadOlder}
        onRetry={() => void log.retry()}
        onReviewOpen={onReviewOpen}
        verification={verification}
        note={note}
      />
    </section>
  );
});

const LOG_MESSAGES = { ...filterMessages, ...logMessages };

interface SearchProps {
  title: string;
  query: WholeLogQuery;
  onAsk: (query: WholeLogQuery) => void;
  isBusy: boolean;
}

const EMPTY = { text: '', actor: '', type: '', from: '', to: '' };

function Search({ title, query, onAsk, isBusy }: SearchProps) {
  const m = useMessages('audit', LOG_MESSAGES);
  const { timeZone } = useTextFormat();
  const id = useId();
  const days = useMemo(() => createDays(timeZone), [timeZone]);
  const [draft, setDraft] = useState(() => ({
    text: query.text ?? '',
    actor: query.actor ?? '',
    type: query.types?.[0] ?? '',
    from: (query.from && days.of(query.from)?.date) ?? '',
    // The end is the first moment that is not asked for.
    to: (query.to && days.of(new Date(Date.parse(query.to) - 1).toISOString())?.date) ?? '',
  }));
  const isEmpty = Object.values(draft).every((value) => value === '');
  const text = useRef<HTMLInputElement>(null);
  const lastDay = useRef<HTMLInputElement>(null);
  const [hasAsked, setAsked] = useState(false);
  // Days as the control gives them, which compare as text.
  const isReversed = draft.from !== '' && draft.to !== '' && draft.from > draft.to;
  const daysWrong = hasAsked && isReversed ? m.logDaysReversed : undefined;
  const set = (name: keyof typeof draft) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [name]: event.target.value });
  const queryOf = ({ text, actor, type, from, to }: typeof draft): WholeLogQuery => ({
    ...(query.limit !== undefined && { limit: query.limit }),
    ...(query.reviewId !== undefined && { reviewId: query.reviewId }),
    ...(text.trim() && { text: text.trim() }),
    ...(actor.trim() && { actor: actor.trim() }),
    ...(type && { types: [type as EntryType] }),
    ...(from && { from: new Date(days.named(from).from).toISOString() }),
    ...(to && { to: new Date(days.named(to).to).toISOString() }),
  });
  const input = (name: keyof typeof draft, label: string, type: string, error?: string) => (
    <div className={field.root()} data-invalid={error === undefined ? undefined : ''}>
      <label className={field.label()} htmlFor={id + name}>
        {label}
      </label>
      <input
        ref={name === 'text' ? text : name === 'to' ? lastDay : undefined}
        id={id + name}
        type={type}
        className={field.input()}
        value={draft[name]}
        onChange={set(name)}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error && `${id + name}-error`}
      />
      <FieldError id={id + name}>{error}</FieldError>
    </div>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: older browsers know no search element
    <div role="search" aria-label={m.filters(title)} className={timeline.filters()}>
      <form
        className={more.filterFields()}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (isReversed) {
            lastDay.current?.focus();
            return;
          }
          onAsk(queryOf(draft));
        }}
      >
        {input('text', m.search, 'search')}
        {input('actor', m.logPerson, 'text')}
        <div className={field.root()}>
          <label className={field.label()} htmlFor={`${id}type`}>
            {m.type}
          </label>
          <Select id={`${id}type`} value={draft.type} onChange={set('type')}>
            <option value="">{m.everyType}</option>
            {ENTRY_TYPES.map((type) => (
              <option key={type} value={type}>
                {m.types[type]}
              </option>
            ))}
          </Select>
        </div>
        {input('from', m.logFrom, 'date')}
        {input('to', m.logTo, 'date', daysWrong)}
        <span className={more.jump()}>
          <Button type="submit" isBusy={isBusy}>
            {m.logApply}
          </Button>
          {!isEmpty && (
            <Button
              variant="quiet"
              onClick={() => {
                // At once: what has focus is read out as it stands.
                flushSync(() => setDraft(EMPTY));
                onAsk(queryOf(EMPTY));
                // The button goes, and focus must not go with it.
                text.current?.focus();
              }}
            >
              {m.showAll}
            </Button>
          )}
        </span>
      </form>
    </div>
  );
}
