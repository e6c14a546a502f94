import type { ReviewBackend } from '../../review/backend.types.js';
import type { Command } from '../../review/review.types.js';
import type { Stop, StopOrder, StopResult, StopService } from '../../review/stop.types.js';
import type { Cases, Stage } from './conformance.types.js';
import { accepted, answered, expectSame, expectThat } from './expectations.js';
import { amara, approved, claimed, expectSoundRecord, newKey, priya, queued, queueOf, send, wait } from './steps.js';

const MODEL = { id: 'stopped-model', version: '1' };
const OTHER = { id: 'other-model', version: '1' };
const WHY = 'Income is read from the wrong column since 08:00.';
const ofModel: StopOrder = { scope: 'model', model: { id: MODEL.id }, reason: WHY };
const ofAll: StopOrder = { scope: 'all', reason: WHY };

const stopsOf = (backend: ReviewBackend) => backend.stops as StopService;
const key = () => ({ idempotencyKey: newKey() });

function ok(result: StopResult, what: string): Stop {
  expectThat(result?.outcome === 'accepted', `${what} is answered "accepted".`, result);
  return (result as Extract<StopResult, { stop: Stop }>).stop;
}

async function stopBy(backend: ReviewBackend, order: StopOrder): Promise<Stop> {
  return ok(await stopsOf(backend).stop(order, key()), 'A stop');
}

async function resumeBy(backend: ReviewBackend, { id }: Stop): Promise<Stop> {
  return ok(
    await stopsOf(backend).resume({ id, reason: 'The column is right again.' }, key()),
    'A supervisor’s resuming',
  );
}

/** Which of the reviews are held, as somebody loads them. */
async function heldOf(backend: ReviewBackend, ids: readonly string[]): Promise<string[]> {
  const reviews = await Promise.all(ids.map((id) => backend.load(id)));
  return reviews.filter(({ hold }) => hold !== undefined).map(({ id }) => id);
}

/** Two of the model that is stopped, the second of a later version, and one of another model. */
const three = () => [
  queued(1, { model: MODEL }),
  queued(2, { model: { ...MODEL, version: '2' } }),
  queued(3, { model: OTHER }),
];
const ALL = ['R01', 'R02', 'R03'];

export const stopCases: Cases = {
  'holds everything that a stopped model has proposed, and nothing else': {
    why: 'A stop that leaves one case open is a decision on what a broken model said.',
    needs: ['stops'],
    reviews: three,
    async run({ first, second }: Stage) {
      const mine = await claimed(second, 'R01');
      const stop = await stopBy(first, ofModel);
      expectSame([stop.reason, stop.by.id], [WHY, amara.id], 'The answer says why, and who:');
      expectSame(await heldOf(second, ALL), ['R01', 'R02'], 'Held is every version of the model:');
      const { hold } = answered(await send(second, mine, { type: 'approve' }), 'held', 'What was on its way');
      expectSame([hold.reason, hold.scope, hold.stop], [WHY, 'model', stop.id], 'It says why, and which stop it is:');
      await claimed(second, 'R03');
      for (const id of ALL) await expectSoundRecord(first, id);
    },
  },
  'holds one version of a model where the stop names it': {
    why: 'A version that is known to be sound must not wait for one that is not.',
    needs: ['stops'],
    reviews: three,
    async run({ first }) {
      await stopBy(first, { ...ofModel, scope: 'model', model: { ...MODEL, version: '2' } });
      expectSame(await heldOf(first, ALL), ['R02'], 'Held is');
    },
  },
  'holds what arrives while a stop is in force': {
    why: 'A model that is stopped goes on proposing until somebody stops its job as well.',
    needs: ['stops', 'add'],
    reviews: three,
    async run({ first, add }) {
      const stop = await stopBy(first, ofAll);
      await add(queued(4, { model: OTHER }));
      expectSame((await first.load('R04')).hold?.stop, stop.id, 'What arrived is held by');
      await expectSoundRecord(first, 'R04');
    },
  },
  'holds what was decided before a stop and is opened again under it': {
    why: 'A second look at a decision would be one more decision on what a broken model said.',
    needs: ['stops'],
    reviews: three,
    async run({ first, second }) {
      await approved(second, 'R01');
      const undone = await approved(second, 'R02');
      const stop = await stopBy(first, ofAll);
      const again: Command = { type: 'reopen', reason: 'The column was read wrongly.' };
      accepted(await send(first, await first.load('R01'), again), 'Reopening what is decided');
      const reopened = await first.load('R01');
      expectSame(reopened.hold?.stop, stop.id, 'What is reopened is held by');
      answered(await send(first, reopened, { type: 'claim' }), 'held', 'A claim of what was reopened');
      // A backend may hold what is decided as well, and then takes nothing back.
      const { outcome } = await send(second, undone, { type: 'undo' });
      expectThat(outcome === 'accepted' || outcome === 'held', 'An undo is answered "accepted" or "held".', outcome);
      if (outcome === 'accepted') {
        const mine = await second.load('R02');
        answered(await send(second, mine, { type: 'approve' }), 'held', 'A verdict on what was taken back');
      }
      for (const id of ALL) await expectSoundRecord(first, id);
    },
  },
  'lets go on exactly what a stop alone holds': {
    why: 'Whoever stopped one case for its own sake would find it decided because a model is sound again.',
    needs: ['stops'],
    reviews: three,
    async run({ first, of }) {
      const supervisor = await of(priya);
      const own: Command = { type: 'hold', reason: 'This applicant has died.', scope: 'review' };
      accepted(await send(first, await first.load('R01'), own), 'A stop of one case');
      const model = await stopBy(first, ofModel);
      const all = await stopBy(first, ofAll);
      expectSame(await heldOf(first, ALL), ALL, 'Under both stops, held is');
      await resumeBy(supervisor, all);
      expectSame(await heldOf(first, ALL), ['R01', 'R02'], 'Once one of two is gone, held is');
      await resumeBy(supervisor, model);
      expectSame(await heldOf(first, ALL), ['R01'], 'Once both are gone, held is what was stopped by itself:');
      const alone = await first.load('R01');
      expectSame(alone.hold?.reason, own.reason, 'It says its own reason:');
      accepted(await send(supervisor, alone, { type: 'resume' }), 'Its own resuming');
      for (const id of ALL) await expectSoundRecord(first, id);
    },
  },
  'lets only the named role resume, with a reason, and says which role': {
    why: 'A stop that anybody lifts protects nobody, and one that is lifted without a word explains nothing later.',
    needs: ['stops'],
    reviews: three,
    async run({ first, of }) {
      const stop = await stopBy(first, ofModel);
      const order = { id: stop.id, reason: 'It looks fine to me.' };
      const refused = await stopsOf(first).resume(order, key());
      expectThat(refused.outcome === 'forbidden', 'A reviewer’s resuming is answered "forbidden".', refused);
      expectSame(refused.why.roles, stop.resumeRoles, 'The refusal names the roles:');
      const supervisor = await of(priya);
      const wordless = await stopsOf(supervisor).resume({ ...order, reason: ' ' }, key());
      expectThat(wordless.outcome === 'invalid', 'Resuming without a reason is answered "invalid".', wordless);
      expectSame(await heldOf(first, ALL), ['R01', 'R02'], 'What is refused lifts nothing. Held is');
      await resumeBy(supervisor, stop);
      const again = await stopsOf(supervisor).resume(order, key());
      expectThat(again.outcome === 'conflict', 'Resuming what was resumed is answered "conflict".', again);
      expectSame(again.end?.by.id, priya.id, 'It says who has resumed it:');
    },
  },
  'takes no command of one case for the stop of a model': {
    why: 'Whoever may hold one case would name a stop, and lift what holds a thousand.',
    needs: ['stops'],
    reviews: three,
    async run({ first, of }) {
      const stop = await stopBy(first, ofModel);
      const held = await first.load('R01');
      const lift = { type: 'resume', reason: 'This one is fine.', stop: stop.id } as Command;
      const answer = await send(await of(priya), held, lift);
      answered(answer, 'held', 'A supervisor’s lifting of a model’s stop for one case');
      const forged = {
        type: 'hold',
        reason: 'Mine',
        scope: 'review',
        stop: 'forged',
        since: '2026-01-01T00:00:00Z',
      } as Command;
      const { review } = accepted(await send(first, await first.load('R03'), forged), 'A stop of one case');
      expectThat(review.hold?.stop === undefined, 'A stop that a client names is not written down.', review.hold);
      expectThat(review.hold?.since === undefined, 'A time that a client names is not written down.', review.hold);
    },
  },
  'answers "invalid" to a stop without a reason or without a model, and stops nothing': {
    why: 'Whoever finds everything stopped has to know why.',
    needs: ['stops'],
    reviews: three,
    async run({ first }) {
      for (const order of [
        { ...ofAll, reason: '' },
        { scope: 'model', reason: WHY },
        { scope: 'review', reason: WHY },
        { scope: 'galaxy', reason: WHY },
      ]) {
        const answer = await stopsOf(first).stop(order as never, key());
        expectThat(answer.outcome === 'invalid' && answer.issues.length > 0, 'The answer is "invalid".', answer);
      }
      expectSame(await stopsOf(first).list(), [], 'In force is');
    },
  },
  'answers a repeat of a stop as it answered the first, and a second stop of the same with the first': {
    why: 'A stop is sent again until it is known to have arrived, and two people stop the same thing at once.',
    needs: ['stops'],
    reviews: three,
    async run({ first, second, of }) {
      const given = key();
      const stop = ok(await stopsOf(first).stop(ofModel, given), 'A stop');
      const repeat = ok(await stopsOf(first).stop(ofModel, given), 'Its repeat');
      expectSame(repeat.id, stop.id, 'The repeat is the same stop:');
      const other = await stopsOf(first).stop(ofAll, given);
      expectThat(other.outcome === 'invalid', 'Another order with its key is answered "invalid".', other);
      const theirs = await stopsOf(second).stop({ ...ofModel, reason: 'I saw it too.' }, key());
      expectThat(theirs.outcome === 'conflict', 'A second stop of the same is answered "conflict".', theirs);
      expectSame(theirs.stop.id, stop.id, 'It names the stop in force:');
      await resumeBy(await of(priya), stop);
      ok(await stopsOf(first).stop(ofModel, given), 'A late repeat, answered as the first');
      expectSame(await stopsOf(first).list(), [], 'A late repeat stops nothing again. In force is');
    },
  },
  'hands out no next case under a stop': {
    why: 'Whoever asks for work would be given what nobody may work on.',
    needs: ['stops', 'claims.next'],
    reviews: () => queueOf(3, () => ({ model: MODEL })),
    async run({ first, of }) {
      const stop = await stopBy(first, ofModel);
      const next = () => first.claims?.next?.({}, key());
      expectThat((await next()) === undefined, 'Under a stop there is no next case.', 'a case');
      await resumeBy(await of(priya), stop);
      expectSame((await next())?.id, 'R01', 'After it the next case is');
    },
  },
  'tells everybody who listens of a stop and of its end, and keeps it for who comes later': {
    why: 'Whoever does not hear of a stop goes on until their next command is refused.',
    needs: ['stops'],
    reviews: three,
    async run({ first, second, of, patience }) {
      let heard: readonly Stop[] = [];
      const leave = stopsOf(second).subscribe((stops) => {
        heard = stops;
      });
      try {
        const until = async (isRight: () => boolean, what: string) => {
          const end = Date.now() + patience;
          while (!isRight() && Date.now() < end) await wait(20);
          expectThat(isRight(), what, heard);
        };
        const stop = await stopBy(first, ofModel);
        await until(() => heard.some(({ id }) => id === stop.id), 'Whoever listens hears of the stop in time.');
        const [later] = await stopsOf(await of(priya)).list();
        expectSame([later?.id, later?.reason, later?.by.id], [stop.id, WHY, amara.id], 'Whoever comes later finds');
        await resumeBy(await of(priya), stop);
        await until(() => heard.length === 0, 'Whoever listens hears of its end in time.');
      } finally {
        leave();
      }
    },
  },
  'keeps what somebody has typed through a stop': {
    why: 'A stop is a safeguard: it must not cost anybody their work.',
    needs: ['stops', 'drafts'],
    reviews: three,
    async run({ first, second, of }) {
      const review = await claimed(second, 'R01');
      const draft = { verdict: 'reject', message: 'Half a sent' } as const;
      await second.drafts?.save('R01', draft);
      const stop = await stopBy(first, ofModel);
      expectSame(await second.drafts?.load('R01'), draft, 'Under the stop the draft is');
      await resumeBy(await of(priya), stop);
      expectSame(await second.drafts?.load('R01'), draft, 'After the stop the draft is');
      const now = await second.load('R01');
      expectSame(now.claim?.fence, review.claim?.fence, 'The claim is the one from before:');
    },
  },
  'says what a stop would hold, where it offers to': {
    why: 'Whoever stops has to know how much.',
    needs: ['stops'],
    reviews: three,
    async run({ first, second }) {
      const { reach } = stopsOf(first);
      if (!reach) return;
      await claimed(second, 'R02');
      const { open, claimed: taken } = await reach.call(stopsOf(first), { scope: 'model', model: { id: MODEL.id } });
      expectSame([open, taken], [2, 1], 'A stop of the model would hold, and of these are claimed:');
      expectSame((await reach.call(stopsOf(first), { scope: 'all' })).open, 3, 'A stop of everything would hold');
    },
  },
};
