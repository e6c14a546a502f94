import type { Json, Proposal } from 'countersign/core';
import type { Application } from '../model/application.js';
import { fitsTruth, signsOf, truthOf } from '../model/check.js';
import type { CreditModel } from '../model/credit-model.js';
import { proposalFor } from '../model/proposal.js';
import type { Queryable } from './database.js';

/** What an ordinary case of the same batch looks like from outside. */
export type Donor = Pick<Proposal, 'createdAt'>;

/** An application whose outcome is known, and what the present model says of it. */
export interface CheckCandidate {
  sourceId: string;
  truth: Json;
  /** Whether the model is wrong about it. */
  isWrong: boolean;
  /** @param id the number that it goes by */
  propose(id: string, like: Donor): Proposal;
}

export interface CheckMaterial {
  candidates: readonly CheckCandidate[];
  /** Numbers between those of ordinary cases that nobody has met anywhere. */
  numbers: readonly string[];
}

/** So many factors have to point to how a case ended. */
const LEAST_SIGNS = 2;

/** Kind of case that there are known answers for. */
export const CHECKED_KIND = 'credit-application';

/**
 * Applications that the model has not learned from and that wait for nobody, as checks are made of; nothing where there is no
 * model yet. Their own numbers come after those of the queue: each goes by a free one between them.
 */
export async function checkMaterial(tx: Queryable): Promise<CheckMaterial | undefined> {
  const [newest] = await tx.query<{ body: CreditModel }>('select body from models order by version desc limit 1');
  const [source] = await tx.query<{ value: { name: string; isGenerated: boolean } }>(
    `select value from settings where name = 'source'`,
  );
  if (!newest || !source) return undefined;
  const area = source.value.isGenerated ? 'Generated applications' : source.value.name;
  const unused = await tx.query<{ body: Application }>(
    `select body from applications where part = 'held-out' and id not in (select id from reviews) order by position`,
  );
  // Numbers of applications that a model learned from stand on the sheets of others, among the most similar ones.
  const numbers = await tx.query<{ id: string }>(
    `select id from applications where part <> 'train' and id not in (select id from reviews)
     and position > (select min(applications.position) from applications join real_reviews on real_reviews.id = applications.id)
     and position < (select max(applications.position) from applications join real_reviews on real_reviews.id = applications.id)
     order by position`,
  );
  const candidates = unused.flatMap(({ body }): CheckCandidate[] => {
    const propose = (id: string, { createdAt }: Donor) =>
      proposalFor(newest.body, { ...body, id }, { part: 'held-out', area, createdAt });
    const truth = truthOf(body);
    const proposal = propose(body.id, { createdAt: newest.body.trainedAt });
    // Where nothing in the file points to how it ended, nobody could have told.
    if (signsOf(proposal, truth).length < LEAST_SIGNS) return [];
    return [{ sourceId: body.id, truth, isWrong: !fitsTruth(truth, proposal.value), propose }];
  });
  return { candidates, numbers: numbers.map(({ id }) => id) };
}

/** From which application each check is made, by the id of its review: with it a retrained model proposes anew. */
export async function sourcesOfChecks(tx: Queryable): Promise<Map<string, string>> {
  const rows = await tx.query<{ review_id: string; source_id: string }>('select review_id, source_id from checks');
  return new Map(rows.map(({ review_id, source_id }) => [review_id, source_id]));
}
