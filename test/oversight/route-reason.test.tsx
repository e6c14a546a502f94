import { render, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { de } from '../../src/messages/de.js';
import { RouteReason } from '../../src/oversight/index.js';
import { route } from '../../src/oversight/route.selectors.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { Route } from '../../src/review/review.types.js';
import { routeTo } from '../review/lifecycle.fixtures.js';
import { nobody, policyOf, proposalWith } from './oversight.fixtures.js';

const near = proposalWith({
  confidence: { value: 0.52 },
  alternatives: [{ value: 'approve', confidence: 0.48 }],
});
const close = route(near, policyOf({ when: { type: 'margin', below: 0.1 }, why: 'Two readings are near each other.' }));
const monitored = (routeTo('monitor', { vetoUntil: '2026-11-21T16:00:00Z' }) as { route: Route }).route;
const inGroup = () => within(screen.getByRole('group', { name: 'How this case was routed' }));
const reasons = () =>
  inGroup()
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

it('says why a case came to somebody, in the words of its values, and by which policy', () => {
  render(<RouteReason route={close} schema={near.schema} />);
  expect(reasons()).toEqual(['Two readings are near each other.', 'Low margin between “Deny” and “Approve”']);
  expect(inGroup().getByText(`Policy ${close.policy.id}, version ${close.policy.version}`).tagName).toBe('BDI');
});

it('says nothing that tells of the AI before the reader has answered (B-1)', () => {
  render(<RouteReason route={close} schema={near.schema} isAnswerFirst />);
  expect(reasons()).toEqual(['You answer first: why the case came to you is shown after that']);
});

it('says that more is asked for of somebody new, also before they have answered (B-23)', () => {
  const raised = route(near, policyOf({ when: { type: 'margin', below: 0.1 } }), near.createdAt, { decided: 12 });
  const words = 'Whoever it goes to is new, so more is asked for than usual';
  const { rerender } = render(<RouteReason route={raised} schema={near.schema} />);
  expect(reasons()).toEqual([words, 'Low margin between “Deny” and “Approve”']);
  rerender(<RouteReason route={raised} schema={near.schema} isAnswerFirst />);
  expect(reasons()).toEqual([words, 'You answer first: why the case came to you is shown after that']);
  rerender(<RouteReason route={close} schema={near.schema} />);
  expect(reasons()).not.toContain(words);
});

it('says until when anybody may step in, and that nobody did', () => {
  const { rerender } = render(
    <LocaleProvider locale="en-GB" timeZone="UTC">
      <RouteReason route={monitored} />
    </LocaleProvider>,
  );
  expect(reasons()[0]).toMatch(/^Takes effect on .*16:00.*, unless somebody steps in$/);
  rerender(
    <LocaleProvider locale="en-GB" timeZone="UTC">
      <RouteReason route={monitored} automated={{ at: '2026-11-21T16:00:07Z', seq: 3 }} />
    </LocaleProvider>,
  );
  expect(reasons()[0]).toMatch(/^Took effect on .*16:00.*\. No person has decided it\.$/);
  expect(reasons().join()).not.toContain('unless somebody');
});

it('says nothing of stepping in where somebody has', () => {
  render(<RouteReason route={monitored} isWaiting={false} />);
  expect(reasons().join()).not.toContain('unless somebody');
});

it('says that two people decide, and reads in the reader’s language', () => {
  const second = route(
    proposalWith({ risk: 'critical' }),
    policyOf({ when: { type: 'risk', in: ['critical'] }, handling: { ...nobody, mode: 'second' } }),
  );
  render(
    <LocaleProvider locale="de" messages={de}>
      <RouteReason route={second} />
    </LocaleProvider>,
  );
  const group = screen.getByRole('group', { name: 'Wie dieser Fall zugewiesen wurde' });
  expect(group.textContent).toContain('Zwei Menschen entscheiden');
  expect(group.dataset.mode).toBe('second');
});
