import { sawOf } from '../../review/proposal.selectors.js';
import type { Cases } from './conformance.types.js';
import { accepted, answered, expectSame, expectThat } from './expectations.js';
import { amara, claimed, historyOf, LOAN, mateo, newKey, override, queueOf, released, send } from './steps.js';

const claim = { type: 'claim' } as const;

export const idempotencyCases: Cases = {
  'answers a repeat of a key as it answered the first time': {
    why: 'After a lost answer the command is sent again: it must not be done again, nor be called a conflict.',
    async run({ first }) {
      const before = await first.load(LOAN);
      const given = { idempotencyKey: newKey() };
      const one = accepted(await send(first, before, claim, given), 'The first try');
      const two = accepted(await send(first, before, claim, given), 'The repeat');
      expectSame(two, one, 'The repeat is answered as the first try:');
      expectSame((await historyOf(first)).length, 2, 'The repeat leaves no second entry; there are so many:');
    },
  },
  'does a command once when its tries arrive together': {
    why: 'A retry often overtakes the first try: both find no trace of each other.',
    async run({ first, of }) {
      const review = await claimed(first);
      const given = { idempotencyKey: newKey() };
      const windows = [first, await of(amara)];
      const tries = Array.from({ length: 8 }, (_, index) => send(windows[index % 2] ?? first, review, override, given));
      const answers = (await Promise.all(tries)).map((answer) => accepted(answer, 'Each of eight tries at once'));
      for (const answer of answers) expectSame(answer, answers[0], 'All tries have one answer:');
      expectSame((await historyOf(first)).length, 3, 'Eight tries leave one entry; with two before there are:');
    },
  },
  'answers a repeat as the first time after the review has moved on': {
    why: 'An answer can be lost for hours. Done again, an old command would undo what happened since.',
    async run({ first, second }) {
      const before = await first.load(LOAN);
      const given = { idempotencyKey: newKey() };
      const one = accepted(await send(first, before, claim, given), 'The claim');
      await released(first, one.review);
      const theirs = await claimed(second);
      expectSame(await send(first, before, claim, given), one, 'The repeat is answered as the first try:');
      const now = await first.load(LOAN);
      expectSame([now.version, now.claim?.by.id], [theirs.version, mateo.id], 'Version and claim stay as they are:');
    },
  },
  'answers a repeat from a reloaded page as the first time': {
    why: 'A page that crashed between click and answer sends what it kept: the server has to know the key, not the page.',
    async run({ first, of }) {
      const review = await claimed(first);
      const given = { idempotencyKey: newKey() };
      const one = accepted(await send(first, review, override, given), 'The override');
      const reloaded = await of(amara);
      expectSame(await send(reloaded, review, override, given), one, 'The reloaded page gets the first answer:');
      expectSame((await historyOf(reloaded)).length, 3, 'There is one entry of the override; with two before:');
    },
  },
  'answers a repeat of a refused command with the refusal': {
    why: 'A refusal that turns into a success behind the person’s back is a decision they took to be refused.',
    async run({ first, second }) {
      const stale = await first.load(LOAN);
      const theirs = await claimed(second);
      const given = { idempotencyKey: newKey() };
      const one = answered(await send(first, stale, claim, given), 'conflict', 'A claim of a claimed review');
      await released(second, theirs);
      expectSame(await send(first, stale, claim, given), one, 'The repeat is refused as the first try was:');
      expectSame((await first.load(LOAN)).status, 'pending', 'The review stays');
    },
  },
  'keeps the keys of two people apart': {
    why: 'Whoever guesses or repeats a key would be told what somebody else did, or have their own command swallowed.',
    async run({ first, second }) {
      const review = await first.load(LOAN);
      const given = { idempotencyKey: newKey() };
      accepted(await send(first, review, claim, given), 'Amara’s claim');
      answered(await send(second, review, claim, given), 'conflict', 'Mateo’s own claim with the same key');
      const entries = await historyOf(first);
      expectSame(
        entries.map(({ by }) => by.id).slice(0, 1),
        [amara.id],
        'The claim belongs to the one who was accepted:',
      );
    },
  },
  'refuses a key that was used for something else': {
    why: 'The answer to another command would be taken for the answer to this one.',
    reviews: () => queueOf(2),
    async run({ first }) {
      const given = { idempotencyKey: newKey() };
      const one = await first.load('R01');
      const mine = accepted(await send(first, one, claim, given), 'The claim').review;
      answered(await send(first, mine, { type: 'release' }, given), 'invalid', 'A release with the key of the claim');
      answered(
        await send(first, one, { ...claim, holder: 'elsewhere' }, given),
        'invalid',
        'A claim with other fields',
      );
      const other = await first.load('R02');
      answered(await send(first, other, claim, given), 'invalid', 'A claim of another review with the same key');
      expectSame(
        [(await first.load('R01')).version, (await first.load('R02')).version],
        [2, 1],
        'Both reviews stay at these versions:',
      );
    },
  },
  'refuses a key that was used for the same verdict on something else': {
    why: 'Somebody who decided anew, on what they see now, would be told of a decision on what they saw before.',
    async run({ first }) {
      const review = await claimed(first);
      const given = { idempotencyKey: newKey() };
      const saw = { ...sawOf(review.proposal), fingerprint: 'another' };
      const one = answered(
        await send(first, review, override, { ...given, saw }),
        'conflict',
        'A verdict on another view',
      );
      answered(await send(first, review, override, given), 'invalid', 'The same verdict and key, on what is there');
      expectSame(await send(first, review, override, { ...given, saw }), one, 'A true repeat gets the first answer:');
    },
  },
  'does one of two commands that arrive together with one key': {
    why: 'A client that makes its keys badly must not have two things done under one answer.',
    async run({ first }) {
      const review = await claimed(first);
      const given = { idempotencyKey: newKey() };
      const answers = await Promise.all([
        send(first, review, override, given),
        send(first, review, { type: 'approve' }, given),
      ]);
      const outcomes = answers.map(({ outcome }) => outcome).sort();
      expectSame(outcomes, ['accepted', 'invalid'], 'One is done, and the other is told that the key is taken:');
      expectThat((await historyOf(first)).length === 3, 'One entry is written.', (await historyOf(first)).length);
    },
  },
};
