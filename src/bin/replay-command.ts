import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { sameJson } from '../internal/canonical-json.js';
import { replay } from '../review/lifecycle.selectors.js';
import type { AuditEntry, Review } from '../review/review.types.js';
import { describeLogFault, verifyLogFile } from '../verify/index.js';
import { CommandProblem, hash, readBytes } from './log-input.js';

interface Difference {
  reviewId: string;
  /** Where the entries lead to no state, or one of both is not there. */
  problem?: string;
  /** Fields that differ from the stored review. */
  fields?: readonly string[];
}

/** Stored reviews, one a line. */
async function* readReviews(file: string): AsyncGenerator<Review, void, undefined> {
  let number = 0;
  for await (const line of createInterface({ input: Readable.from(readBytes(file)) })) {
    number += 1;
    if (line.trim() === '') continue;
    let review: unknown;
    try {
      review = JSON.parse(line);
    } catch {
      throw new CommandProblem(`${file} cannot be read: line ${number} is not JSON.`);
    }
    if (typeof (review as Partial<Review> | null)?.id !== 'string')
      throw new CommandProblem(`${file} cannot be read: line ${number} is no review.`);
    yield review as Review;
  }
}

function fieldsThatDiffer(stored: Review, replayed: Review): string[] {
  const [one, other] = [stored, replayed] as unknown as Record<string, unknown>[];
  const names = new Set([...Object.keys(stored), ...Object.keys(replayed)]);
  return [...names].filter((name) => !sameJson(one?.[name], other?.[name])).sort();
}

/** The entries of each review, in their order. */
async function readLog(file: string): Promise<Map<string, AuditEntry[]>> {
  const { header, faults, kept = [] } = await verifyLogFile(readBytes(file), { hash, keepEntries: true });
  const format = { number: String };
  if (!header) {
    const [fault] = faults.slice(-1);
    throw new CommandProblem(`${file}: ${fault ? describeLogFault(fault, format) : 'it is no log.'}`);
  }
  if (header.scope?.from !== undefined || header.scope?.to !== undefined)
    throw new CommandProblem(`${file} holds the entries of a period: a review is replayed from its first entry on.`);
  if (faults.length > 0)
    process.stderr.write(`${file} is not intact: countersign verify says what is wrong with it.\n`);
  const reviews = new Map<string, AuditEntry[]>();
  for (const { entry } of kept) {
    const entries = reviews.get(entry.reviewId);
    if (entries) entries.push(entry);
    else reviews.set(entry.reviewId, [entry]);
  }
  return reviews;
}

export async function replayCommand(file: string, { state, json }: { state?: string; json: boolean }): Promise<number> {
  const log = await readLog(file);
  const replayed = new Map<string, Review>();
  const differences: Difference[] = [];
  let entries = 0;
  for (const [reviewId, own] of log) {
    entries += own.length;
    try {
      replayed.set(reviewId, replay(own));
    } catch (error) {
      differences.push({ reviewId, problem: (error as Error).message });
    }
  }
  let equal = 0;
  if (state !== undefined) {
    const stored = new Set<string>();
    for await (const review of readReviews(state)) {
      stored.add(review.id);
      const other = replayed.get(review.id);
      const fields = other ? fieldsThatDiffer(review, other) : [];
      if (!log.has(review.id)) differences.push({ reviewId: review.id, problem: 'The log holds none of its entries.' });
      else if (fields.length > 0) differences.push({ reviewId: review.id, fields });
      else if (other) equal += 1;
    }
    for (const reviewId of log.keys())
      if (!stored.has(reviewId)) differences.push({ reviewId, problem: 'It is not among the stored reviews.' });
  }
  if (json) {
    const found = { reviews: log.size, entries, replayed: replayed.size, ...(state !== undefined && { equal }) };
    process.stdout.write(`${JSON.stringify({ ...found, differences }, undefined, 2)}\n`);
  } else {
    const lines = [
      `${replayed.size} of ${log.size} reviews replay to a state, from ${entries} entries.`,
      ...(state === undefined ? [] : [`${equal} are equal to what is stored.`]),
      ...differences.map(({ reviewId, problem, fields }) =>
        fields ? `  ${reviewId}: what is stored differs in ${fields.join(', ')}.` : `  ${reviewId}: ${problem}`,
      ),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  return differences.length > 0 ? 1 : 0;
}
