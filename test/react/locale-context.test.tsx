import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { LocaleProvider, useFormat } from '../../src/react/locale-context.js';

function Moment() {
  const format = useFormat();
  return (
    <p>
      {format.locale} {format.time('2026-11-21T09:48:00Z')} {format.number(0.5)}
    </p>
  );
}

it('renders in English where the host names a language and a zone that nobody knows', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  render(
    <LocaleProvider locale="not a locale" timeZone="Mars/Olympus">
      <Moment />
    </LocaleProvider>,
  );
  expect(screen.getByText(/^en \d\d:\d\d 0\.5$/).tagName).toBe('P');
  expect(warn).toHaveBeenCalledTimes(2);
});
