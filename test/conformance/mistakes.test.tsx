import { render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { applyCommand, OverrideDialog, ReviewCard } from '../../src/index.js';

// React repeats what a component throws.
const quietly = () => vi.spyOn(console, 'error').mockImplementation(() => {});

it('names the missing session where a card has none', () => {
  quietly();
  expect(() => render(<ReviewCard.Root />)).toThrow(expect.objectContaining({ code: 'session-missing' }));
});

it('names the root where a part stands outside it', () => {
  quietly();
  expect(() => render(<OverrideDialog.Title />)).toThrow(
    expect.objectContaining({
      code: 'part-outside-root',
      message: expect.stringContaining('OverrideDialog.Title was rendered outside OverrideDialog.Root.'),
    }),
  );
});

it('takes no command at a time that nobody can read', () => {
  expect(() => applyCommand(sampleReview(), { type: 'claim' }, { by: sampleReviewers.amara, at: 'yesterday' })).toThrow(
    expect.objectContaining({ code: 'time-invalid' }),
  );
});
