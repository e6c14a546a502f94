import type { ReviewBackend } from '../../review/backend.types.js';
import type { Command, Json, Review } from '../../review/review.types.js';
import { sampleProposals } from '../sample-reviews.js';
import type { Cases } from './conformance.types.js';
import { accepted, expectRejection, expectSame, expectThat, settled } from './expectations.js';
import {
  amara,
  claimed,
  expectSoundRecord,
  historyOf,
  LOAN,
  leavingUnchanged,
  override,
  queued,
  recorded,
  released,
  send,
} from './steps.js';

const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as Json;
/** An object with a member of that name, which no literal can have. */
const withProto = (value: string) => JSON.parse(`{"__proto__":${value}}`) as object;

/** Commands of nobody who means well, sent by the holder of the claim. None may be accepted. */
const NEVER_ACCEPTED: Readonly<Record<string, unknown>> = {
  'no command': undefined,
  'a null': null,
  'a text': 'approve',
  'a list': [{ type: 'approve' }],
  'an empty command': {},
  'a type that is a list': { type: ['approve'] },
  'a type that is an object': { type: { toString: 'approve' } },
  'a type from the prototype of every object': { type: 'constructor' },
  'a type with the name of the prototype': { type: '__proto__' },
  'a type that comes by its prototype': withProto('{"type":"approve"}'),
  'a type with other letters': { type: 'APPROVE' },
  'a type with white space': { type: 'approve ' },
  'a type with NUL': { type: 'approve\0' },
  'a reason that is a number': { ...override, reason: 7 },
  'a reason with codes that are a text': { ...override, reason: { codes: 'income-covers', checks: ['statements'] } },
  'a reason with codes that are objects': { ...override, reason: { codes: [{}], checks: ['statements'] } },
  'a reason with an unknown code': { ...override, reason: { codes: ['__proto__'], checks: ['statements'] } },
  'evidence that is an object': { type: 'approve', evidenceOpened: { length: 3 } },
  'a signature that is a text': { type: 'approve', signature: 'Amara' },
  'a value that is an object': { ...override, value: { toString: 'approve' } },
  'a value that is a list': { ...override, value: ['approve'] },
  'a value out of the list': { ...override, value: 'toString' },
  'a value nested 20,000 times': { ...override, value: nested(20_000) },
  'no value': { ...override, value: undefined },
  'a message that is a number': { type: 'respond', message: 7 },
  'a message of nothing but white space': { type: 'respond', message: ' \n\t' },
  'a proposal by who may not propose': { type: 'revise', proposal: { ...sampleProposals.loan, revision: 2 } },
  'a hold with an unknown scope': { type: 'hold', reason: 'x', scope: 'everything' },
};

/** What goes with a command, as nobody who means well would send it. */
const NEVER_GOOD_ENOUGH: Readonly<Record<string, object>> = {
  'no version': { expectedVersion: undefined },
  'a version that is a text': { expectedVersion: '2' },
  'a version that is no number': { expectedVersion: Number.NaN },
  'a version that is a list': { expectedVersion: [2] },
  'a token that is a text': { fence: '2' },
  'a token that is a list': { fence: [2] },
  'no key': { idempotencyKey: undefined },
  'an empty key': { idempotencyKey: '' },
  'what was seen as a text': { saw: 'everything' },
  'what was seen as a list': { saw: [1, 'x'] },
  'what was seen with a revision in words': { saw: { revision: '1', fingerprint: '' } },
};

/** Texts that a careless layer breaks on, or changes. */
const TEXTS: Readonly<Record<string, string>> = {
  '1,000,000 characters': 'x'.repeat(1_000_000),
  NUL: 'a\0b',
  'a lone surrogate': 'a\ud800b\udc00',
  'letters that turn the direction': '\u202eabc\u2066def',
  'control characters': '\u0001\u0008\u001b[31m\u007f\u0085',
  'code of several languages': "'); drop table reviews; -- <img src=x onerror=alert(1)> {{7*7}} %s %n",
  'a byte order mark': '\ufeffabc\ufffe',
};

const STRANGE_IDS = [
  'LN/20417',
  'a?b=c&d#e',
  "'; drop table reviews; --",
  '%2e%2e%2fsession',
  'a..b\\c',
  '"quoted" <b>&amp;',
  '__proto__',
  'constructor',
  'Ünï👩🏽‍⚖️ العربية',
];
const IDS_OF_NOTHING = [
  '.',
  '..',
  '../../session',
  '/',
  '',
  "' or '1'='1",
  'toString',
  'x\0y',
  '\ud800',
  'x'.repeat(5_000),
];

/** Nothing was broken: what is legal works, and the record is whole. */
async function expectStillWorking(backend: ReviewBackend, mine: Review) {
  const { review } = accepted(await send(backend, mine, override), 'The next legal command');
  expectSame(review.status, 'overridden', 'The status is');
  await expectSoundRecord(backend, mine.id);
}

/** Sends what must not be accepted; a rejection is as good as a refusal. */
async function expectNotAccepted(backend: ReviewBackend, mine: Review, what: string, command: unknown, given = {}) {
  await leavingUnchanged(backend, mine.id, async () => {
    const answer = await settled(send(backend, mine, command as Command, given));
    expectThat('error' in answer || answer.value.outcome !== 'accepted', `${what} is refused.`, answer);
  });
}

export const hostileCases: Cases = {
  'accepts no command that is none, and goes on': {
    why: 'A server hears from anybody who can sign in: one malformed request must neither count nor stop the others.',
    async run({ first }) {
      const mine = await claimed(first);
      for (const [what, command] of Object.entries(NEVER_ACCEPTED)) {
        await expectNotAccepted(first, mine, `A command with ${what}`, command);
      }
      expectThat(!('type' in {}), 'No object has become a command.');
      await expectStillWorking(first, mine);
    },
  },
  'accepts no verdict without a good version, token, key and view, and goes on': {
    why: 'Each of them stands between a person and a decision they did not make. A missing one must not count as any.',
    async run({ first }) {
      const mine = await claimed(first);
      for (const [what, given] of Object.entries(NEVER_GOOD_ENOUGH)) {
        await expectNotAccepted(first, mine, `A verdict with ${what}`, override, given);
      }
      await expectStillWorking(first, mine);
    },
  },
  'stores nothing that a command does not have': {
    why: 'Whoever can write what they like into the record can write who decided, and when.',
    async run({ first }) {
      const extra = {
        ...withProto('{"isAdmin":true}'),
        by: { kind: 'system', id: 'root', name: 'Root', roles: ['supervisor'] },
        at: '1999-01-01T00:00:00Z',
        seq: 99,
        canDecide: true,
        isUndoable: true,
        saw: { revision: 1, fingerprint: 'not this' },
        note: 'smuggled in',
      };
      const claim = await settled(send(first, await first.load(LOAN), { ...extra, type: 'claim' } as Command));
      if (!('value' in claim) || claim.value.outcome !== 'accepted')
        return expectStillWorking(first, await claimed(first));
      const { review, entry } = claim.value;
      expectSame([entry.by.id, entry.seq], [amara.id, 2], 'The entry has this person and number:');
      expectThat(!entry.at.startsWith('1999'), 'The entry has the time of the server.', entry.at);
      const names = Object.keys(entry.command).filter((name) => Object.hasOwn(extra, name));
      expectSame(names, [], 'Of the fields that no claim has, these were stored:');
      const verdict = { ...override, ...extra, reason: { ...override.reason, ...extra } } as Command;
      await settled(send(first, review, verdict));
      const stored = await first.load(LOAN);
      const kept = Object.keys(stored.decision?.reason ?? {}).filter((name) => Object.hasOwn(extra, name));
      expectSame(kept, [], 'Of the fields that no reason has, these were stored:');
      expectThat(!('isAdmin' in {}), 'No object has become an administrator.');
      if (stored.status === 'reviewing') return expectStillWorking(first, stored);
      await expectSoundRecord(first);
    },
  },
  'keeps strange texts exactly or refuses them, and goes on': {
    why: 'A text that is cut or changed is another reason than the one that was signed.',
    async run({ first }) {
      let mine = await claimed(first);
      for (const [what, text] of Object.entries(TEXTS)) {
        const before = recorded(mine);
        const command: Command = { type: 'escalate', to: 'Priya Nair', note: text };
        const answer = await settled(send(first, mine, command));
        if ('value' in answer && answer.value.outcome === 'accepted') {
          const [entry] = await historyOf(first);
          expectSame(
            (entry?.command as { note?: unknown } | undefined)?.note,
            text,
            `The record has the text exactly (${what}):`,
          );
          mine = await claimed(first);
        } else {
          expectSame(recorded(await first.load(LOAN)), before, `A text that is refused changes nothing (${what}):`);
        }
      }
      await expectStillWorking(first, mine);
    },
  },
  'finds reviews with strange ids, and only those': {
    why: 'An id that is taken for a path or for a statement reaches another case, or none.',
    reviews: () => STRANGE_IDS.map((id, index) => queued(index + 1, { id })),
    async run({ first }) {
      const listed = (await first.list({})).items.map(({ id }) => id);
      expectSame([...listed].sort(), [...STRANGE_IDS].sort(), 'The list has them all:');
      for (const id of STRANGE_IDS) {
        const mine = await claimed(first, id);
        expectSame([mine.id, mine.version], [id, 2], 'The claim is of this review, at version');
        expectSame((await historyOf(first, id)).length, 2, `The record of ${id} has so many entries:`);
        await first.drafts?.save(id, { message: id });
        expectSame(await first.drafts?.load(id), first.drafts && { message: id }, `The draft for ${id} is`);
        await released(first, mine);
      }
      for (const id of IDS_OF_NOTHING) {
        const what = JSON.stringify(id.slice(0, 40));
        await expectRejection(first.load(id), `Loading ${what}`);
        await expectRejection(first.history(id), `The history of ${what}`);
        const nothing = { ...queued(1), id };
        await expectRejection(send(first, nothing, { type: 'claim' }), `A command to ${what}`);
      }
      expectSame((await first.list({})).items.length, STRANGE_IDS.length, 'The list still has so many reviews:');
    },
  },
  'answers strange questions or refuses them, and goes on': {
    why: 'Filters come out of an address bar: none of them may bring the list down for everybody.',
    async run({ first }) {
      const questions: readonly object[] = [
        { limit: 0 },
        { limit: -1 },
        { limit: 1e9 },
        { limit: 1.5 },
        { limit: '2' },
        { order: 'constructor' },
        { order: 'risk; drop table reviews' },
        { order: ['risk'] },
        { status: ['__proto__'] },
        { status: 'pending' },
        { risk: [{}] },
        { kind: "' or '1'='1" },
        { text: 'x'.repeat(5_000) },
        { text: 'a\0b' },
        { text: '\ud800' },
        { __proto__: null, limit: 1 },
      ];
      for (const question of questions) {
        const answer = await settled(first.list(question));
        if ('value' in answer) {
          const { items } = answer.value;
          expectThat(Array.isArray(items) && items.length <= 1, 'A list of at most the one review there is.', items);
        }
      }
      expectSame((await first.list({})).items.length, 1, 'The next list works; it has so many rows:');
      await expectStillWorking(first, await claimed(first));
    },
  },
};
