import type { Page, ReviewBackend, SendOptions } from '../../review/backend.types.js';
import { initialReview, replay } from '../../review/lifecycle.selectors.js';
import { sawOf } from '../../review/proposal.selectors.js';
import type {
  AuditEntry,
  Command,
  CommandOf,
  CommandResult,
  PersonActor,
  Policy,
  Proposal,
  Review,
} from '../../review/review.types.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../sample-reviews.js';
import { accepted, expectSame, expectThat } from './expectations.js';

export const { amara, mateo, priya } = sampleReviewers;
/** The id of the review that a case begins with unless it says otherwise. */
export const LOAN = sampleProposals.loan.id;

/** Seven more reviewers, so that ten can ask at once. */
const MORE_PEOPLE = [
  ['ines', 'Ines Duarte'],
  ['tomasz', 'Tomasz Lis'],
  ['yara', 'Yara Haddad'],
  ['sven', 'Sven Lindqvist'],
  ['mei', 'Mei Tanaka'],
  ['oluwa', 'Oluwaseun Ade'],
  ['clara', 'Clara Benoît'],
] as const;

/** Everybody the conformance cases sign in as: a host whose people are stored somewhere adds them there. */
export const conformanceReviewers: readonly PersonActor[] = [
  amara,
  mateo,
  priya,
  ...MORE_PEOPLE.map(([id, name]): PersonActor => ({ kind: 'person', id, name, roles: ['reviewer'] })),
];

let keys = 0;
/** A key that no other command has, in this process or another. */
export const newKey = () =>
  `conformance-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}-${++keys}`;

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Sends a command on what the sender has on screen, with their token. What is given overrides what fits. */
export async function send(
  backend: ReviewBackend,
  review: Review,
  command: Command,
  given: { [Name in keyof SendOptions]?: unknown } = {},
): Promise<CommandResult> {
  return backend.send(review.id, command, {
    idempotencyKey: newKey(),
    expectedVersion: review.version,
    saw: sawOf(review.proposal),
    ...(review.claim && { fence: review.claim.fence }),
    ...given,
  } as SendOptions);
}

export async function claimed(backend: ReviewBackend, id = LOAN, holder?: string): Promise<Review> {
  const command: Command = { type: 'claim', ...(holder !== undefined && { holder }) };
  return accepted(await send(backend, await backend.load(id), command), 'A claim of a free review').review;
}

/** Claims and approves; the review as it is then. */
export async function approved(backend: ReviewBackend, id = LOAN): Promise<Review> {
  return accepted(await send(backend, await claimed(backend, id), { type: 'approve' }), 'An approval').review;
}

export async function released(backend: ReviewBackend, review: Review): Promise<Review> {
  return accepted(await send(backend, review, { type: 'release' }), 'A release of one’s own claim').review;
}

export const override: CommandOf<'override'> = {
  type: 'override',
  value: 'approve',
  reason: {
    codes: ['income-covers'],
    checks: ['statements'],
    text: 'Ärger? "Quotes", emoji 🧾 and \u202ebidi\u202c stay.',
  },
};

/** Follows the cursors to the end, page by page. */
export async function pagesOf<T>(
  read: (cursor?: string) => Promise<Page<T>>,
  between?: (pages: number) => Promise<unknown>,
): Promise<Page<T>[]> {
  const pages = [await read()];
  for (let page = pages[0]; page?.next !== undefined; page = pages.at(-1)) {
    expectThat(pages.length < 1_000, 'The pages come to an end.', `${pages.length} pages, each with a next one`);
    await between?.(pages.length);
    pages.push(await read(page.next));
  }
  return pages;
}

/** Every entry of a review, newest first. */
export async function historyOf(backend: ReviewBackend, id = LOAN): Promise<AuditEntry[]> {
  return (await pagesOf((cursor) => backend.history(id, cursor))).flatMap(({ items }) => items);
}

/** A review as its entries tell it: how long a claim or an undo lasts is the server's word of the moment. */
export function recorded({ undo: _undo, ...review }: Review): Review {
  if (!review.claim) return review;
  const { until: _until, ...claim } = review.claim;
  return { ...review, claim };
}

/** The record has no gap, and leads to what is stored. */
export async function expectSoundRecord(backend: ReviewBackend, id = LOAN): Promise<AuditEntry[]> {
  const entries = await historyOf(backend, id);
  const numbers = entries.map(({ seq }) => seq);
  expectSame(
    numbers,
    entries.map((_, index) => entries.length - index),
    'Entries are numbered without a gap, newest first:',
  );
  const review = recorded(await backend.load(id));
  expectSame(recorded(replay([...entries].reverse())), review, 'Replaying the entries gives the stored review:');
  return entries;
}

/** Does what must change nothing, and looks whether it did. */
export async function leavingUnchanged<T>(backend: ReviewBackend, id: string, work: () => Promise<T>): Promise<T> {
  const look = async () => ({ review: recorded(await backend.load(id)), newest: (await backend.history(id)).items[0] });
  const before = await look();
  const result = await work();
  expectSame(await look(), before, 'What is refused leaves the review and its record as they were:');
  return result;
}

/** Reviews `R01`, `R02`, …, each created a minute after the one before. */
export function queueOf(count: number, shape: (index: number) => Partial<Proposal> = () => ({})): Review[] {
  return Array.from({ length: count }, (_, index) => queued(index + 1, shape(index)));
}

/** One review of such a queue; `0` comes before them all. */
export function queued(number: number, shape: Partial<Proposal> = {}, policy: Policy = samplePolicy): Review {
  const createdAt = new Date(Date.UTC(2026, 10, 20, 8, number)).toISOString();
  const id = `R${String(number).padStart(2, '0')}`;
  return initialReview({ ...sampleProposals.loan, id, createdAt, ...shape }, policy);
}
