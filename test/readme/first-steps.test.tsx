import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { App } from '../../docs/first-steps.js';

it('the README’s example shows a desk on which a case can be opened', async () => {
  render(<App />);
  const [link] = await screen.findAllByText(/Home renovation loan/);
  await userEvent.click(link as HTMLElement);
  expect(await screen.findByRole('article', { name: /Home renovation loan/ })).toBeTruthy();
});
