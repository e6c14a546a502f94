'use client';
import * as Dialog from '@radix-ui/react-dialog';
import { Fragment, type RefObject } from 'react';
import { Button } from '../react/button.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { useShortcuts } from '../react/shortcuts.js';
import { namedKeys } from './key-names.js';
import { shortcutMessages } from './shortcut.messages.js';
import { shortcutSheet } from './shortcut-sheet.variants.js';

export interface ShortcutSheetProps {
  /** What gets focus back. */
  openerRef: RefObject<HTMLElement | null>;
  /** Called when it is closed. */
  onClose: () => void;
}

/**
 * The list of what keys do now: the same registry that presses them. A modal dialog; renders it at the end of the page.
 */
export function ShortcutSheet({ openerRef, onClose }: ShortcutSheetProps) {
  const messages = useMessages('desk', shortcutMessages);
  const locale = useLocaleAttributes();
  const shortcuts = useShortcuts();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        {/* Not Radix's own: its scroll lock writes a `<style>` element, which a strict style-src forbids. */}
        <div className={primitives('scrim', shortcutSheet.overlay())} />
        <Dialog.Content
          {...locale}
          aria-describedby={undefined}
          className={joinClasses(primitives('root'), shortcutSheet.root())}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            openerRef.current?.focus();
          }}
        >
          <Dialog.Title className={shortcutSheet.title()}>{messages.shortcutsTitle}</Dialog.Title>
          {shortcuts.length === 0 ? (
            <p>{messages.shortcutsNone}</p>
          ) : (
            <dl className={shortcutSheet.list()}>
              {shortcuts.map(({ id, label, keys }) => (
                <Fragment key={id}>
                  <dt className={shortcutSheet.label()}>{label}</dt>
                  <dd className={shortcutSheet.keys()}>
                    <bdi>
                      {namedKeys(keys, messages.keyNames).map((key, index) => (
                        <Fragment key={key}>
                          {index > 0 && '+'}
                          <kbd className={shortcutSheet.key()}>{key}</kbd>
                        </Fragment>
                      ))}
                    </bdi>
                  </dd>
                </Fragment>
              ))}
            </dl>
          )}
          <Button onClick={onClose}>{messages.shortcutsClose}</Button>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
