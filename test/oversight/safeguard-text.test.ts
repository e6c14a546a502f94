import { expect, it } from 'vitest';
import { policyMessagesAr } from '../../src/oversight/policy.messages.ar.js';
import { policyMessagesDe } from '../../src/oversight/policy.messages.de.js';
import { policyMessages } from '../../src/oversight/policy.messages.js';
import { lessText } from '../../src/oversight/safeguard-text.js';

it.each([
  [
    'English',
    policyMessages,
    [
      'Turned off, though the profile “X” has it on.',
      'Asks for less than the profile “X”.',
      'Allows more than the profile “X” does.',
      'New reviewers are asked no more than this.',
    ],
  ],
  [
    'German',
    policyMessagesDe,
    [
      'Abgeschaltet, obwohl das Profil „X“ es verlangt.',
      'Verlangt weniger als das Profil „X“.',
      'Erlaubt mehr als das Profil „X“.',
      'Von neuen Prüfenden wird nicht mehr verlangt als das.',
    ],
  ],
  [
    'Arabic',
    policyMessagesAr,
    [
      'معطّل مع أن الملف «X» يفعّله.',
      'يطلب أقل مما يطلبه الملف «X».',
      'يسمح بأكثر مما يسمح به الملف «X».',
      'لا يُطلب من المراجعين الجدد أكثر من هذا.',
    ],
  ],
])('says in %s what is asked less', (_, m, sentences) => {
  const kinds = ['off', 'less', 'allows-more', 'no-more-of-new'] as const;
  expect(kinds.map((less) => lessText(less, 'X', { m }))).toEqual(sentences);
});
