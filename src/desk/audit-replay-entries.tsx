'use client';
import {
  type ElementType,
  forwardRef,
  type KeyboardEvent,
  memo,
  type OlHTMLAttributes,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Change } from '../audit/audit-change.js';
import { Action, Content, Body as EntryBody, Entry as TimelineEntry } from '../audit/audit-entry.js';
import { List as EntryList } from '../audit/audit-list.js';
import { Rail } from '../audit/audit-rail.js';
import { Time } from '../audit/audit-time.js';
import { Root as AuditTimeline } from '../audit/audit-timeline.js';
import { Reason } from '../audit/audit-words.js';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { composeHandlers, composeRefs } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { useRequiredContext } from '../react/required-context.js';
import { isWithheldEntry } from '../review/replay.selectors.js';
import { isVerdict } from '../review/verdict.selectors.js';
import { auditReplay } from './audit-replay.variants.js';
import { ReplayContext, type ReplayStep, replayPart } from './audit-replay-context.js';
import { Root as SeenCard } from './seen-card.js';

/** The entry that is looked at, as the record shows it. Renders a `<div>`. */
export const Entry = replayPart<HTMLDivElement>('Entry', 'div', auditReplay.entry, function useEntry(state) {
  const { entries, index, steps, current, position, level } = state;
  const entry = entries[index];
  // What came later is not told here: at this moment nothing had taken the entry back.
  const shown = useMemo(() => (entry ? [entry] : []), [entry]);
  if (!entry) return undefined;
  if (isWithheldEntry(entry)) {
    return { children: <Notice title={steps[index]?.what}>{steps[index]?.when}</Notice> };
  }
  const { proposal, policy } = current?.review ?? {};
  return {
    children: (
      <AuditTimeline entries={shown} schema={proposal?.schema} policy={policy} headingLevel={level}>
        <EntryList aria-label={position}>
          {(each) => (
            <TimelineEntry entry={each}>
              <Rail />
              <EntryBody>
                <Content>
                  <Action />
                  <Change />
                  <Reason />
                </Content>
                <Time />
              </EntryBody>
            </TimelineEntry>
          )}
        </EntryList>
      </AuditTimeline>
    ),
  };
});

interface ItemProps {
  step: ReplayStep;
  place: number;
  isCurrent: boolean;
  onChoose: (place: number) => void;
}

/** One entry to go to. A thousand of them are drawn, and only those that change again. */
const Item = memo(function Item({ step, place, isCurrent, onChoose }: ItemProps) {
  const { entry, what, when } = step;
  return (
    <li className={auditReplay.item()}>
      <button
        type="button"
        className={auditReplay.choice()}
        data-says-place=""
        data-decision={isVerdict(String(entry.command?.type)) ? '' : undefined}
        aria-current={isCurrent ? 'step' : undefined}
        tabIndex={isCurrent ? 0 : -1}
        onClick={() => onChoose(place)}
      >
        <span className={auditReplay.number()}>{entry.seq}</span>{' '}
        <span className={auditReplay.what()}>
          <bdi>{what}</bdi>
        </span>{' '}
        <span className={auditReplay.when()}>{when}</span>
      </button>
    </li>
  );
});

export interface ListProps extends Omit<OlHTMLAttributes<HTMLOListElement>, 'children'> {}

/**
 * Every entry, to be gone to: one stop for the Tab key, arrows inside. Renders an `<ol>` after its heading.
 */
export const List = forwardRef<HTMLOListElement, ListProps>(function AuditReplayList(
  { className, onKeyDown, ...rest },
  ref,
) {
  const state = useRequiredContext(ReplayContext, 'AuditReplay.List', 'AuditReplay.Root');
  const { messages: m, steps, index, level, go, decision } = state;
  const list = useRef<HTMLOListElement>(null);
  const Heading = `h${Math.min(6, level + 1)}` as ElementType;
  const latest = useRef(go);
  useEffect(() => {
    latest.current = go;
  });
  const choose = useRef((place: number) => latest.current(place)).current;

  useEffect(() => {
    const box = list.current;
    const item = box?.children[index] as HTMLElement | undefined;
    if (!box || !item) return;
    if (box.contains(document.activeElement)) item.querySelector('button')?.focus({ preventScroll: true });
    // The list scrolls, never the page under the reader.
    const [frame, place] = [box.getBoundingClientRect(), item.getBoundingClientRect()];
    const start = place.top - frame.top - box.clientTop;
    const over = start + place.height - box.clientHeight;
    if (start < 0) box.scrollTop += start;
    else if (over > 0) box.scrollTop += over;
  }, [index]);

  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const targets: { [key: string]: () => number } = {
      ArrowDown: () => index + 1,
      ArrowUp: () => index - 1,
      Home: () => 0,
      End: () => steps.length - 1,
      PageDown: () => decision(1),
      PageUp: () => decision(-1),
    };
    const target = Object.hasOwn(targets, event.key) ? targets[event.key] : undefined;
    if (!target) return;
    event.preventDefault();
    go(target());
  };
  return (
    <>
      <Heading className={primitives('section-title')}>{m.replayEntries}</Heading>
      <ol
        aria-label={m.replayEntries}
        {...rest}
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none
        role="list"
        onKeyDown={composeHandlers(onKeyDown, move)}
        ref={composeRefs(ref, list)}
        className={auditReplay.list({ className })}
      >
        {steps.map((step, place) => (
          <Item key={step.entry.id ?? place} step={step} place={place} isCurrent={place === index} onChoose={choose} />
        ))}
      </ol>
    </>
  );
});

/**
 * What the decider had on screen, once somebody asks for it. Renders a `<div>`, nothing where the entry
 * is no decision of a person.
 */
export const Seen = replayPart<HTMLDivElement>('Seen', 'div', auditReplay.seen, function useSeen(state) {
  const { messages: m, entries, index, level } = state;
  const [isOpen, setOpen] = useState(false);
  const entry = entries[index];
  if (!entry || isWithheldEntry(entry) || entry.by?.kind !== 'person') return undefined;
  if (!isVerdict(String(entry.command?.type))) return undefined;
  const name = visibleText(entry.by.name);
  return {
    children: (
      <>
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? m.replayHideSeen(name) : m.replayShowSeen(name)}
        </Button>
        {isOpen && <SeenCard entries={entries} seq={entry.seq} headingLevel={Math.min(5, level + 1) as 4} />}
      </>
    ),
  };
});
