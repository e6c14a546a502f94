import type { DraftStore, ReviewBackend } from '../../review/backend.types.js';
import type { Cases } from './conformance.types.js';
import { accepted, expectSame, expectThat, settled, shown } from './expectations.js';
import { amara, claimed, LOAN, leavingUnchanged, mateo, newKey, override, send } from './steps.js';

/** What comes from somebody else than the backend's person is refused as if nobody were signed in. */
async function expectRefused(what: string, request: Promise<unknown>): Promise<void> {
  const outcome = await settled(request);
  const { code } = ('error' in outcome ? outcome.error : {}) as { code?: unknown };
  const came = 'error' in outcome ? `${shown(outcome.error)} (code ${shown(code)})` : shown(outcome.value);
  expectThat(code === 'not-signed-in', `${what} rejects with the code "not-signed-in".`, came);
}

const draftsOf = (backend: ReviewBackend) => backend.drafts as DraftStore;

export const peopleCases: Cases = {
  'takes no command of one person under the login of another': {
    why: 'The login of a page changes in another tab: what the first person decided would be signed by the second.',
    async run({ first }) {
      const mine = await claimed(first);
      const given = { idempotencyKey: newKey() };
      await leavingUnchanged(first, LOAN, () =>
        expectRefused('A command of somebody else', send(first, mine, override, { ...given, by: mateo.id })),
      );
      const done = accepted(await send(first, mine, override, { ...given, by: amara.id }), 'The same of their own');
      await expectRefused('A repeat for somebody else', send(first, mine, override, { ...given, by: mateo.id }));
      expectSame(done.entry.by.id, amara.id, 'It is signed by who is signed in:');
    },
  },
  'takes and shows no draft of one person under the login of another': {
    why: 'What one person typed would be put before another one as their own words, and signed.',
    needs: ['drafts'],
    async run({ first, second }) {
      const draft = { message: 'Amara’s' };
      await draftsOf(first).save(LOAN, draft, { by: amara.id });
      const drafts = draftsOf(second);
      await expectRefused('A draft of somebody else', drafts.save(LOAN, { message: 'x' }, { by: amara.id }));
      await expectRefused('Asking for the draft of somebody else', drafts.load(LOAN, { by: amara.id }));
      expectThat((await drafts.load(LOAN, { by: mateo.id })) === undefined, 'Nothing was saved for who is signed in.');
      await expectRefused('Clearing a draft for somebody else', draftsOf(first).clear(LOAN, { by: mateo.id }));
      expectSame(await draftsOf(first).load(LOAN), draft, 'The draft is still there:');
    },
  },
};
