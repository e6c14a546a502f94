import { cleanup, fireEvent, render } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { OverrideDialog } from '../../src/override/index.js';
import { readTyped, shownReason, submissionOf, withField } from '../../src/override/override.selectors.js';
import type { Draft } from '../../src/review/backend.types.js';
import type { Json, ValueSchema } from '../../src/review/review.types.js';

/** Values as a draft may hold them: nothing, emptied, unfinished, complete. */
const typed = fc.constantFrom<Json | undefined>(
  undefined,
  null,
  '',
  ' ',
  '0',
  '12,',
  'deny',
  0,
  false,
  true,
  {},
  { total: '' },
);
const text = fc.constantFrom<string | undefined>(undefined, '', ' ', 'Nine years without a gap');

/** Drafts in which a field may be absent, present and `undefined`, `null` or empty: all different. */
const drafts: fc.Arbitrary<Draft> = fc.record(
  {
    verdict: fc.constantFrom('override', 'approve', undefined),
    value: typed,
    message: text,
    reason: fc.option(
      fc.record(
        { codes: fc.subarray(['newer-file', 'other', 'unknown']), text, checks: fc.subarray(['spoke', 'statements']) },
        { requiredKeys: ['codes'], noNullPrototype: true },
      ),
      { nil: undefined },
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<Draft>;

describe('the draft of a dialog', () => {
  it('comes back from Cancel exactly as it was at the opening, whatever was typed in between', () => {
    fc.assert(
      fc.property(
        drafts,
        fc.constantFrom('loan', 'refund', 'reply', 'post', 'invoice'),
        fc.constantFrom('override', 'approve', 'respond'),
        fc.array(fc.tuple(fc.nat(30), fc.constantFrom('', 'x', '12')), { maxLength: 5 }),
        (initial, sample, verdict, edits) => {
          cleanup();
          const before = structuredClone(initial);
          let draft = initial;
          let isOpen = true;
          const view = () => (
            <OverrideDialog.Root
              open={isOpen}
              proposal={sampleProposals[sample]}
              policy={samplePolicy}
              verdict={verdict}
              reviewer={sampleReviewers.amara}
              draft={draft}
              onDraftChange={(details) => {
                draft = details.draft;
              }}
              onOpenChange={({ open }) => {
                isOpen = open;
              }}
              onSubmit={() => {}}
            />
          );
          const { rerender } = render(view());
          const box = document.querySelector('[role=dialog]') as HTMLElement;
          for (const [index, entered] of edits) {
            const controls = box.querySelectorAll<HTMLElement>('input, textarea, select, fieldset button');
            const control = controls[index % controls.length] as HTMLInputElement;
            if (control.type === 'text' || control.tagName === 'TEXTAREA') {
              fireEvent.change(control, { target: { value: entered } });
            } else fireEvent.click(control);
            rerender(view());
          }
          fireEvent.click(box.querySelector('.csn-override-dialog-cancel') as Element);
          expect(isOpen).toBe(false);
          // The same object, so an absent, an undefined, a null and an empty field all stay what they were,
          expect(draft).toBe(initial);
          // and nothing wrote into it.
          expect(draft).toStrictEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);

  it('keeps what is typed as typed, through any number of openings', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12, unit: 'grapheme' }), (entered) => {
        cleanup();
        let draft: Draft = {};
        const view = (open: boolean) => (
          <OverrideDialog.Root
            open={open}
            proposal={sampleProposals.refund}
            policy={samplePolicy}
            reviewer={sampleReviewers.amara}
            draft={draft}
            onDraftChange={(details) => {
              draft = details.draft;
            }}
            onSubmit={() => {}}
          />
        );
        const { rerender } = render(view(true));
        const field = () => document.querySelector('[role=dialog] input[type=text]') as HTMLInputElement;
        fireEvent.change(field(), { target: { value: entered } });
        rerender(view(false));
        rerender(view(true));
        expect(field().value).toBe(entered);
        expect(draft.value ?? '').toBe(entered);
      }),
      { numRuns: 30 },
    );
  }, 30_000);
});

describe('readTyped', () => {
  const number: ValueSchema = { type: 'number', min: 0, max: 500 };

  it.each<[string, Json | undefined, ValueSchema | undefined, Json | undefined]>([
    ['an unfinished number stays text, for the error to name', '12,x', number, '12,x'],
    ['a number is read in the locale', '1.284,5', number, 1284.5],
    ['nothing typed is nothing', '', number, undefined],
    ['blank text is nothing', '  ', { type: 'text' }, undefined],
    ['text keeps its spaces', ' a ', { type: 'text' }, ' a '],
    ['a choice is itself', 'deny', { type: 'choice', options: [] }, 'deny'],
  ])('%s', (_what, value, schema, expected) => {
    expect(readTyped(value, schema, 'de')).toBe(expected);
  });

  it('puts the changed fields of a record in place of the AI’s, emptied ones as null', () => {
    const { value, schema } = sampleProposals.invoice;
    expect(readTyped({ total: '1.300,00', date: '' }, schema, 'de', value)).toEqual({
      ...value,
      total: 1300,
      date: null,
    });
    expect(readTyped(undefined, schema, 'de', value)).toEqual(value);
    expect(readTyped(undefined, schema, 'de')).toBeUndefined();
  });

  it('takes a field back to the AI’s', () => {
    expect(withField({ total: '1', date: '' }, 'total', undefined)).toEqual({ date: '' });
    expect(withField(null, 'total', '')).toEqual({ total: '' });
  });
});

describe('submissionOf', () => {
  const given = {
    proposal: sampleProposals.invoice,
    policy: samplePolicy,
    reviewer: sampleReviewers.amara,
    locale: 'en',
  };
  const reason = { codes: ['newer-file'], checks: ['spoke'] };

  it('never gives a submission with issues, nor issues with a submission', () => {
    fc.assert(
      fc.property(drafts, fc.constantFrom('approve', 'override', 'reject', 'respond', 'abstain'), (draft, verdict) => {
        const { issues, submission } = submissionOf(verdict, draft, given);
        expect(issues.length === 0).toBe(submission !== undefined);
      }),
    );
  });

  it('reads a value without a schema by its own kind, and refuses what no editor can change', () => {
    const loose = { ...given, proposal: { ...given.proposal, schema: undefined } };
    const { submission } = submissionOf('override', { value: { total: '12' }, reason }, loose);
    expect(submission?.verdict).toEqual({ type: 'override', value: { ...given.proposal.value, total: 12 } });
    const list = { ...given, proposal: { ...given.proposal, schema: undefined, value: [1, 2] } };
    expect(submissionOf('override', { reason }, list).issues.map(({ code }) => code)).toEqual(['field-missing']);
  });

  it('shows the reasons and checks that the policy still offers', () => {
    expect(
      shownReason(
        { reason: { codes: ['gone', 'other'], checks: ['gone', 'spoke'], text: '' } },
        samplePolicy,
        'override',
      ),
    ).toEqual({ codes: ['other'], checks: ['spoke'], text: '' });
  });
});
