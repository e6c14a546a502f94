'use client';
import { forwardRef, type HTMLAttributes, type MouseEvent, useId } from 'react';
import { CheckIcon, FileIcon } from '../react/icons.js';
import { useLocaleAttributes, useMessages, useTextFormat } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import { evidenceMessages } from './evidence.messages.js';
import { openedAt, safeHref } from './evidence.selectors.js';
import type { EvidenceItem } from './explanation.types.js';
import { evidence } from './explanation.variants.js';
import { shortText, useRows } from './reveal.js';

/** Called when a person opens a source; `event.preventDefault()` keeps a link from being followed. */
export type OnEvidenceOpen = (opening: { item: EvidenceItem; event: MouseEvent<HTMLElement> }) => void;

interface Opening {
  /** When each item was opened, ISO 8601 by its id; `null` where it is not known, and nothing is said of it. */
  opened?: Readonly<Record<string, string>> | null;
  /** Called when a person opens a source, by mouse or keyboard. */
  onEvidenceOpen?: OnEvidenceOpen;
  /**
   * Whether `onEvidenceOpen` opens items that have no address. Where nothing opens them, they are text.
   * @default true
   */
  opensUnlinked?: boolean;
  /** Whether the list only tells what was opened: nothing in it opens anything. @default false */
  isReadOnly?: boolean;
}

export interface EvidenceListRootProps extends HTMLAttributes<HTMLUListElement>, Opening {
  items: readonly EvidenceItem[];
  /** Who had opened what `opened` says, where a decision was made on it: said over the list. */
  openedBy?: string;
}

/** Sources a person can open, and which they have. Renders a `<ul>`; more than 100 items come step by step. */
export const Root = forwardRef<HTMLUListElement, EvidenceListRootProps>(function EvidenceListRoot(
  { items, opened, openedBy, onEvidenceOpen, opensUnlinked, isReadOnly, className, children, ...rest },
  ref,
) {
  const [shown, more] = useRows(items.length);
  const m = useMessages('explanation', evidenceMessages);
  const id = useId();
  return (
    <>
      {openedBy !== undefined && (
        <p id={id} className={evidence('-note')}>
          {(opened ? m.openedBy : m.openedUnknown)(openedBy)}
        </p>
      )}
      <ul
        aria-describedby={openedBy === undefined ? undefined : id}
        {...useLocaleAttributes()}
        {...rest}
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none
        role="list"
        ref={ref}
        className={primitives('root', evidence('-list', className))}
      >
        {children ??
          items.slice(0, shown).map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: ids of an outsider may repeat, and rows hold no state
            <Item key={index} {...{ item, opened, onEvidenceOpen, opensUnlinked, isReadOnly }} />
          ))}
      </ul>
      {more}
    </>
  );
});

export interface EvidenceListItemProps extends HTMLAttributes<HTMLLIElement>, Opening {
  item: EvidenceItem;
}

/**
 * One source: its title as a link or a button that fills the row, or as text where nothing opens it, its note, and whether it was opened. Renders an `<li>`.
 *
 * @selector [data-opened]
 * @selector [data-required]
 */
export const Item = forwardRef<HTMLLIElement, EvidenceListItemProps>(function EvidenceListItem(
  { item, opened, onEvidenceOpen, opensUnlinked = true, isReadOnly, className, ...rest },
  ref,
) {
  const m = useMessages('explanation', evidenceMessages);
  const f = useTextFormat();
  const at = openedAt(opened, item.id);
  const isOpened = at !== undefined;
  const canOpen = isReadOnly || safeHref(item) !== undefined || (opensUnlinked && onEvidenceOpen !== undefined);
  const written = shortText(item.note);
  const note = item.required ? m.requiredEvidence(written) : written;
  return (
    <li
      {...rest}
      data-opened={isOpened ? '' : undefined}
      data-required={item.required === true ? '' : undefined}
      ref={ref}
      className={evidence('-item', className)}
    >
      <FileIcon className={evidence('-icon')} />
      <span>
        <EvidenceLink {...{ item, onEvidenceOpen, opensUnlinked, isReadOnly }} row />
        {note && (
          <span className={evidence('-note')}>
            <bdi>{note}</bdi>
          </span>
        )}
      </span>
      <span className={evidence('-state')}>
        {isOpened && <CheckIcon />}
        {isOpened ? m.opened(f.time(at)) : canOpen ? opened !== null && m.notOpened : m.notOpenable}
      </span>
    </li>
  );
});

/** Opens one source: a link where it has an address that is safe to follow, a button where the host opens it, else text. */
export function EvidenceLink({
  item,
  onEvidenceOpen,
  opensUnlinked = true,
  isReadOnly,
  row,
}: Omit<Opening, 'opened'> & { item: EvidenceItem; row?: boolean }) {
  const m = useMessages('explanation', evidenceMessages);
  const href = safeHref(item);
  const open = (event: MouseEvent<HTMLElement>) => onEvidenceOpen?.({ item, event });
  const title = shortText(item.title) ?? m.notAvailable;
  if (isReadOnly || (!href && !(opensUnlinked && onEvidenceOpen))) return <bdi>{title}</bdi>;
  const shared = {
    className: evidence('-link', [row && evidence('-link--row'), primitives('link')]),
    onClick: open,
    children: title,
  };
  return href ? (
    // The middle button opens a link as well.
    <a {...shared} href={href} rel="noreferrer" onAuxClick={(event) => event.button === 1 && open(event)} />
  ) : (
    <button {...shared} type="button" />
  );
}
