import type { ShortcutMessages } from './shortcut.messages.js';

export const shortcutMessagesAr: ShortcutMessages = {
  shortcutsTitle: 'اختصارات لوحة المفاتيح',
  shortcutsClose: 'إغلاق',
  shortcutsNone: 'لا توجد اختصارات هنا.',
  keyNames: {
    Control: 'Ctrl',
    Alt: 'Alt',
    Shift: 'Shift',
    Meta: 'Cmd',
    Space: 'مسافة',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
  },
  shortcutLabels: {
    sheet: 'عرض اختصارات لوحة المفاتيح',
    next: 'استلام الحالة التالية',
    queue: 'الانتقال إلى القائمة',
    case: 'الانتقال إلى الحالة',
  },
};
