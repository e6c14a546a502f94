import type { Draft, DraftStore, ReviewBackend } from '../../review/backend.types.js';
import type { Cases } from './conformance.types.js';
import { expectSame, expectThat } from './expectations.js';
import { amara, approved, LOAN, queueOf } from './steps.js';

const draftsOf = (backend: ReviewBackend) => backend.drafts as DraftStore;

const EXACT: Readonly<Record<string, Draft>> = {
  'an empty one': {},
  'emptied fields': { verdict: 'override', value: '', message: '', reason: { codes: [], text: '', checks: [] } },
  'a number as it was typed': { verdict: 'override', value: ' 1,20' },
  'a number with zeros at its end': { verdict: 'override', value: '0012.50' },
  'values that are nearly nothing': { verdict: 'override', value: { text: '', zero: 0, no: false, none: null } },
  'white space at the ends': { message: '  half a sen \n\t', reason: { codes: [], text: '\r\n' } },
  'every sort of letter': { message: 'Ärger “…” 🧾👩🏽‍⚖️ مرحبا \u202ebidi\u202c \u2028 e\u0301 é \ufeff ﷽ 𝕏' },
  'what looks like code': { message: "'; drop table drafts; -- <script>alert(1)</script> {{y}} \\u0041 %00" },
  '200,000 characters': { message: 'x'.repeat(200_000) },
  'what was opened': { opened: { letter: '2026-11-21T07:10:00.000Z', 'a/b.c': '2026-11-21T07:11:00.000Z' } },
};

export const draftCases: Cases = {
  'keeps drafts exactly as they were typed': {
    why: 'Whoever comes back to a lost or changed sentence does not trust the form again.',
    needs: ['drafts'],
    async run({ first, of }) {
      expectThat((await draftsOf(first).load(LOAN)) === undefined, 'Before the first one there is no draft.');
      for (const [what, draft] of Object.entries(EXACT)) {
        await draftsOf(first).save(LOAN, draft);
        expectSame(await draftsOf(await of(amara)).load(LOAN), draft, `A draft comes back exactly (${what}):`);
      }
    },
  },
  'keeps drafts apart for each person and each review': {
    why: 'What somebody is about to decide is nobody else’s to read, and would be signed by the wrong person.',
    needs: ['drafts'],
    reviews: () => queueOf(2),
    async run({ first, second }) {
      const [mine, theirs] = [{ message: 'Amara’s' }, { message: 'Mateo’s' }];
      await draftsOf(first).save('R01', mine);
      expectThat((await draftsOf(second).load('R01')) === undefined, 'Nobody sees the draft of somebody else.');
      expectThat((await draftsOf(first).load('R02')) === undefined, 'A draft belongs to one review.');
      await draftsOf(second).save('R01', theirs);
      expectSame(await draftsOf(first).load('R01'), mine, 'Somebody else’s draft replaces none:');
      await draftsOf(second).clear('R01');
      expectSame(await draftsOf(first).load('R01'), mine, 'Somebody else’s clearing clears none:');
      expectThat((await draftsOf(second).load('R01')) === undefined, 'A cleared draft is gone.');
      await draftsOf(second).clear('R01');
    },
  },
  'keeps the later of two drafts, whichever arrives last': {
    why: 'A request that was thought lost, or a device that comes back after days, would put old words over new ones.',
    needs: ['drafts'],
    async run({ first, of }) {
      const at = (minute: number) => `2026-11-20T10:0${minute}:00.000Z`;
      const later: Draft = { message: 'All of it.', typedAt: at(5) };
      const elsewhere = draftsOf(await of(amara));
      await draftsOf(first).save(LOAN, later);
      await elsewhere.save(LOAN, { message: 'All', typedAt: at(4) });
      expectSame((await elsewhere.load(LOAN))?.message, later.message, 'An earlier draft changes nothing:');
      await elsewhere.clear(LOAN, { typedUntil: at(4) });
      expectSame((await elsewhere.load(LOAN))?.message, later.message, 'What was thrown away earlier is not this one:');
      await elsewhere.clear(LOAN, { typedUntil: at(6) });
      await draftsOf(first).save(LOAN, later);
      expectThat((await elsewhere.load(LOAN)) === undefined, 'A draft that was thrown away does not come back.');
      await draftsOf(first).save(LOAN, { message: 'Anew.', typedAt: at(7) });
      expectSame((await elsewhere.load(LOAN))?.message, 'Anew.', 'What is typed afterwards is kept:');
    },
  },
  'keeps a draft when somebody else decides': {
    why: 'The person is shown what was decided, and chooses what becomes of their own words.',
    needs: ['drafts'],
    async run({ first, second }) {
      const draft: Draft = {
        verdict: 'reject',
        reason: { codes: ['newer-file'], text: 'The letter is from last year.' },
      };
      await draftsOf(first).save(LOAN, draft);
      await approved(second);
      expectSame(await draftsOf(first).load(LOAN), draft, 'The draft is still there:');
    },
  },
};
