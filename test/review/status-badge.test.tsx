import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { reviewMessages } from '../../src/review/review.messages.js';
import { REVIEW_STATES } from '../../src/review/review.types.js';
import { StatusBadge } from '../../src/review/status-badge.js';
import { describeEachReactMode } from '../react-modes.js';

describeEachReactMode('StatusBadge', (renderIn) => {
  it.each(REVIEW_STATES)('says %s in words, with the graphic hidden from assistive technology', (state) => {
    const { container } = renderIn(<StatusBadge state={state} />);
    expect(container.textContent).toBe(reviewMessages.states[state]);
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(container.firstElementChild?.getAttribute('data-status')).toBe(state.split('.')[0]);
  });

  it('gives every state a silhouette or a word of its own', () => {
    const { container } = renderIn(REVIEW_STATES.map((state) => <StatusBadge key={state} state={state} />));
    const looks = [...container.children].map((badge) => badge.innerHTML);
    expect(new Set(looks).size).toBe(REVIEW_STATES.length);
  });

  it('reads a bare status as its plain state', () => {
    renderIn(<StatusBadge state="reviewing" />);
    screen.getByText('Reviewing');
  });

  it('says "AI not used" where the person set the AI aside', () => {
    renderIn(<StatusBadge state="overridden" verdict="abstain" />);
    expect(screen.getByText('AI not used').getAttribute('data-verdict')).toBe('abstain');
  });

  it('does not let an earlier verdict colour an open review', () => {
    renderIn(<StatusBadge state="pending" verdict="abstain" />);
    expect(screen.getByText('Pending').hasAttribute('data-verdict')).toBe(false);
  });

  it('says "Halted" while a stop holds the review, whatever its state', () => {
    renderIn(<StatusBadge state="approved" isHeld />);
    expect(screen.getByText('Halted').getAttribute('data-held')).toBe('');
  });

  it.each([
    ['paused-by-robot', 'Unknown status: paused-by-robot'],
    ['constructor', 'Unknown status: constructor'],
    ['open\u202egnp', 'Unknown status: open[U+202E]gnp'],
  ])('shows the raw word of a status from a newer server: %s', (state, words) => {
    renderIn(<StatusBadge state={state} />);
    screen.getByText(words);
  });
});
