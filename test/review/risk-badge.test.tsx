import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { RiskBadge } from '../../src/review/risk-badge.js';
import { describeEachReactMode } from '../react-modes.js';

describeEachReactMode('RiskBadge', (renderIn) => {
  it.each([
    ['low', 'Low risk', 1],
    ['medium', 'Medium risk', 2],
    ['high', 'High risk', 3],
    ['critical', 'Critical risk', 4],
  ])('says %s as "%s" and repeats it with %i bars', (risk, words, bars) => {
    const { container } = renderIn(<RiskBadge risk={risk} />);
    expect(screen.getByText(words).getAttribute('data-risk')).toBe(risk);
    expect(container.querySelectorAll('rect[data-on]')).toHaveLength(bars);
  });

  it('leaves the noun to a heading that says it', () => {
    renderIn(<RiskBadge risk="high" isNounHidden />);
    screen.getByText('High');
  });

  it('shows the raw word of a risk from a newer server, with no bar filled', () => {
    const { container } = renderIn(<RiskBadge risk="apocalyptic" />);
    screen.getByText('Unknown risk: apocalyptic');
    expect(container.querySelectorAll('rect[data-on]')).toHaveLength(0);
  });
});
