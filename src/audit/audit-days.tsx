'use client';
import { type ElementType, memo, useId, useMemo } from 'react';
import { composeRefs } from '../react/merge-props.js';
import type { AuditEntry } from '../review/review.types.js';
import { entryKey } from './audit.selectors.js';
import { timeline } from './audit.variants.js';
import { type EntrySetting, PlaceContext, SettingContext } from './audit-context.js';
import { Group, ITEM, placeFor, useUnits } from './audit-group.js';
import { type EntryGroup, GROUP_SIZE, splitEntries } from './audit-groups.selectors.js';
import { type DrawEntry, GROUPED_ABOVE, Items, type LayoutProps } from './audit-items.js';
import { more } from './audit-more.variants.js';
import { type DayGroup, type DaySpan, daysOf, groupDays } from './day-groups.selectors.js';
import { createDays, dayName } from './days.selectors.js';

interface DayUnit {
  key: string;
  size: number;
  has: (entry: AuditEntry) => boolean;
}

interface Pack extends DayGroup {
  /** Place of its first unit. */
  index: number;
  /** By day, where the days are too long to be drawn as one. */
  groups?: readonly (readonly EntryGroup[])[];
}

const unitOf = (key: string, entries: readonly AuditEntry[]): DayUnit => ({
  key,
  size: entries.length,
  has: (entry) => entries.includes(entry),
});

/**
 * A list of days, each with the list of its entries below a heading: so both are counted for what they are, and headings lead
 * from day to day.
 */
export function DayList({ state, draw, attributes, listRef }: LayoutProps) {
  const { entries, setting, format } = state;
  const isLong = entries.length > GROUPED_ABOVE;
  const { packs, units } = useMemo(() => {
    const found: { packs: Pack[]; units: DayUnit[] } = { packs: [], units: [] };
    for (const group of groupDays(daysOf(entries, createDays(format.timeZone)))) {
      const all = group.spans.flatMap((span) => span.entries);
      const index = found.units.length;
      const groups =
        isLong && all.length > 2 * GROUP_SIZE ? group.spans.map((span) => splitEntries(span.entries)) : undefined;
      found.packs.push({ ...group, index, ...(groups && { groups }) });
      if (groups) found.units.push(...groups.flat().map((each) => unitOf(each.key, each.entries)));
      else found.units.push(unitOf(group.key, all));
    }
    return found;
  }, [entries, format.timeZone, isLong]);
  const { own, shown, isDone } = useUnits(state, units, attributes.id);
  const below = useMemo(
    () => ({ ...setting, headingLevel: Math.min(6, setting.headingLevel + 1) as EntrySetting['headingLevel'] }),
    [setting],
  );

  return (
    <SettingContext.Provider value={below}>
      <ol
        {...attributes}
        data-grouped="day"
        data-drawing={isDone ? undefined : ''}
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none.
        role="list"
        ref={composeRefs(own, listRef)}
      >
        {packs.map(({ key, spans, index, groups }) => (
          <DayPack
            key={key}
            index={index}
            spans={spans}
            groups={groups}
            drawn={groups ? units.slice(index, index + groups.flat().length).map((each) => shown.has(each.key)) : ''}
            isDrawn={!isLong || Boolean(groups) || shown.has(key)}
            isApart={isLong}
            draw={draw}
            setting={setting}
          />
        ))}
      </ol>
    </SettingContext.Provider>
  );
}

interface DayPackProps extends Pick<Pack, 'index' | 'spans' | 'groups'> {
  /** Which of its groups are drawn. */
  drawn: readonly boolean[] | '';
  isDrawn: boolean;
  /** Whether it is laid out apart from the others. */
  isApart: boolean;
  draw: DrawEntry;
  setting: EntrySetting;
}

const sameEntries = (a: readonly AuditEntry[], b: readonly AuditEntry[] | undefined) =>
  a.length === b?.length && a.every((entry, at) => entry === b[at]);

/** Whether what is drawn would be drawn as it is. */
function isSame(before: DayPackProps, after: DayPackProps): boolean {
  return (
    before.index === after.index &&
    before.isDrawn === after.isDrawn &&
    before.isApart === after.isApart &&
    before.draw === after.draw &&
    before.setting === after.setting &&
    String(before.drawn) === String(after.drawn) &&
    before.spans.length === after.spans.length &&
    before.spans.every(({ entries }, at) => sameEntries(entries, after.spans[at]?.entries))
  );
}

const DayPack = memo(function DayPack({ index, spans, groups, drawn, isDrawn, isApart, draw, setting }: DayPackProps) {
  const entries = spans.reduce((sum, span) => sum + span.entries.length, 0);
  let at = -1;
  return (
    <li
      role="presentation"
      data-group={index}
      data-pending={isDrawn ? undefined : ''}
      style={placeFor(entries, spans.length)}
      className={isApart && !groups ? timeline.group() : undefined}
    >
      {isDrawn && (
        <ol role="presentation" className={timeline.groupList()}>
          {spans.map((span, spanAt) => (
            <DayItem key={entryKey(span.entries[0] as AuditEntry)} span={span} setting={setting}>
              {groups?.[spanAt]?.map((group) => {
                at += 1;
                const isGroupDrawn = drawn !== '' && drawn[at] === true;
                return (
                  <Group
                    key={group.key}
                    index={index + at}
                    entries={group.entries}
                    draw={draw}
                    isDrawn={isGroupDrawn}
                  />
                );
              }) ?? <Items entries={span.entries} draw={draw} />}
            </DayItem>
          ))}
        </ol>
      )}
    </li>
  );
}, isSame);

function DayItem({ span, setting, children }: { span: DaySpan; setting: EntrySetting; children: React.ReactNode }) {
  const { messages: m, format, headingLevel } = setting;
  const id = useId();
  const Heading = `h${Math.min(6, headingLevel + 1)}` as ElementType;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: what stands between the days and their list takes the role from them.
    <li role="listitem" className={more.day()}>
      <Heading id={id} className={more.dayName()}>
        {span.day ? (
          <time dateTime={span.day.date}>
            <bdi>{dayName(format.locale, format.timeZone, span.day)}</bdi>
          </time>
        ) : (
          m.timeNotAvailable
        )}
      </Heading>
      <PlaceContext.Provider value={ITEM}>
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none. */}
        <ol role="list" aria-labelledby={id} className={timeline.groupList()}>
          {children}
        </ol>
      </PlaceContext.Provider>
    </li>
  );
}
