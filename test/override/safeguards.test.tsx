import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { ASSUMPTION_MAX_LENGTH, type Policy, VERDICTS } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { descriptionOf, draftNow, Host, type HostProps } from './host.js';

const easy: Policy = { ...samplePolicy, reasons: { override: 'none', reject: 'none', abstain: 'none' } };
const asking: Policy = { ...easy, assumptionPrompt: true };
const picking: Policy = { ...asking, assumptions: [{ code: 'genuine', label: 'The documents are genuine' }] };
const waiting = { seconds: 10, isOver: false };
// What Amara is asked about this case: another person, or another case, hears another wording.
const QUESTION = /^What would have to be different|^What must be true|^What does your decision rest on/;

describeEachReactMode('the safeguards of a form', (renderIn) => {
  async function opened(props: HostProps = {}) {
    const user = userEvent.setup();
    const view = renderIn(<Host {...props} />);
    await user.click(screen.getByRole('button', { name: 'Open' }));
    const box = await screen.findByRole('dialog');
    await waitFor(() => expect(document.activeElement?.tagName).toBe('H2'));
    const sign = () =>
      within(box).getByRole('button', { name: /^Sign (approval|override|rejection|answer|abstention)$/ });
    return { user, box, view, inside: within(box), sign };
  }

  it.each(VERDICTS)(
    'ask one question before %s is signed, in the same words for all, with nothing filled in (B-9)',
    async (verdict) => {
      const { inside } = await opened({ policy: asking, verdict, proposal: sampleProposals.loan });
      const answer = inside.getByRole<HTMLTextAreaElement>('textbox', { name: QUESTION });
      expect(answer.value).toBe('');
      expect(answer.getAttribute('aria-required')).toBe('true');
      // What is asked says nothing of the AI or of its value.
      expect(answer.labels?.[0]?.textContent).not.toMatch(/\bAI\b|deny|approve/i);
    },
  );

  it('ask nothing where the policy does not', async () => {
    const { inside } = await opened({ policy: easy });
    expect(inside.queryByRole('textbox', { name: QUESTION })).toBeNull();
  });

  it('say what is missing, lead to it, and send the answer with the wording it was asked in', async () => {
    const onSubmit = vi.fn();
    const { user, inside, sign } = await opened({ policy: asking, verdict: 'approve', onSubmit });
    await user.click(sign());
    await user.click(inside.getByRole('link', { name: 'Answer the question that is asked before you sign.' }));
    const answer = inside.getByRole('textbox', { name: QUESTION });
    expect(document.activeElement).toBe(answer);
    expect(descriptionOf(answer)).toBe('Answer the question that is asked before you sign.');
    await user.keyboard('The payslips are genuine');
    expect(draftNow()).toMatchObject({ verdict: 'approve', assumption: { text: 'The payslips are genuine' } });
    await user.click(sign());
    expect(onSubmit.mock.calls[0]?.[0].grounds.assumption).toEqual({
      wording: expect.stringMatching(/^(holds|rests-on|otherwise)$/),
      text: 'The payslips are genuine',
    });
  });

  it('take an answer that is picked, or words, or both, and none that is too long', async () => {
    const onSubmit = vi.fn();
    const { user, inside, sign } = await opened({
      policy: picking,
      verdict: 'approve',
      onSubmit,
      initial: { assumption: { text: 'a'.repeat(ASSUMPTION_MAX_LENGTH + 2), code: 'gone' } },
    });
    const group = inside.getByRole('radiogroup', { name: QUESTION });
    expect(within(group).getByRole<HTMLInputElement>('radio').checked).toBe(false);
    await user.click(sign());
    expect(descriptionOf(group)).toBe('Shorten this from 282 to 280 characters.');
    await user.click(within(group).getByRole('radio', { name: 'The documents are genuine' }));
    await user.clear(within(group).getByRole('textbox', { name: 'In your own words (optional)' }));
    await user.click(sign());
    expect(onSubmit.mock.calls[0]?.[0].grounds.assumption).toMatchObject({ code: 'genuine' });
    expect(onSubmit.mock.calls[0]?.[0].grounds.assumption).not.toHaveProperty('text');
  });

  it.each(['approve', 'override'] as const)(
    'keep the signature of %s off until the wait is over, and say how long it is (B-12)',
    async (verdict) => {
      const onSubmit = vi.fn();
      const props = { policy: easy, verdict, onSubmit, initial: { value: 'approve' } };
      const { user, box, sign, view } = await opened({ ...props, dwell: waiting });
      expect(sign().getAttribute('aria-disabled')).toBe('true');
      expect(descriptionOf(sign())).toBe(
        'You can sign once the case has been on screen for 10 seconds. Only time with this page in front of you counts.',
      );
      await user.click(sign());
      expect(onSubmit).not.toHaveBeenCalled();
      expect(within(box).queryByRole('link')).toBeNull();
      const spoken = () =>
        [...box.querySelectorAll('[data-csn-announcer] > div')].map(({ textContent }) => textContent).join('');
      expect(spoken()).toBe('');
      act(() => view.rerender(<Host {...props} dwell={{ ...waiting, isOver: true }} />));
      await waitFor(() => expect(spoken()).toContain('You can sign now.'));
      expect(sign().hasAttribute('aria-disabled')).toBe(false);
      await user.click(sign());
      expect(onSubmit.mock.calls[0]?.[0].grounds).not.toHaveProperty('dwell');
    },
  );

  it('let somebody sign without waiting who says why, and record it', async () => {
    const onSubmit = vi.fn();
    const { user, inside, sign } = await opened({ policy: easy, verdict: 'approve', onSubmit, dwell: waiting });
    await user.click(inside.getByRole('button', { name: 'Sign without waiting' }));
    const why = inside.getByRole('textbox', { name: 'Why do you not wait?' });
    expect(document.activeElement).toBe(why);
    await user.keyboard('   ');
    expect(sign().getAttribute('aria-disabled')).toBe('true');
    await user.keyboard('Read it on paper');
    await user.click(sign());
    expect(onSubmit.mock.calls[0]?.[0].grounds.dwell).toEqual({ seconds: 10, waived: '   Read it on paper' });
  });

  it('take no field away from somebody who types in it when the wait ends', async () => {
    const props = { policy: easy, verdict: 'approve' } as const;
    const { user, inside, view } = await opened({ ...props, dwell: waiting });
    await user.click(inside.getByRole('button', { name: 'Sign without waiting' }));
    await user.keyboard('Read');
    act(() => view.rerender(<Host {...props} dwell={{ ...waiting, isOver: true }} />));
    expect(document.activeElement).toBe(inside.getByRole('textbox', { name: 'Why do you not wait? (optional)' }));
    expect(inside.getByText('You can sign now.')).toBeTruthy();
  });
});
