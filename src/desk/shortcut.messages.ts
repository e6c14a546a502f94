/** Words about what keys do. */
export interface ShortcutMessages {
  shortcutsTitle: string;
  shortcutsClose: string;
  /** That the list is empty. */
  shortcutsNone: string;
  /** How keys are written on the keyboard of the language. */
  keyNames: { readonly [key: string]: string };
  shortcutLabels: Record<'sheet' | 'next' | 'queue' | 'case', string>;
}

export const shortcutMessages: ShortcutMessages = {
  shortcutsTitle: 'Keyboard shortcuts',
  shortcutsClose: 'Close',
  shortcutsNone: 'There are none here.',
  keyNames: {
    Control: 'Ctrl',
    Alt: 'Alt',
    Shift: 'Shift',
    Meta: 'Cmd',
    Space: 'Space',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
  },
  shortcutLabels: {
    sheet: 'Show keyboard shortcuts',
    next: 'Take the next case',
    queue: 'Go to the queue',
    case: 'Go to the case',
  },
};
