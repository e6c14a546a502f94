import type { ReviewSummary } from '../../src/review/review.types.js';

const TITLES = ['Home renovation loan', 'Car loan', 'Überziehungskredit', 'Refund for an order', 'Delivery note'];
const AREAS = ['Consumer credit', 'Accounts payable', 'Support', 'Content', 'Kraków'];
const WHY = ['Near the threshold', 'Two models disagree', 'Handwriting', 'Random sample'];
const RISKS = ['low', 'medium', 'high', 'critical'] as const;
const PEOPLE = [
  { id: 'amara', name: 'Amara Osei' },
  { id: 'mateo', name: 'Mateo Ruiz' },
];

/** Cases as a host holds them: every one of its own, the same each time. */
export function manyRows(count: number): ReviewSummary[] {
  const start = Date.parse('2026-11-01T08:00:00Z');
  let seed = 7;
  const next = (below: number) => {
    // A generator of Lehmer's, as good as these rows need it.
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  return Array.from({ length: count }, (_, index): ReviewSummary => {
    const isFirst = next(10) === 0;
    const isTaken = next(20) === 0;
    const margin = next(10_000) / 10_000;
    const day = 86_400_000;
    return {
      id: `LN-${index + 1}`,
      reference: `LN-${index + 1}`,
      title: `${TITLES[next(TITLES.length)]}, €${(1 + next(400)) * 100}`,
      area: AREAS[next(AREAS.length)] as string,
      kind: next(4) === 0 ? 'invoice' : 'credit-application',
      status: isTaken ? 'reviewing' : 'pending',
      state: isTaken ? 'reviewing.revealed' : 'pending.open',
      risk: RISKS[next(4)] as 'low',
      why: isFirst ? [] : WHY.slice(next(4)).slice(0, 1 + next(2)),
      ...(isFirst
        ? { answerFirst: true }
        : { uncertainty: { margin, leastConfidence: (1 - margin) / 2, entropy: 1 - margin, expectedCost: next(900) } }),
      ...(isTaken && { claimedBy: PEOPLE[next(2)] as { id: string; name: string } }),
      createdAt: new Date(start + next(20) * day + next(day)).toISOString(),
      updatedAt: new Date(start).toISOString(),
      ...(next(5) > 0 && { dueAt: new Date(start + next(40) * day).toISOString() }),
      version: 1,
    };
  });
}
