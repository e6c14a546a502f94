'use client';
import { useContext, useEffect, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { Select } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useMessages } from '../react/locale-context.js';
import type { AuditEntry } from '../review/review.types.js';
import { isVerdictEntry } from './audit.selectors.js';
import type { AuditFilter } from './audit.types.js';
import { type FilterApply, nameOf, TimelineContext, type TimelineState } from './audit-context.js';
import { entryNear, fieldsOf, filterEntries, isFiltering } from './audit-filter.selectors.js';
import { filterMessages } from './audit-more.messages.js';
import { more } from './audit-more.variants.js';
import { createDays, dayName } from './days.selectors.js';
import { createEntryTexts } from './entry-text.js';

/** Milliseconds without another key before a search begins. */
const PAUSE = 250;

type Option = [value: string, label: string];

const byLabel = ([, a]: Option, [, b]: Option) => a.localeCompare(b);

/** Who, what and which field there is to choose from. */
function optionsOf(
  { all, isBlind, factsOf, messages }: Pick<TimelineState, 'all' | 'isBlind' | 'factsOf' | 'messages'>,
  types: { readonly [type: string]: string },
) {
  const people = new Map<string, string>();
  const kinds = new Map<string, string>();
  const fields = new Map<string, string>();
  for (const entry of all) {
    const { by, type } = entry;
    if (by?.id) people.set(by.id, nameOf(by, messages));
    if (isBlind) {
      // Which verdict it was is not said yet.
      if (!isVerdictEntry(entry)) kinds.set(type, types[type] ?? visibleText(String(type)));
      continue;
    }
    kinds.set(type, types[type] ?? visibleText(String(type)));
    for (const name of fieldsOf(entry)) {
      if (fields.has(name)) continue;
      const { schema } = factsOf(entry);
      const known = schema?.type === 'record' ? schema.fields.find((each) => each.name === name) : undefined;
      fields.set(name, visibleText(known?.label ?? name));
    }
  }
  const sorted = (options: Map<string, string>) => [...options].sort(byLabel);
  return { people: sorted(people), kinds: sorted(kinds), fields: sorted(fields) };
}

/** What the `Filters` part holds. */
export function FilterBar() {
  const state = useContext(TimelineContext);
  return state && <Bar state={state} />;
}

function Bar({ state }: { state: TimelineState }) {
  const { all, entries, filter, setFilter, setting, format, hasOlder, isBlind, factsOf, title, reference } = state;
  const m = useMessages('audit', filterMessages);
  const announce = useAnnounce();
  const id = useId();
  /** What stands in the controls; it takes effect a little later. */
  const [draft, setDraft] = useState<AuditFilter>(filter);
  const texts = useMemo(() => createEntryTexts(setting), [setting]);
  const options = useMemo(
    () => optionsOf({ all, isBlind, factsOf, messages: setting.messages }, m.types),
    [all, isBlind, factsOf, setting, m.types],
  );
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = useRef(0);
  const isAsked = useRef(false);
  const search = useRef<HTMLInputElement>(null);

  // Somebody else may have taken the filter away: a link to an entry that it hid.
  useEffect(() => setDraft(filter), [filter]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!isAsked.current) return;
    isAsked.current = false;
    announce(entries.length === 0 ? m.nothingFound : m.shownOf(entries.length, all.length, format));
  }, [entries, all, m, format, announce]);

  const change = (part: AuditFilter, pause = 0) => {
    const next = { ...draft, ...part };
    setDraft(next);
    clearTimeout(timer.current);
    const mine = ++turn.current;
    timer.current = setTimeout(async () => {
      if (next.text?.trim()) await texts.prepare(all, () => mine === turn.current);
      if (mine !== turn.current) return;
      isAsked.current = true;
      const apply: FilterApply = (given) => filterEntries(given, next, texts.of);
      setFilter(isFiltering(next) ? next : {}, isFiltering(next) ? apply : undefined);
    }, pause);
  };
  const isFiltered = isFiltering(filter);

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: older browsers know no search element */}
      <div role="search" aria-label={m.filters(title, reference)} className={more.filterFields()}>
        <div className={field.root()}>
          <label className={field.label()} htmlFor={`${id}text`}>
            {m.search}
          </label>
          <input
            ref={search}
            id={`${id}text`}
            type="search"
            className={field.input()}
            placeholder={m.searchHint}
            value={draft.text ?? ''}
            onChange={(event) => change({ text: event.target.value }, PAUSE)}
          />
        </div>
        <Choose
          id={`${id}person`}
          label={m.person}
          all={m.everybody}
          options={options.people}
          value={draft.actors}
          onChange={(actors) => change({ actors })}
        />
        <Choose
          id={`${id}type`}
          label={m.type}
          all={m.everyType}
          options={options.kinds}
          value={draft.types}
          onChange={(types) => change({ types })}
        />
        {options.fields.length > 0 && (
          <Choose
            id={`${id}field`}
            label={m.field}
            all={m.everyField}
            options={options.fields}
            value={draft.fields}
            onChange={(fields) => change({ fields })}
          />
        )}
        <Jump id={`${id}day`} state={state} />
      </div>
      {isFiltered && (
        <div className={more.filtered()}>
          <p className={more.filteredText()}>
            <strong className={more.filteredMark()}>{m.filtered}</strong>{' '}
            {entries.length === 0 ? m.nothingFound : m.shownOf(entries.length, all.length, format)}
            {hasOlder && ` ${m.olderNotSearched}`}
          </p>
          <Button
            variant="quiet"
            onClick={() => {
              clearTimeout(timer.current);
              turn.current += 1;
              isAsked.current = true;
              // At once: what has focus is read out as it stands.
              flushSync(() => {
                setDraft({});
                setFilter({});
              });
              // The button goes, and focus must not go with it.
              search.current?.focus();
            }}
          >
            {m.showAll}
          </Button>
        </div>
      )}
    </>
  );
}

interface ChooseProps {
  id: string;
  label: string;
  all: string;
  options: readonly Option[];
  value: readonly string[] | undefined;
  onChange: (value: readonly string[]) => void;
}

function Choose({ id, label, all, options, value, onChange }: ChooseProps) {
  return (
    <div className={field.root()}>
      <label className={field.label()} htmlFor={id}>
        {label}
      </label>
      <Select
        id={id}
        value={value?.[0] ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? [] : [event.target.value])}
      >
        <option value="">{all}</option>
        {options.map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** Leads to the first entry of a day, or to the nearest one. */
function Jump({ id, state }: { id: string; state: TimelineState }) {
  const { entries, reveal, format } = state;
  const { locale, timeZone } = format;
  const m = useMessages('audit', filterMessages);
  const announce = useAnnounce();
  const [date, setDate] = useState('');
  const days = useMemo(() => createDays(timeZone), [timeZone]);
  const jump = (near: HTMLElement) => {
    const day = days.named(date);
    const entry: AuditEntry | undefined = entryNear(entries, day);
    if (!entry) {
      announce(m.nowhereToJump);
      return;
    }
    const found = days.of(entry.at);
    const name = dayName(locale, timeZone, day);
    reveal(entry, near);
    announce(found && found.date !== day.date ? m.jumpedNear(name, dayName(locale, timeZone, found)) : m.jumped(name));
  };
  return (
    <form
      className={field.root()}
      onSubmit={(event) => {
        event.preventDefault();
        if (date) jump(event.currentTarget);
      }}
    >
      <label className={field.label()} htmlFor={id}>
        {m.jumpTo}
      </label>
      <span className={more.jump()}>
        <input
          id={id}
          type="date"
          required
          className={field.input()}
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
        <Button type="submit">{m.jump}</Button>
      </span>
    </form>
  );
}
