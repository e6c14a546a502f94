import type { Command } from '../../review/review.types.js';
import { samplePolicy, sampleReview } from '../sample-reviews.js';
import type { Cases } from './conformance.types.js';
import { accepted, expectSame, expectThat } from './expectations.js';
import { amara, claimed, LOAN, mateo, newKey, override, priya, queued, send } from './steps.js';

const to = ({ id, name }: { id: string; name: string }): Command => ({ type: 'assign', to: { id, name } });
const twoPeople = { ...samplePolicy, secondReview: true };
const next = { idempotencyKey: '', holder: 'window-1' };

export const assignmentCases: Cases = {
  'keeps a case for whom it is assigned to, and tells others so': {
    why: 'Somebody else would do the work that a supervisor has given to one person.',
    async run({ first, second, of }) {
      const boss = await of(priya);
      accepted(await send(boss, await boss.load(LOAN), to(amara)), 'An assignment by a supervisor');
      const refused = await send(second, await second.load(LOAN), { type: 'claim' });
      const why = refused.outcome === 'forbidden' ? [refused.why.code, refused.why.to?.id] : refused.outcome;
      expectSame(why, ['assigned', amara.id], 'A claim of somebody else is refused with');
      const row = (await second.list({ assigned: 'others' })).items.find(({ id }) => id === LOAN);
      expectSame(row?.assignedTo?.id, amara.id, 'The row says whose it is:');
      expectSame(
        (await first.list({ assigned: 'me' })).items.map(({ id }) => id),
        [LOAN],
        'Their own list has',
      );
      expectSame((await second.list({ assigned: 'me' })).items, [], 'The list of somebody else has');
      expectSame((await claimed(first, LOAN)).claim?.by.id, amara.id, 'It is claimed by');
    },
  },
  'hands out what is assigned to oneself first, and never what is assigned to somebody else': {
    why: 'What a person was given to do would wait behind everything else, or be somebody else’s next case.',
    needs: ['claims.next'],
    reviews: () => [queued(1), queued(2), queued(3)],
    async run({ first, second, of }) {
      const boss = await of(priya);
      for (const [id, person] of [
        ['R01', mateo],
        ['R03', amara],
      ] as const) {
        accepted(await send(boss, await boss.load(id), to(person)), 'An assignment');
      }
      const given = async (backend: typeof first) =>
        (await backend.claims?.next?.({ order: 'oldest' }, { ...next, idempotencyKey: newKey() }))?.id;
      expectSame([await given(first), await given(first)], ['R03', 'R02'], 'The first person is given');
      expectThat((await given(first)) === undefined, 'What is assigned to somebody else is not given.');
      expectSame(await given(second), 'R01', 'Whose it is is given');
    },
  },
  'tells nobody who may sign second whom a case of two is assigned to': {
    why: 'Whoever decides second would know who decided first (B-19).',
    reviews: () => [sampleReview('loan', twoPeople)],
    async run({ first, second, of }) {
      const boss = await of(priya);
      accepted(await send(boss, await boss.load(LOAN), to(amara)), 'An assignment');
      const seen = async () => [
        await second.load(LOAN),
        (await second.list({})).items,
        (await second.history(LOAN)).items,
        await send(second, await second.load(LOAN), { type: 'claim' }),
      ];
      expectThat(!JSON.stringify(await seen()).includes(amara.name), 'Nobody else reads whom it is assigned to.');
      accepted(await send(first, await claimed(first, LOAN), override), 'The first decision');
      const late = await send(boss, await boss.load(LOAN), { type: 'claim' });
      const code = late.outcome === 'forbidden' ? late.why.code : late.outcome;
      expectSame(code, 'not-independent', 'Whoever assigned it knows the first signer, and is refused with');
    },
  },
  'says whom cases can be assigned to, and assigns none to anybody else': {
    why: 'A case would be kept for somebody who does not exist, and nobody could claim it.',
    needs: ['people'],
    async run({ of }) {
      const boss = await of(priya);
      const people = (await boss.people?.()) ?? [];
      expectThat(
        people.some(({ id }) => id === amara.id),
        'The list has who decides cases.',
        JSON.stringify(people),
      );
      const before = await boss.load(LOAN);
      const refused = await send(boss, before, to({ id: 'nobody-of-this-name', name: 'Nobody' }));
      const issue = refused.outcome === 'invalid' ? refused.issues[0]?.code : refused.outcome;
      expectSame(issue, 'choice-unknown', 'An assignment to somebody unknown is refused with');
      const known = accepted(await send(boss, before, to({ id: amara.id, name: 'Somebody Else' })), 'An assignment');
      expectSame(known.review.assignment?.to.name, amara.name, 'The name is the one that the server has:');
    },
  },
};
