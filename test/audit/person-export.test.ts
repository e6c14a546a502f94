import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonExportOptions, PersonOutcome } from '../../src/audit/export.types.js';
import { personBlocks, personHtml, personText } from '../../src/audit/person-export.document.js';
import { explainToPerson } from '../../src/audit/person-export.selectors.js';
import { loanRecord, RecordWriter, reopenedRecord } from '../../src/backends/sample-records.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { ar } from '../../src/messages/ar.js';
import { de } from '../../src/messages/de.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import {
  ACTOR_KINDS,
  type Actor,
  type AuditEntry,
  COMMANDS,
  type Command,
  ENTRY_TYPES,
  ERASED,
  type Policy,
  type Proposal,
  type Review,
  RISKS,
  SAFEGUARDS,
  SEATS,
  SIGNATURE_MEANINGS,
  VERDICTS,
} from '../../src/review/review.types.js';
import { routeTo } from '../review/lifecycle.fixtures.js';

const { amara, mateo, priya } = sampleReviewers;
const system: Actor = { kind: 'system', id: 'server', name: 'System' };
const MADE = '2031-03-09T10:00:00Z';

const options: PersonExportOptions = {
  organisation: { name: 'Example Bank', contact: 'help@bank.example' },
  contest: { text: 'Write to us within four weeks.', href: 'https://bank.example/contest', label: 'Contest it' },
  madeAt: MADE,
};

const made = (review: Review, entries: readonly AuditEntry[], change: Partial<PersonExportOptions> = {}) => {
  const result = explainToPerson(review, entries, { ...options, ...change });
  if (result.outcome !== 'made') throw new Error(`refused: ${result.why}`);
  return result.explanation;
};
const textOfCase = ({ review, entries }: RecordWriter, change?: Partial<PersonExportOptions>) =>
  personText(made(review, entries, change));

/* Whole lives of a case, with everything on the way that is nobody's business. Each step on a day of its own. */

const reason = {
  codes: ['group-factor', 'other'],
  text: 'Her cousin at the branch vouches for her.',
  checks: ['spoke'],
};
const signature = { printedName: 'Amara Osei', meaning: 'review' } as const;
const grounds = { reason, signature, evidenceOpened: ['letter'], confidenceShown: 'Likely (55–80%)', activeMs: 73_219 };

function life(verdict: Command | undefined, change: Partial<Policy> = {}, proposal: Proposal = sampleProposals.loan) {
  const record = new RecordWriter(
    initialReview(proposal, { ...samplePolicy, recordViews: true, blindFirst: true, ...change }),
  );
  let day = 1;
  const send = (by: Actor, command: Command) =>
    record.send(`2029-0${1 + (day % 9)}-1${day++ % 10}T08:07:06Z`, by, command);
  send(amara, { type: 'claim', holder: 'window-of-amara' });
  send(amara, { type: 'view', of: 'evidence', id: 'letter' });
  const isBlind = change.blindFirst !== false;
  if (isBlind)
    send(amara, { type: 'judge', value: proposal.alternatives?.[1]?.value ?? proposal.value, confidence: 0.83 });
  send(amara, { type: 'ask', question: 'Does the employer know her?', to: 'Branch North' });
  send(mateo, { type: 'answer', answer: 'The manager does not like her.' });
  send(priya, { type: 'claim' });
  if (isBlind) send(priya, { type: 'judge', value: proposal.value, confidence: 0.41 });
  send(priya, { type: 'escalate', to: 'Credit committee', note: 'Her brother sued us.' });
  send(priya, { type: 'hold', reason: 'The model drifts.', scope: 'model' });
  send(priya, { type: 'resume', reason: 'Threshold is 0.62 now.' });
  if (verdict) {
    send(amara, { type: 'claim' });
    send(amara, { ...verdict, ...grounds } as Command);
    if (record.review.status === 'pending') {
      send(mateo, { type: 'claim' });
      send(mateo, { type: 'judge', value: proposal.value });
      send(mateo, { ...verdict, ...grounds } as Command);
    }
  }
  send(system, { type: 'preserve', reason: 'A claim against us is pending.' });
  return { record, send };
}

const LIVES: Record<PersonOutcome | 'erased' | 'two-signers', () => RecordWriter> = {
  approved: () => life({ type: 'approve' }).record,
  overridden: () => life({ type: 'override', value: 'approve' }).record,
  rejected: () => life({ type: 'reject' }).record,
  responded: () => life({ type: 'respond', message: 'Ask her for the letter again.' }).record,
  abstained: () => life({ type: 'abstain' }).record,
  pending: () => life(undefined).record,
  withdrawn: () => {
    const { record, send } = life(undefined);
    send(system, { type: 'withdraw', reason: 'She went to another bank.' });
    return record;
  },
  expired: () => {
    const { record, send } = life(undefined);
    send(system, { type: 'expire' });
    return record;
  },
  automated: () => {
    const record = new RecordWriter(initialReview(sampleProposals.loan, samplePolicy));
    record.send('2029-01-11T08:07:06Z', system, routeTo('auto'));
    return record;
  },
  erased: () => {
    const { record, send } = life({ type: 'override', value: 'approve' });
    send(system, { type: 'lift', reason: 'The claim is settled.' });
    send(system, { type: 'erase', reason: 'She asked for it by telephone.' });
    return record;
  },
  'two-signers': () => life({ type: 'override', value: 'approve' }, { secondReview: true, signature: true }).record,
};
const NAMES = Object.keys(LIVES) as (keyof typeof LIVES)[];

/* Every text of a case is replaced by a canary, the same for the same text, and every fraction by one that nobody mistakes. */

const WORDS_OF_THE_MACHINE = new Set<string>([
  ...[
    ...ACTOR_KINDS,
    ...COMMANDS,
    ...ENTRY_TYPES,
    ...RISKS,
    ...SAFEGUARDS,
    ...SEATS,
    ...SIGNATURE_MEANINGS,
    ...VERDICTS,
  ],
  ...['pending', 'reviewing', 'closed', 'choice', 'record', 'text', 'number', 'boolean', 'propose', 'other', ERASED],
]);

function withCanaries<T>(value: T, canaryOf: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) => {
    if (typeof part === 'number' && !Number.isInteger(part)) return part + 0.000_073_1;
    if (typeof part !== 'string') return part;
    const isKept =
      WORDS_OF_THE_MACHINE.has(part) ||
      /^\d{4}-\d\d-\d\d(T|$)/.test(part) ||
      /^(pending|reviewing|closed)\./.test(part);
    return isKept ? part : canaryOf(part);
  }) as T;
}

const body = (html: string) => html.slice(html.indexOf('<body')).replace(/<\/?h[12]>/g, '');
/** What of an explanation is neither the kit's own words nor allowed. */
function leaksIn(text: string, allowed: readonly (string | undefined)[]): string[] {
  let rest = text;
  for (const each of [...allowed].sort((a, b) => (b?.length ?? 0) - (a?.length ?? 0))) {
    if (each) rest = rest.replaceAll(each, '');
  }
  return rest.match(/[^\s<>]*(Zq|\d)[^\s<>]*/g) ?? [];
}

describe('an explanation for the affected person', () => {
  it('has nothing of a case but what is allowed, whatever the case holds', () => {
    const input = fc.record({
      name: fc.constantFrom(...NAMES),
      salt: fc.integer({ min: 1, max: 9_999 }),
      isReversed: fc.boolean(),
      hasRoles: fc.boolean(),
      hasReasons: fc.boolean(),
      hasFactors: fc.boolean(),
      language: fc.constantFrom({}, { locale: 'de', messages: de }, { locale: 'ar-EG-u-nu-latn', messages: ar }),
    });
    fc.assert(
      fc.property(input, ({ name, salt, isReversed, hasRoles, hasReasons, hasFactors, language }) => {
        const record = LIVES[name]();
        const canaries = new Map<string, string>();
        const canaryOf = (text: string) => {
          if (!canaries.has(text)) canaries.set(text, `Zq${salt}x${canaries.size}qZ`);
          return canaries.get(text) as string;
        };
        const { review, entries } = withCanaries({ review: record.review, entries: record.entries }, canaryOf);
        if (isReversed) entries.reverse();
        const host = {
          roles: { [canaryOf('reviewer')]: 'a senior underwriter' },
          reasons: {
            [canaryOf('group-factor')]: { text: 'The area', factors: [canaryOf('area'), canaryOf('nowhere')] },
          },
          factors: { [canaryOf('area')]: 'where you live', [canaryOf('nowhere')]: 'your shoe size' },
        };
        const explanation = made(review, entries, {
          notUsed: ['Your nationality'],
          ...(hasRoles && { roles: host.roles }),
          ...(hasReasons && { reasons: host.reasons }),
          ...(hasFactors && { factors: host.factors }),
        });

        const isDecided = !['pending', 'withdrawn', 'expired'].includes(name);
        const isErased = name === 'erased';
        const result = {
          approved: 'Deny',
          overridden: 'Approve',
          automated: 'Deny',
          erased: 'Approve',
          'two-signers': 'Approve',
        } as const;
        const label = canaries.get(result[name as 'approved']);
        const dates = [explanation.decidedAt, explanation.erasedAt, MADE].flatMap((iso) => {
          const locale = (language as { locale?: string }).locale ?? 'en';
          const day =
            iso &&
            new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
          return day ? [day.format(Date.parse(iso))] : [];
        });
        const allowed = [...(isErased ? [] : [canaries.get('LN-20417')]), label, ...dates];
        const written = [personText(explanation, language), body(personHtml(explanation, language))];
        for (const text of written) {
          expect(leaksIn(text, allowed), name).toEqual([]);
          expect(text).not.toContain('your shoe size');
          if (label) expect(text).toContain(label);
          expect(text.includes('a senior underwriter')).toBe(isDecided && name !== 'automated' && hasRoles);
          const isTold = name === 'approved' || name === 'automated' || (hasReasons && isDecided && !isErased);
          expect(text.includes('where you live')).toBe(hasFactors && isTold);
        }
        // Where the host shows the data itself, it holds no more than that.
        const value = canaries.get({ approved: 'deny', automated: 'deny' }[name as 'approved'] ?? 'approve');
        const times = [explanation.decidedAt, explanation.erasedAt, MADE];
        expect(leaksIn(JSON.stringify(explanation), [...allowed, ...times, isDecided ? value : undefined])).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is the check above, which finds a name, a score, a note and a time in between', () => {
    expect(leaksIn('decided by Zq1x3qZ', ['Zq1x4qZ'])).toEqual(['Zq1x3qZ']);
    expect(leaksIn('Likely 66% on 12 Feb 2029', ['9 Mar 2031'])).toEqual(['66%', '12', '2029']);
    expect(leaksIn('<p>Zq1x3qZ</p>', ['Zq1x3qZ'])).toEqual([]);
  });

  it.each(NAMES)('tells %s as it is', (name) => {
    const expected: Record<typeof name, [outcome: PersonOutcome, told: RegExp[]]> = {
      approved: [
        'approved',
        [/The result: Deny/, /came to the same result/, /recorded a reason that is not written here/],
      ],
      overridden: ['overridden', [/The result: Approve/, /decided otherwise than it had suggested/]],
      rejected: ['rejected', [/was turned down/, /did not follow the suggestion/, /The decision was made by a person/]],
      responded: ['responded', [/sent back with an answer/, /did not follow the suggestion/]],
      abstained: ['abstained', [/without artificial intelligence/, /not to be used in your case/]],
      pending: ['pending', [/not decided yet/, /No person has made a decision/]],
      withdrawn: ['withdrawn', [/was withdrawn/, /No person has made a decision/]],
      expired: ['expired', [/ran out/, /nothing takes effect/]],
      automated: [
        'automated',
        [
          /has taken effect/,
          /The result: Deny/,
          /by a rule/,
          /No person has made a decision/,
          /You can ask for a person/,
        ],
      ],
      erased: ['overridden', [/were erased on \w+ 1\d, 2029, as the law asks/, /The result: Approve/]],
      'two-signers': ['overridden', [/The result: Approve/]],
    };
    const record = LIVES[name]();
    const [outcome, told] = expected[name];
    expect(made(record.review, record.entries).outcome).toBe(outcome);
    const text = textOfCase(record);
    for (const each of told) expect(text).toMatch(each);
    expect(text).toContain('Write to us within four weeks.');
    expect(text).toContain('Contest it: https://bank.example/contest');
    expect(text).toContain('Questions: help@bank.example');
    if (!['approved', 'overridden', 'automated', 'erased', 'two-signers'].includes(name))
      expect(text).not.toContain('The result');
  });

  it('names a role and never a person', () => {
    const text = textOfCase(loanRecord(), { roles: { reviewer: 'a senior underwriter of our credit team' } });
    expect(text).toContain('the authority to decide otherwise: a senior underwriter of our credit team.');
    expect(text).not.toMatch(/Amara|Osei|amara/);
  });

  it('links reasons to the factors of this very case, in the host’s words', () => {
    const text = textOfCase(loanRecord(), {
      reasons: {
        'group-factor': { text: 'A figure about your area says nothing about you', factors: ['area', 'gone'] },
      },
      factors: { area: 'where you live', gone: 'a factor of another model' },
    });
    expect(text).toContain('- A figure about your area says nothing about you. This rests on: where you live.');
  });

  it.each([
    ['refund', '€240'],
    ['post', 'Keep online'],
    ['reply', 'Your parcel left our warehouse today and arrives on Friday.'],
  ] as const)('tells the result of %s as its schema reads it, without its limits', (name, result) => {
    const { review, entries } = life({ type: 'approve' }, { blindFirst: false }, sampleProposals[name]).record;
    const explanation = made(review, entries);
    expect(personText(explanation)).toContain(`The result: ${result}\n`);
    expect(JSON.stringify(explanation)).not.toMatch(/"(min|max|step|maxLength|consequence)"|Take down/);
  });

  it('tells of an answer with several fields those that the host names, as it names them', () => {
    const { review, entries } = life({ type: 'approve' }, { blindFirst: false }, sampleProposals.invoice).record;
    const fields = { total: 'What you are owed', paid: 'Paid before', nowhere: 'Nothing' };
    const some = made(review, entries, { fields });
    expect(personText(some)).toContain('The result: What you are owed: €1,284.50; Paid before: No\n');
    expect(personText(some)).toContain('has parts that are not written here. You can ask us for them.');
    expect(JSON.stringify(some)).not.toMatch(/Hartmann|Supplier|Already paid|"min"|07\.10/);
    const none = made(review, entries);
    expect(none.result).toBeUndefined();
    expect(personText(none)).toContain('has parts that are not written here.');
    const all = { ...fields, supplier: 'From', date: 'On' };
    expect(personText(made(review, entries, { fields: all }))).not.toContain('has parts that are not written here.');
  });

  it('has nothing that was written for reviewers, whatever labels, fields and titles hold', () => {
    const leak = (what: string) => `Zq Mateo Ruiz, score 0.8731, seeded check, internal: ${what}`;
    const names = ['score', 'handler', 'note'];
    const proposal: Proposal = {
      ...sampleProposals.loan,
      subject: {
        title: leak('title'),
        reference: 'LN-1',
        area: leak('area'),
        facts: [{ name: 'x', value: leak('fact') }],
      },
      value: Object.fromEntries(names.map((name) => [name, leak(name)])),
      schema: {
        type: 'record',
        fields: names.map((name) => ({ name, label: leak(`label of ${name}`), schema: { type: 'text' } as const })),
      },
      alternatives: [{ value: { score: leak('other') }, label: leak('alternative') }],
      why: [leak('why')],
    };
    const policy: Partial<Policy> = {
      blindFirst: false,
      reasonCodes: [{ code: 'group-factor', label: leak('reason') }],
      checks: [{ code: 'spoke', label: leak('check') }],
    };
    const { review, entries } = life({ type: 'approve' }, policy, proposal).record;
    const bare = { ...review, proposal: { ...proposal, schema: undefined }, decision: review.decision };
    for (const each of [review, bare]) {
      const explanation = made(each, entries);
      expect(JSON.stringify(explanation)).not.toMatch(/Zq|Mateo|0\.8731|seeded|internal|score/);
      expect(personText(explanation)).toContain('Your reference: LN-1');
      expect(personText(explanation)).toContain('recorded a reason that is not written here');
      expect(personText(explanation)).toContain('has parts that are not written here');
    }
    expect(textOfCase({ review, entries } as RecordWriter, { title: 'Your loan' })).toContain('Your loan\n');
  });

  it('tells what weighed most only where the suggestion was followed, strongest first, at most four', () => {
    const factors = Object.fromEntries(['ratio', 'accounts', 'area', 'missed'].map((id) => [id, `Factor ${id}`]));
    const { review, entries } = life({ type: 'approve' }).record;
    expect(made(review, entries, { factors }).factors).toEqual(['Factor area', 'Factor accounts', 'Factor ratio']);
    const other = LIVES.overridden();
    expect(made(other.review, other.entries, { factors }).factors).toEqual([]);
  });

  it('tells the reviewer’s own words only where the host says that they were written for the person', () => {
    const record = loanRecord();
    const words = 'This applicant has 9 years without a missed payment.';
    expect(textOfCase(record)).not.toContain(words);
    expect(textOfCase(record, { isForPerson: ({ codes }) => codes.includes('group-factor') })).toContain(words);
    const erased = LIVES.erased();
    expect(textOfCase(erased, { isForPerson: () => true })).not.toContain(ERASED);
  });

  it('says that there is another reason where it was given in words that are not told', () => {
    const reasons = { 'group-factor': { text: 'The area' } };
    expect(textOfCase(LIVES.rejected(), { reasons })).toContain('You can ask us for it.');
    expect(textOfCase(LIVES.rejected(), { reasons, isForPerson: () => true })).not.toContain('You can ask us for it.');
    // Erased: there is nothing left to ask for.
    expect(textOfCase(LIVES.erased(), { reasons })).not.toContain('You can ask us for it.');
    // Also the reason that has words for reviewers alone.
    expect(textOfCase(LIVES.rejected(), { isForPerson: () => true })).toContain('You can ask us for it.');
  });

  it('follows the last decision of a case that was reopened', () => {
    const reasons = { 'newer-file': { text: 'Your file was newer' }, 'group-factor': { text: 'A group factor' } };
    const text = textOfCase(reopenedRecord(), { reasons });
    expect(text).toContain('The result: Approve\n');
    expect(text).toContain('Your file was newer');
    expect(text).not.toContain('A group factor');
  });

  it('has the 30 days of an adverse decision as data', () => {
    const { review, entries } = loanRecord();
    const isAdverse = ({ value }: { value: unknown }) => value === 'approve-with-conditions';
    expect(made(review, entries, { isAdverse }).adverse).toEqual({ explainBy: '2026-12-21T09:42:07.000Z' });
    expect(made(review, entries, { isAdverse: () => false }).adverse).toBeUndefined();
    const open = LIVES.pending();
    expect(made(open.review, open.entries, { isAdverse: () => true }).adverse).toBeUndefined();
  });
});

describe('there is no explanation', () => {
  const { review, entries } = loanRecord();

  it('of a case that was a check', () => {
    const seeded = entries.map((entry) =>
      entry.exposure ? { ...entry, exposure: { ...entry.exposure, seeded: true as const } } : entry,
    );
    expect(explainToPerson(review, seeded, options)).toEqual({ outcome: 'refused', why: 'seeded' });
    expect(explainToPerson(review, entries, { ...options, isSeeded: true })).toEqual({
      outcome: 'refused',
      why: 'seeded',
    });
  });

  it('where an entry is missing, which could be the one that says so', () => {
    const refused = { outcome: 'refused', why: 'incomplete' };
    expect(explainToPerson(review, entries.slice(0, 3), options)).toEqual(refused);
    expect(explainToPerson(review, [], options)).toEqual(refused);
    const foreign = { ...(entries[0] as AuditEntry), reviewId: 'LN-2' };
    expect(explainToPerson(review, [...entries, foreign], options)).toEqual(refused);
  });

  it('where an entry is kept from whoever asks', () => {
    const withheld = entries.map((entry, at) => (at === 3 ? ({ ...entry, type: 'withheld' } as never) : entry));
    expect(explainToPerson(review, withheld, options)).toEqual({ outcome: 'refused', why: 'withheld' });
  });
});

describe('the document', () => {
  it('is text and nothing else, also where the host is hostile', () => {
    const evil = '</p><script>alert(1)</script><img src=x onerror=alert(1)>\u202e';
    const { review, entries } = loanRecord();
    const explanation = made(review, entries, {
      organisation: { name: evil, contact: evil },
      contest: { text: evil, href: 'javascript:alert(1)', label: evil },
      notUsed: [evil],
    });
    const html = personHtml({ ...explanation, title: evil, reference: evil });
    expect(html).not.toMatch(/<script|<img|javascript:|\u202e/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('[U+202E]');
  });

  it('speaks German and Arabic', () => {
    const { review, entries } = loanRecord();
    const explanation = made(review, entries);
    expect(personHtml(explanation, { locale: 'de', messages: de })).toMatch(
      /<html lang="de" dir="ltr">[\s\S]*Wie über Ihren Fall entschieden wurde/,
    );
    expect(personHtml(explanation, { locale: 'ar', messages: ar })).toMatch(
      /<html lang="ar" dir="rtl">[\s\S]*كيف تقرر الأمر في حالتك/,
    );
  });

  it('is laid out in blocks that a host may show in its own way', () => {
    const { review, entries } = loanRecord();
    const reasons = { 'group-factor': { text: 'The area' } };
    const kinds = personBlocks(made(review, entries, { reasons })).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'heading')).toHaveLength(4);
    expect(new Set(kinds)).toEqual(new Set(['title', 'paragraph', 'heading', 'list', 'link']));
  });
});
