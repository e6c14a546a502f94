import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { type Flag, FlagStatus } from '../../src/confidence/index.js';
import { ar } from '../../src/messages/ar.js';
import { de } from '../../src/messages/de.js';
import { LocaleProvider } from '../../src/react/locale-context.js';

const textOf = (
  flag: Flag,
  props: { of?: string } = {},
  locale = 'en',
  messages: typeof de | undefined = undefined,
) => {
  const { container, unmount } = render(
    <LocaleProvider locale={locale} messages={messages}>
      <FlagStatus flag={flag} {...props} />
    </LocaleProvider>,
  );
  const text = container.textContent;
  unmount();
  return text;
};

it('tells not checked, nothing found and flagged apart in words (B-21)', () => {
  expect(textOf({ status: 'not-checked' })).toBe('Not checked');
  expect(textOf({ status: 'flagged' }, { of: 'Drug interactions' })).toBe('Drug interactions: Flagged');
  expect(textOf({ status: 'nothing-found', missRate: 0.29, n: 214 })).toBe(
    'Checked, nothing found (misses about 29%, measured on 214 cases)',
  );
});

it.each([
  ['nothing', {}],
  ['a share on no number of cases', { missRate: 0.2 }],
  ['a share on 29 cases', { missRate: 0.2, n: 29 }],
  ['a share above 1', { missRate: 1.2, n: 100 }],
  ['no number', { missRate: Number.NaN, n: 100 }],
])('claims no miss rate of %s (B-20)', (_what, measured) => {
  expect(textOf({ status: 'nothing-found', ...measured })).toBe(
    'Checked, nothing found (how often it misses something is not known)',
  );
});

it('does so in every language, never with the same words for two of them', () => {
  for (const [locale, messages] of [
    ['de', de],
    ['ar', ar],
  ] as const) {
    const flags: Flag[] = [{ status: 'not-checked' }, { status: 'nothing-found' }, { status: 'flagged' }];
    const texts = flags.map((flag) => textOf(flag, {}, locale, messages));
    expect(new Set(texts).size).toBe(3);
    expect(texts.join()).not.toMatch(/Checked|Flagged/);
  }
});
