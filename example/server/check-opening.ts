import {
  batchRuleProblem,
  isPersonMode,
  type Json,
  type OversightPolicy,
  type Policy,
  type Proposal,
} from 'countersign/core';
import { CHECKED_KIND, type CheckMaterial, checkMaterial } from './check-source.js';
import { checkSecret, draw } from './checks.js';
import type { Queryable } from './database.js';
import { mayDecide } from './policy.js';
import { type Opened, routedReview } from './routing.js';

/** Checks that lie ready for each person: every second one is a case that the model is wrong about. */
const RESERVE = 8;

const sortedBy = <T>(items: readonly T[], place: (item: T) => number): T[] =>
  items
    .map((item) => [place(item), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);

/** A check that is not stored yet. */
interface NewCheck {
  opened: Opened;
  personId: string;
  sourceId: string;
  truth: Json;
}

export interface OpeningOptions {
  policyOf: (proposal: Proposal) => Policy;
  oversight: OversightPolicy;
  /** ISO 8601. */
  at: string;
  isStopped: (proposal: Proposal) => boolean;
}

/** What is ready for each person who may decide. */
async function reserves(tx: Queryable): Promise<{ id: string; ready: number; used: ReadonlySet<string> }[]> {
  const people = await tx.query<{ id: string; roles: readonly string[] }>('select id, roles from people order by id');
  const rows = await tx.query<{ person_id: string; source_id: string; is_ready: boolean }>(
    'select person_id, source_id, comes_at is null and ended_at is null as is_ready from checks',
  );
  return people
    .filter(({ roles }) => mayDecide(roles))
    .map(({ id }) => {
      const own = rows.filter(({ person_id }) => person_id === id);
      return {
        id,
        ready: own.filter(({ is_ready }) => is_ready).length,
        used: new Set(own.map(({ source_id }) => source_id)),
      };
    });
}

/** Checks of one person, half of them cases that the model is wrong about, as far as there are such. */
function checksFor(
  person: { id: string; ready: number; used: ReadonlySet<string> },
  ordinary: readonly Opened[],
  material: Omit<CheckMaterial, 'numbers'> & { numbers: string[] },
  key: string,
  most: number,
  { policyOf, oversight, at, isStopped }: OpeningOptions,
): NewCheck[] {
  const found: NewCheck[] = [];
  const fresh = sortedBy(
    material.candidates.filter(({ sourceId }) => !person.used.has(sourceId)),
    ({ sourceId }) => draw(key, 'candidate', person.id, sourceId),
  );
  const missing = Math.min(RESERVE - person.ready, ordinary.length, most);
  for (const isWrong of [true, false]) {
    const wanted = isWrong ? Math.ceil(missing / 2) : missing - found.length;
    let count = 0;
    for (const candidate of fresh) {
      if (count >= wanted) break;
      if (candidate.isWrong !== isWrong) continue;
      const id = material.numbers.at(-1);
      if (id === undefined) return found;
      const donor = ordinary[Math.floor(draw(key, 'donor', person.id, candidate.sourceId) * ordinary.length)];
      const proposal = candidate.propose(id, (donor as Opened).review.proposal);
      const opened = routedReview(proposal, policyOf(proposal), oversight, at, isStopped(proposal));
      const { route, policy } = opened.review;
      // Where it is stopped it is routed later, to people.
      if ((route && !isPersonMode(route.mode)) || !policy.seededChecks) continue;
      // What is approved together names its cases in each other's record, which others read.
      if (batchRuleProblem(opened.review) === undefined) continue;
      material.numbers.pop();
      count += 1;
      found.push({ opened, personId: person.id, sourceId: candidate.sourceId, truth: candidate.truth });
    }
  }
  return found;
}

/**
 * Checks for everybody who may decide, to be opened together with ordinary cases of the same batch and mixed with them: a check
 * that was opened later would be told by its time and by its place in the record. They lie ready and come when they are drawn.
 */
export async function openChecks(
  tx: Queryable,
  ordinary: readonly Opened[],
  options: OpeningOptions,
): Promise<{ checks: readonly NewCheck[]; mix: (opened: readonly Opened[]) => Opened[] }> {
  const none = { checks: [], mix: (opened: readonly Opened[]) => [...opened] };
  const alike = ordinary.filter(
    ({ review }) => review.proposal.kind === CHECKED_KIND && (review.policy.seededChecks ?? 0) > 0,
  );
  if (alike.length === 0) return none;
  const material = await checkMaterial(tx);
  if (!material || material.numbers.length === 0) return none;
  const key = await checkSecret(tx);
  const numbers = sortedBy(material.numbers, (id) => draw(key, 'number', id));
  const checks: NewCheck[] = [];
  const people = await reserves(tx);
  // Where there are few numbers, everybody gets as many.
  const most = Math.floor(numbers.length / people.length);
  for (const person of people) {
    checks.push(...checksFor(person, alike, { ...material, numbers }, key, most, options));
  }
  return {
    checks,
    mix: (opened) => sortedBy(opened, ({ review }) => draw(key, 'place', review.id)),
  };
}

/** Says of stored reviews that they are checks. */
export async function insertChecks(tx: Queryable, checks: readonly NewCheck[]): Promise<void> {
  for (const { opened, personId, sourceId, truth } of checks) {
    await tx.query('insert into checks (review_id, person_id, source_id, truth) values ($1, $2, $3, $4::json)', [
      opened.review.id,
      personId,
      sourceId,
      JSON.stringify(truth),
    ]);
  }
}
