import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
import { ReviewCard } from '../../src/desk/index.js';
import { PROFILE_SETTINGS, reviewPolicyOf } from '../../src/oversight/profile.selectors.js';
import { type Policy, PROFILES, type Profile, type VerdictType } from '../../src/review/review.types.js';
import { amara, loan, openSitting, Page } from './desk.fixtures.js';

/*
 * B-11: to decide otherwise than the AI takes no more than to agree. Counted is what the interface asks of hand and finger, from
 * the verb to the signature: clicks, keys, and each text as one. What is the person's own answer is left out: the value that
 * they enter, and the reason code where B-10 asks for it of an override alone (`low` and `standard`).
 */

const VERBS = { approve: 'Approve suggestion', override: 'Override suggestion' } as const;
type Compared = keyof typeof VERBS;

function policyOf(profile: Profile, changes: Partial<Policy> = {}): Policy {
  const route = {
    policy: { id: 'oversight', version: '1' },
    mode: 'review',
    profile,
    safeguards: PROFILE_SETTINGS[profile],
    onExpire: 'close',
    because: [],
  } as const;
  return { ...reviewPolicyOf(samplePolicy, route, loan.id), ...changes };
}

/** The card of a case that waits for its verdict: answered first and its evidence opened, where the policy asks. */
async function deciding(policy: Policy) {
  const sitting = openSitting({ policy });
  if (policy.blindFirst) sitting.store.apply(loan.id, { type: 'judge', value: 'approve', confidence: 0.7 }, amara);
  render(
    <Page session={sitting.session}>
      <ReviewCard.Root onEvidenceOpen={() => {}} />
    </Page>,
  );
  await screen.findByRole('button', { name: VERBS.approve });
  for (const { id, required } of loan.explanation?.evidence ?? []) if (required) sitting.session.openEvidence(id);
  return sitting;
}

const isOwn = (element: Element | null, verdict: Compared, policy: Policy) =>
  element?.closest('.csn-value-editor') != null ||
  (verdict === 'override' &&
    policy.reasons?.approve !== policy.reasons?.override &&
    element?.closest('[id$="reason-codes"], [id$="reason-checks"]') != null);

/** Fields that a form cannot be signed without, in the order of the document. */
function demanded(box: HTMLElement): HTMLElement[] {
  const required = [...box.querySelectorAll<HTMLElement>('[aria-required]')];
  const checks = [...box.querySelectorAll<HTMLElement>('[id$="reason-checks"]')].filter(
    ({ textContent }) => !textContent?.includes('(optional)'),
  );
  return [...required, ...checks];
}

/** The form of a verdict, opened by its verb. */
async function formOf(verdict: Compared, user: ReturnType<typeof userEvent.setup>, how: 'pointer' | 'keyboard') {
  const verb = screen.getByRole('button', { name: VERBS[verdict] });
  verb.focus();
  if (how === 'pointer') await user.click(verb);
  else await user.keyboard('{Enter}');
  const box = await screen.findByRole('dialog');
  await waitFor(() => expect(document.activeElement?.tagName).toBe('H2'));
  return box;
}

const controlIn = (field: HTMLElement) =>
  field.matches('textarea, input') ? field : (field.querySelector<HTMLElement>('input, textarea') as HTMLElement);

/** What the pointer does, with each text as one. */
async function clicksTo(verdict: Compared, policy: Policy): Promise<number> {
  const { store } = await deciding(policy);
  const user = userEvent.setup();
  let steps = 1;
  const box = await formOf(verdict, user, 'pointer');
  for (const field of demanded(box)) {
    const control = controlIn(field);
    await user.click(control);
    if (control.matches('textarea')) await user.keyboard('Said');
    if (!isOwn(control, verdict, policy)) steps += 1;
  }
  await user.click(within(box).getByRole('button', { name: /^Sign/ }));
  steps += 1;
  await waitFor(() => expect(store.get(loan.id).signatures).toHaveLength(1));
  return steps;
}

/** What the keyboard does, with each text as one; passing the value that somebody enters is part of entering it. */
async function keysTo(verdict: Compared, policy: Policy): Promise<number> {
  const { store } = await deciding(policy);
  const user = userEvent.setup();
  let steps = 1;
  const box = await formOf(verdict, user, 'keyboard');
  const fields = new Set(demanded(box).map(controlIn));
  const submit = within(box).getByRole('button', { name: /^Sign/ });
  for (let presses = 0; document.activeElement !== submit; presses++) {
    if (presses > 60) throw new Error('The button that signs cannot be reached.');
    await user.tab();
    const at = document.activeElement as HTMLElement;
    if (!isOwn(at, verdict, policy)) steps += 1;
    if (!fields.has(at)) continue;
    await user.keyboard(at.matches('textarea') ? 'Said' : ' ');
    if (!isOwn(at, verdict, policy)) steps += 1;
  }
  await user.keyboard('{Enter}');
  steps += 1;
  await waitFor(() => expect(store.get(loan.id).signatures).toHaveLength(1));
  return steps;
}

afterEach(cleanup);

describe.each([
  ...PROFILES.map((profile) => [profile, policyOf(profile)] as const),
  // Each behaviour of its own.
  ['with the assumption prompt alone', policyOf('low', { assumptionPrompt: true })] as const,
  [
    'with answers to pick from',
    policyOf('low', { assumptionPrompt: true, assumptions: [{ code: 'genuine', label: 'The documents are genuine' }] }),
  ] as const,
])('to override takes no more than to approve: %s (B-11)', (_name, policy) => {
  it('by pointer', async () => {
    const approve = await clicksTo('approve', policy);
    cleanup();
    expect(await clicksTo('override', policy)).toBeLessThanOrEqual(approve);
  });

  it('by keyboard', async () => {
    const approve = await keysTo('approve', policy);
    cleanup();
    expect(await keysTo('override', policy)).toBeLessThanOrEqual(approve);
  });

  it('with buttons that look alike, none of them chosen, and a form with nothing filled in', async () => {
    await deciding(policy);
    const [approve, override] = (['approve', 'override'] satisfies VerdictType[]).map((verdict) =>
      screen.getByRole('button', { name: VERBS[verdict] }),
    ) as [HTMLElement, HTMLElement];
    expect(override.className).toBe(approve.className);
    expect(override.parentElement).toBe(approve.parentElement);
    for (const button of [approve, override]) {
      expect(document.activeElement).not.toBe(button);
      for (const name of ['aria-pressed', 'aria-checked', 'autofocus']) expect(button.hasAttribute(name)).toBe(false);
    }
    const user = userEvent.setup();
    for (const verdict of ['approve', 'override'] as const) {
      const box = await formOf(verdict, user, 'pointer');
      for (const text of within(box).getAllByRole<HTMLTextAreaElement>('textbox')) expect(text.value).toBe('');
      for (const each of box.querySelectorAll<HTMLInputElement>('[type=radio], [type=checkbox]'))
        expect(each.checked).toBe(false);
      await user.keyboard('{Escape}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    }
  });
});
