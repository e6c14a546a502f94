import { expect, it } from 'vitest';
import { sameStandings, versionRows } from '../../src/oversight/policy-history.selectors.js';
import type { PolicyVersion } from '../../src/oversight/policy-service.types.js';
import { inForce, jonas, priya } from './policy-editor.fixtures.js';

const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T00:00:00.000Z`;

function version(name: number, from: number, more: Partial<PolicyVersion> = {}): PolicyVersion {
  return {
    policy: { ...inForce, version: String(name) },
    proposedBy: priya,
    proposedAt: day(name),
    reason: '',
    effectiveFrom: day(from),
    asksSecond: false,
    ...more,
  };
}
const confirmed = { asksSecond: true, confirmedBy: jonas, confirmedAt: day(9) };
const asked = { asksSecond: true };

/** Given oldest first; a service gives them the other way round, and so do the rows. */
const told = (inForce: string, ...versions: PolicyVersion[]) =>
  versionRows([...versions].reverse(), inForce).map((row) => [
    row.version.policy.version,
    row.standing,
    row.before?.policy.version,
  ]);
const standings = (inForce: string, ...versions: PolicyVersion[]) =>
  told(inForce, ...versions).map(([, standing]) => standing);

it('says from when until when each version held, and what it was made from', () => {
  expect(told('2', version(1, 1), version(2, 5), version(3, 20))).toEqual([
    ['3', { status: 'upcoming', from: day(20) }, '2'],
    ['2', { status: 'in-force', from: day(5), until: day(20) }, '1'],
    ['1', { status: 'past', from: day(1), until: day(5) }, undefined],
  ]);
});

it('knows two that wait for their days', () => {
  expect(standings('1', version(1, 1), version(2, 20), version(3, 25))).toEqual([
    { status: 'upcoming', from: day(25) },
    { status: 'upcoming', from: day(20), until: day(25) },
    { status: 'in-force', from: day(1), until: day(20) },
  ]);
});

it('names the version that took the place of one before its time came', () => {
  expect(told('3', version(1, 1), version(2, 20), version(3, 6))).toEqual([
    ['3', { status: 'in-force', from: day(6) }, '2'],
    ['2', { status: 'never', replacedBy: '3' }, '1'],
    ['1', { status: 'past', from: day(1), until: day(6) }, undefined],
  ]);
});

it('counts no version that nobody confirmed: neither as held, nor as what the next one changed', () => {
  expect(told('3', version(1, 1), version(2, 2, asked), version(3, 9, confirmed), version(4, 4, asked))).toEqual([
    ['4', { status: 'waiting' }, '3'],
    ['3', { status: 'in-force', from: day(9) }, '1'],
    ['2', { status: 'never' }, '1'],
    ['1', { status: 'past', from: day(1), until: day(9) }, undefined],
  ]);
});

it('says of one that waits before which day it would not hold', () => {
  expect(standings('1', version(1, 1), version(2, 20, asked))[0]).toEqual({ status: 'waiting', from: day(20) });
});

it('takes versions of before a second person was asked for what they were', () => {
  expect(standings('3', version(1, 1), version(2, 2), version(3, 9, confirmed))).toEqual([
    { status: 'in-force', from: day(9) },
    { status: 'past', from: day(2), until: day(9) },
    { status: 'past', from: day(1), until: day(2) },
  ]);
});

it('tells by the others what was never confirmed, where a service does not say', () => {
  const unsaid = ({ asksSecond: _, ...each }: PolicyVersion): PolicyVersion => each;
  expect(standings('3', ...[version(1, 1), version(2, 2), version(3, 9, confirmed)].map(unsaid))).toEqual([
    { status: 'in-force', from: day(9) },
    { status: 'never' },
    { status: 'past', from: day(1), until: day(9) },
  ]);
  expect(standings('2', ...[version(1, 1), version(2, 2)].map(unsaid))).toEqual([
    { status: 'in-force', from: day(2) },
    { status: 'past', from: day(1), until: day(2) },
  ]);
});

it('takes the one that waits for undecided, where a service says no more of it than that', () => {
  const unsaid = ({ asksSecond: _, ...each }: PolicyVersion): PolicyVersion => each;
  const rows = (waiting?: string) => versionRows([version(2, 2), version(1, 1)].map(unsaid), '1', waiting);
  expect(rows('2').map(({ standing }) => standing)).toEqual([
    { status: 'waiting' },
    { status: 'in-force', from: day(1) },
  ]);
  expect(rows()[0]?.standing.status).toBe('upcoming');
  // It is confirmed by the time that its versions are there.
  expect(versionRows([version(2, 9, confirmed), version(1, 1)].map(unsaid), '1', '2')[0]?.standing.status).toBe(
    'upcoming',
  );
});

it('tells answers of a service apart by their versions, and by nothing that a host sends along', () => {
  const state = { inForce: version(1, 1), newest: '1' };
  const waits = { ...state, waiting: version(2, 2, asked), newest: '2' };
  const along = { ...structuredClone(waits), servedAt: 1 };
  expect(sameStandings(waits, along)).toBe(true);
  for (const other of [
    state,
    { ...waits, newest: '3' },
    { ...waits, waiting: version(2, 2, confirmed) },
    { ...waits, upcoming: version(2, 2) },
    { ...waits, inForce: version(2, 2) },
  ])
    expect(sameStandings(waits, other)).toBe(false);
});
