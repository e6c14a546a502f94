import type { ShortcutMessages } from './shortcut.messages.js';

export const shortcutMessagesDe: ShortcutMessages = {
  shortcutsTitle: 'Tastenkürzel',
  shortcutsClose: 'Schließen',
  shortcutsNone: 'Hier gibt es keine.',
  keyNames: {
    Control: 'Strg',
    Alt: 'Alt',
    Shift: 'Umschalt',
    Meta: 'Cmd',
    Space: 'Leertaste',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
  },
  shortcutLabels: {
    sheet: 'Tastenkürzel zeigen',
    next: 'Nächsten Fall übernehmen',
    queue: 'Zur Liste der Fälle',
    case: 'Zum Fall',
  },
};
