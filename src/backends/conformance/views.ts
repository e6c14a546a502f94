import { initialReview } from '../../review/lifecycle.selectors.js';
import type { Command } from '../../review/review.types.js';
import { changedVersion } from '../../review/version.selectors.js';
import { samplePolicy, sampleProposals } from '../sample-reviews.js';
import type { Cases } from './conformance.types.js';
import { accepted, answered, expectSame } from './expectations.js';
import { claimed, expectSoundRecord, historyOf, LOAN, leavingUnchanged, mateo, newKey, send } from './steps.js';

const view: Command = { type: 'view', of: 'case' };
const reviews = () => [initialReview(sampleProposals.loan, { ...samplePolicy, recordViews: true })];
/** By the clock of a device that is some years behind: it is written down as it is said. */
const SENT_AT = '2019-03-04T05:06:07.008Z';

export const viewCases: Cases = {
  'records that a case was looked at, and changes nothing else by it': {
    why: 'Where the law asks who looked at a case, a look that leaves no entry is one that cannot be shown.',
    reviews,
    async run({ first, second }) {
      const before = await first.load(LOAN);
      const { entry, review } = accepted(await send(second, before, view), 'A view of a case');
      expectSame([entry.type, entry.by.id, entry.command], ['viewed', mateo.id, view], 'It says who looked at what:');
      expectSame(
        [review.state, review.updatedAt, review.version, review.views],
        [before.state, before.updatedAt, before.version + 1, 1],
        'State, time of the last change, version and number of views are:',
      );
      const item: Command = { type: 'view', of: 'evidence', id: 'payslips' };
      accepted(await send(second, before, item), 'A view of its evidence');
      expectSame((await historyOf(first))[0]?.command, item, 'It says which item:');
      await expectSoundRecord(first);
    },
  },
  'takes a command that was sent before somebody looked at the case': {
    why: 'Whoever reads along would else take the decision out of the hands of the one who decides.',
    reviews,
    async run({ first, second }) {
      const mine = await claimed(first);
      accepted(await send(second, await second.load(LOAN), view), 'A view by a colleague');
      accepted(await send(first, mine, { type: 'approve' }), 'A decision with the version before that view');
      await expectSoundRecord(first);
    },
  },
  'takes a view although the case has changed since': {
    why: 'What was looked at was looked at; nobody is there to look again and send it anew.',
    reviews,
    async run({ first, second }) {
      const before = await second.load(LOAN);
      await claimed(first);
      accepted(await send(second, before, view), 'A view that comes after a claim');
    },
  },
  'records no view where the policy does not ask for it': {
    why: 'Who looks at what is data about the people who work here: nobody collects it unasked.',
    async run({ first }) {
      const before = await first.load(LOAN);
      await leavingUnchanged(first, LOAN, async () => answered(await send(first, before, view), 'invalid', 'A view'));
    },
  },
  'tells readers of a list that a case was only looked at': {
    why: 'A list that counts looks as changes calls everybody to cases where nothing happened.',
    reviews,
    async run({ first, second }) {
      const before = await first.load(LOAN);
      accepted(await send(second, before, view), 'A view of a case');
      const [row] = (await first.list({})).items;
      expectSame(row && changedVersion(row), before.version, 'Without its views the row is at version');
    },
  },
  'writes down when a command was given on its sender’s device': {
    why: 'What waited for a connection was decided earlier than it arrived: the record says both, apart.',
    async run({ first }) {
      const before = await first.load(LOAN);
      const given = { idempotencyKey: newKey(), sentAt: SENT_AT };
      const one = accepted(await send(first, before, { type: 'claim' }, given), 'A claim');
      expectSame(one.entry.sentAt, SENT_AT, 'The entry says when it was given:');
      expectSame((await historyOf(first))[0]?.sentAt, SENT_AT, 'So does the record:');
      const again = { ...given, sentAt: '2019-03-04T06:00:00.000Z' };
      expectSame(await send(first, before, { type: 'claim' }, again), one, 'A repeat is answered as the first try:');
    },
  },
  'takes no time of a device that is none': {
    why: 'A record with times that nobody can read is not one that can be checked.',
    async run({ first }) {
      const before = await first.load(LOAN);
      const given = { sentAt: 'yesterday' };
      await leavingUnchanged(first, LOAN, async () =>
        answered(await send(first, before, { type: 'claim' }, given), 'invalid', 'A claim that was given "yesterday"'),
      );
    },
  },
};
