import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ReviewCard } from '../../src/desk/index.js';
import { SystemProvider } from '../../src/oversight/index.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { createReviewSession } from '../../src/review/review.session.js';
import type { ModelRef } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import {
  amara,
  jonas,
  loan,
  mateo,
  NOW,
  openSitting,
  Page,
  priya,
  type SittingOptions,
  system,
} from './desk.fixtures.js';

// A whole decision, typed key by key, takes its time where many tests share a machine.
// The code of a form arrives on first use, and is compiled then.

describeEachReactMode('ReviewCard', (renderIn) => {
  function show(options?: SittingOptions, props?: ReviewCard.RootProps) {
    const sitting = openSitting(options);
    const view = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root {...props} />
      </Page>,
    );
    return { ...sitting, ...view, user: userEvent.setup() };
  }
  const button = (name: string | RegExp) => screen.findByRole('button', { name });
  const spoken = (container: HTMLElement) =>
    container.ownerDocument.body.querySelectorAll('[data-csn-announcer] > div');
  const said = (container: HTMLElement) => [...spoken(container)].map((line) => line.textContent);

  it('says that it is loading, then shows the case', async () => {
    const { container } = show();
    expect(screen.getByRole('article').getAttribute('data-situation')).toBe('loading');
    await screen.findByRole('heading', { name: /Home renovation loan/ });
    expect(screen.getByRole('article', { name: /Home renovation loan/ }).getAttribute('data-situation')).toBe(
      'deciding',
    );
    expect(container.textContent).toContain('Consumer credit, LN-20417, assigned to Amara Osei');
  });

  it('puts evidence first, then the AI, then the verbs, in the document itself', async () => {
    show();
    const evidence = await screen.findByText('Employer letter');
    const suggestion = screen.getAllByText('AI suggestion').at(-1) as HTMLElement;
    const verb = await button('Approve suggestion');
    expect(evidence.compareDocumentPosition(suggestion) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(suggestion.compareDocumentPosition(verb) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('lets a person start an open case and shows nothing of the AI before', async () => {
    const { user, store, id, container } = show({ isClaimed: false });
    const start = await button('Start review');
    expect(container.textContent).not.toContain('AI suggestion');
    await user.click(start);
    await button('Approve suggestion');
    expect(store.get(id).claim?.by.id).toBe('amara');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: /Home renovation/ }));
    await waitFor(() => expect(said(container)).toContain('Case LN-20417 is assigned to you.'));
  });

  it('has what is known of the system behind it one click away, also before the reviewer’s own answer (L-3, B-1)', async () => {
    const sitting = openSitting({ policy: { blindFirst: true } });
    const described = vi.fn((model: ModelRef) => ({
      model,
      name: 'Credit default model',
      purpose: 'Estimates defaults',
    }));
    const { container } = renderIn(
      <Page session={sitting.session}>
        <SystemProvider describe={described}>
          <ReviewCard.Root />
        </SystemProvider>
      </Page>,
    );
    const user = userEvent.setup();
    const about = await button('About the AI system');
    expect(screen.getByRole('article').getAttribute('data-situation')).toBe('blind');
    expect(about.getAttribute('aria-expanded')).toBe('false');
    await user.click(about);
    const card = within(screen.getByRole('region', { name: 'Credit default model' }));
    card.getByText('Estimates defaults');
    expect(container.querySelector(`[id="${about.getAttribute('aria-controls')}"]`)?.textContent).toContain(
      'Estimates',
    );
    expect(described.mock.lastCall?.[0]).toEqual(loan.model);
    expect(card.getByRole('heading', { name: 'Credit default model' }).tagName).toBe('H4');
    await user.click(about);
    expect(screen.queryByRole('region', { name: 'Credit default model' })).toBeNull();
  });

  it('offers nothing where the host describes no system', async () => {
    const { container } = show();
    await button('Approve suggestion');
    await waitFor(() => expect(container.querySelector('.csn-review-card-notices')).not.toBeNull());
    expect(screen.queryByRole('button', { name: 'About the AI system' })).toBeNull();
    expect(container.querySelector('.csn-review-card-notices')?.childElementCount).toBe(0);
  });

  it('says who has the case when somebody else does', async () => {
    const sitting = openSitting({ isClaimed: false });
    sitting.store.apply(sitting.id, { type: 'claim' }, mateo);
    renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    await screen.findByText('Mateo Ruiz is reviewing this case');
    expect(screen.queryByRole('button', { name: /Approve|Override|Start/ })).toBeNull();
  });

  it('says who was first when a race for the case is lost, and keeps focus in the card', async () => {
    const { user, store, backend, id, container } = show({ isClaimed: false });
    const start = await button('Start review');
    const send = backend.send.bind(backend);
    backend.send = (...args) => {
      if (store.get(id).status === 'pending') store.apply(id, { type: 'claim' }, mateo);
      return send(...args);
    };
    await user.click(start);
    await screen.findByText('Somebody else was first');
    expect(screen.getAllByText('Mateo Ruiz is reviewing this case.').length).toBeGreaterThan(0);
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: /Home renovation/ }));
    await waitFor(() =>
      expect(said(container)).toContain('Somebody else was first. Mateo Ruiz is reviewing this case.'),
    );
    await user.click(await button('Close notice'));
    await screen.findByText('Mateo Ruiz is reviewing this case');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: /Home renovation/ }));
  });

  it('keeps every trace of the AI out of the page until the person has answered', async () => {
    const { container, user, store, id } = show({ policy: { blindFirst: true } });
    await screen.findByText(/Give your own answer first/);
    await screen.findByRole('radio', { name: /^Deny/ });
    const html = container.innerHTML;
    for (const trace of [/AI suggestion/, /data-origin="ai"/, /csn-confidence/, /Postal area/, /Near the threshold/]) {
      expect(html).not.toMatch(trace);
    }
    await user.click(await button('Record my answer'));
    expect(screen.getByRole('radiogroup', { name: /How likely/ }).getAttribute('aria-invalid')).toBe('true');
    await user.click(screen.getByRole('radio', { name: /^Approve(?! with)/ }));
    await user.click(screen.getByRole('radio', { name: /^Very likely/ }));
    await user.click(await button('Record my answer'));

    const heading = await screen.findByRole('heading', { name: 'The two readings differ' });
    expect(document.activeElement).toBe(heading);
    screen.getByText('Your first answer');
    screen.getByText(/Very likely \(80–95%\), in your own estimate/);
    expect(store.get(id).claim?.judgement).toMatchObject({ value: 'approve', confidence: 0.875 });
    // The verdict starts from nothing: neither own answer nor AI value is preselected.
    await user.click(await button('Override suggestion'));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).queryAllByRole('radio', { checked: true })).toEqual([]);
  });

  it('leads to the first field of a record that the own answer lacks', async () => {
    const record = {
      type: 'record' as const,
      fields: [
        { name: 'note', label: 'Note', optional: true, schema: { type: 'text' as const } },
        {
          name: 'account',
          label: 'Account',
          schema: {
            type: 'choice' as const,
            options: [
              { value: 'office', label: 'Office' },
              { value: 'travel', label: 'Travel' },
            ],
          },
        },
      ],
    };
    const proposal = { ...loan, schema: record, value: { note: 'Paid', account: 'office' }, alternatives: [] };
    const { user } = show({ policy: { blindFirst: true }, proposal });
    const account = await screen.findByRole('radio', { name: 'Office' });
    await user.type(screen.getByRole('textbox', { name: /^Note/ }), 'Paid');
    await user.click(await button('Record my answer'));
    expect(document.activeElement).toBe(account);
    await user.click(account);
    await user.click(await button('Record my answer'));
    expect(document.activeElement).toBe(
      within(screen.getByRole('radiogroup', { name: /How likely/ })).getAllByRole('radio')[0],
    );
  });

  it('keeps an unfinished own answer when the card goes and comes back', async () => {
    const { user, session, unmount } = show({ policy: { blindFirst: true } });
    await user.click(await screen.findByRole('radio', { name: /^Approve(?! with)/ }));
    await user.click(screen.getByRole('radio', { name: /^Likely/ }));
    unmount();
    renderIn(
      <Page session={session}>
        <ReviewCard.Root />
      </Page>,
    );
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: /^Approve(?! with)/ })).checked).toBe(true);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Likely/ }).checked).toBe(true);
  });

  it('keeps an unfinished own answer over a reload, the likelihood included, until it is recorded', async () => {
    const { user, backend, session, id, unmount } = show({ policy: { blindFirst: true } });
    await user.click(await screen.findByRole('radio', { name: /^Approve(?! with)/ }));
    await user.click(screen.getByRole('radio', { name: /^Likely/ }));
    await waitFor(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
    unmount();
    session.stop();

    const later = createReviewSession({ backend, id, reviewer: amara, clock: () => NOW, draftDelay: 5 });
    renderIn(
      <Page session={later}>
        <ReviewCard.Root />
      </Page>,
    );
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Likely/ }).checked).toBe(true));
    await user.click(screen.getByRole('button', { name: 'Record my answer' }));
    await screen.findByText(/Likely \(55–80%\), in your own estimate/);
    expect(later.getSnapshot().draft.notes).toBeUndefined();
  });

  it('waits for required evidence, says what is missing, and says when the way is free', async () => {
    const { user, container } = show({ policy: { evidenceGate: true } }, { onEvidenceOpen: () => {} });
    const approve = await button('Approve suggestion');
    expect(approve.getAttribute('aria-disabled')).toBe('true');
    const reason = document.getElementById(approve.getAttribute('aria-describedby') as string);
    expect(reason?.textContent).toBe(
      'Open 2 more items before you decide: Bank statements, 12 months and Employer letter.',
    );
    await user.click(approve);
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByRole('button', { name: /Bank statements/ }));
    expect(reason?.isConnected && reason.textContent).toBe('Open 1 more item before you decide: Employer letter.');
    await user.click(screen.getByRole('button', { name: /Employer letter/ }));
    expect(approve.hasAttribute('aria-disabled')).toBe(false);
    await waitFor(() => expect(said(container)).toContain('You can decide now.'));
  });

  it('counts nothing as opened that nothing opens, and does not claim that it can be', async () => {
    const { user, session } = show({ policy: { evidenceGate: true } });
    const approve = await button('Approve suggestion');
    expect(screen.queryByRole('button', { name: /Employer letter/ })).toBeNull();
    await user.click(screen.getByText('Employer letter'));
    expect(session.getSnapshot().opened).toEqual({});
    expect(screen.getAllByText('Cannot be opened here')).toHaveLength(3);
    expect(approve.getAttribute('aria-disabled')).toBe('true');
  });

  it('shows what whoever decided had opened, not what the reader has', async () => {
    const { store, id, session, user } = show({ isClaimed: false }, { onEvidenceOpen: () => {} });
    await user.click(await screen.findByRole('button', { name: /Payslips/ }));
    expect(Object.keys(session.getSnapshot().opened)).toEqual(['payslips']);
    act(() => {
      store.apply(id, { type: 'claim' }, priya);
      store.apply(id, { type: 'approve', evidenceOpened: ['letter'] }, priya, { saw: sawOf(loan) });
    });
    await screen.findByText('What Priya Nair had opened before deciding');
    const opened = [...document.querySelectorAll('.csn-evidence-item[data-opened]')].map((item) => item.textContent);
    expect(opened).toEqual(['Employer letter1 page. RequiredOpened']);
  });

  it('says so where it is not on record what was opened', async () => {
    const { store, id } = show({ isClaimed: false }, { onEvidenceOpen: () => {} });
    await button('Start review');
    act(() => {
      store.apply(id, { type: 'claim' }, priya);
      store.apply(id, { type: 'approve' }, priya, { saw: sawOf(loan) });
    });
    await screen.findByText('It is not on record what Priya Nair had opened before deciding');
    expect(screen.queryByText(/^(Not opened|Opened)/)).toBeNull();
  });

  async function override(user: ReturnType<typeof userEvent.setup>) {
    await user.click(await button('Override suggestion'));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: /^Approve with conditions/ }));
    await user.click(within(dialog).getByRole('radio', { name: 'Income covers the instalment' }));
    await user.click(within(dialog).getByRole('checkbox', { name: 'Read the bank statements' }));
    await user.click(within(dialog).getByRole('button', { name: /Sign/ }));
  }

  it('puts an override on the record beside what the AI suggested, and says so', async () => {
    const onDecisionSettle = vi.fn();
    const { user, store, id, container } = show({}, { onDecisionSettle });
    await override(user);
    await screen.findByText('You entered');
    screen.getByText('AI suggested');
    expect(container.textContent).toContain('now decided by Amara Osei');
    expect(container.textContent).toContain('Reason: Income covers the instalment');
    expect(store.get(id).decision).toMatchObject({ value: 'approve-with-conditions', verdict: { type: 'override' } });
    expect(onDecisionSettle).toHaveBeenCalledTimes(1);
    expect(onDecisionSettle.mock.calls[0]?.[0]).toMatchObject({ review: { status: 'overridden' } });
    await waitFor(() => expect(said(container)).toContain('Case LN-20417 overridden.'));
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('heading', { name: /Home renovation loan/ })),
    );
  });

  it('shows an approval with its signature, and opens it again for a reason only', async () => {
    const { user, store, id } = show();
    await user.click(await button('Approve suggestion'));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /Sign/ }));
    await screen.findByText('You approved');
    await user.click(await button('Reopen'));
    const form = await screen.findByRole('form', { name: 'Reopen' });
    await user.click(within(form).getByRole('button', { name: 'Reopen' }));
    expect(within(form).getByRole('textbox').getAttribute('aria-invalid')).toBe('true');
    await user.type(within(form).getByRole('textbox'), 'New payslips arrived');
    await user.click(within(form).getByRole('button', { name: 'Reopen' }));
    await button('Start review');
    expect(store.entries(id).map(({ type }) => type)).toEqual(['proposed', 'claimed', 'approved', 'reopened']);
  });

  it('keeps the draft when saving fails, and sends the same command once more', async () => {
    const { user, backend, store, id, container } = show();
    backend.fail('send', 'unreachable');
    await override(user);
    await screen.findByText('Not saved. Your draft is kept.', { selector: 'p' });
    screen.getByText(/The network is unreachable/);
    screen.getByText('Not signed yet');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(container.textContent).toContain('Reason: Income covers the instalment');
    await waitFor(() => expect(said(container)).toContain('Not saved. Your draft is kept.'));
    await user.click(await button('Try again'));
    await screen.findByText(/^Decided/);
    expect(store.get(id).status).toBe('overridden');
  });

  it('decides once although the answer to the first try was lost', async () => {
    const { user, backend, store, id } = show();
    backend.fail('send', 'answer-lost');
    await override(user);
    await user.click(await button('Try again'));
    await screen.findByText(/^Decided/);
    expect(store.entries(id).filter(({ type }) => type === 'overridden')).toHaveLength(1);
  });

  it('copies the draft, so that nothing is lost whatever happens to the page', async () => {
    const { user, backend } = show();
    backend.fail('send', 'unreachable');
    await override(user);
    await user.click(await button('Copy my draft'));
    const text = await navigator.clipboard.readText();
    expect(text).toContain('Approve with conditions');
  });

  it('hides the AI in a suggestion that the host places itself, until the person has answered', async () => {
    const sitting = openSitting({ policy: { blindFirst: true } });
    const { container } = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root>
          <ReviewCard.Title />
          <ReviewCard.Suggestion />
        </ReviewCard.Root>
      </Page>,
    );
    await screen.findByText(/Home renovation/);
    expect(container.innerHTML).not.toMatch(/AI suggestion|data-origin="ai"|Deny/);
    act(() => sitting.session.judge({ value: 'approve', confidence: 0.7 }));
    await screen.findByText('AI suggestion');
  });

  it('keeps the AI hidden when the case is withdrawn from under a blind answer', async () => {
    const { container, session, store, id } = show({ policy: { blindFirst: true } });
    await screen.findByRole('radio', { name: /^Deny/ });
    act(() => session.editDraft({ value: 'approve' }));
    act(() => void store.apply(id, { type: 'withdraw' }, system));
    await waitFor(() => expect(container.querySelector('[data-sitting="conflict"]')).not.toBeNull());
    expect(container.innerHTML).not.toMatch(/AI suggest|data-origin="ai"|You entered|not signed/);
  });

  it('shows their decision beside the draft on a conflict, with the ways out', async () => {
    const { user, store, id, container, session } = show();
    await user.click(await button('Override suggestion'));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: /^Approve with conditions/ }));
    act(() => {
      store.apply(id, { type: 'lapse' }, system);
      store.apply(id, { type: 'claim' }, priya);
      store.apply(id, { type: 'approve' }, priya, { saw: sawOf(loan) });
    });
    await screen.findByText('Priya Nair decided while you were working');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    screen.getByText('That decision is on the record. Yours is a draft and has no effect.');
    screen.getByText('Reviewer approved');
    screen.getByText('You entered');
    screen.getByText('Not signed yet');
    expect(container.querySelector('[data-sitting="conflict"]')).not.toBeNull();
    await user.click(await button('Keep my draft'));
    await screen.findByText(/^Decided/);
    expect(session.getSnapshot().draft.value).toBe('approve-with-conditions');
  });

  it('discards the draft of a conflict when asked to', async () => {
    const { user, store, id, session } = show();
    await button('Approve suggestion');
    act(() => session.editDraft({ verdict: 'override', value: 'approve' }));
    act(() => {
      store.apply(id, { type: 'lapse' }, system);
      store.apply(id, { type: 'claim' }, priya);
      store.apply(id, { type: 'approve' }, priya, { saw: sawOf(loan) });
    });
    await user.click(await button('Discard mine'));
    expect(session.getSnapshot().draft).toEqual({});
  });

  it('keeps the draft when the claim is lost, and claims again', async () => {
    const { user, store, id, session } = show();
    await button('Approve suggestion');
    act(() => session.editDraft({ verdict: 'override', value: 'approve' }));
    act(() => void store.apply(id, { type: 'lapse' }, system));
    await screen.findByText('Your claim ended: your draft is kept');
    await user.click(await button('Review again'));
    await button('Override suggestion');
    expect(session.getSnapshot().draft.value).toBe('approve');
    expect(store.get(id).claim?.by.id).toBe('amara');
  });

  it('holds the verbs back when the suggestion was revised, until it is looked at', async () => {
    const { user, store, id } = show();
    await button('Approve suggestion');
    act(() => {
      store.apply(id, { type: 'revise', proposal: { ...loan, revision: 2, value: 'approve' } }, system);
    });
    await screen.findByText('The suggestion was revised');
    screen.getByText(/You see revision 1; revision 2 is here/);
    expect((await button('Approve suggestion')).getAttribute('aria-disabled')).toBe('true');
    await user.click(await button('Look at the new suggestion'));
    expect(screen.queryByText('The suggestion was revised')).toBeNull();
    expect((await button('Approve suggestion')).hasAttribute('aria-disabled')).toBe(false);
  });

  it('hides the first decision from the second reviewer', async () => {
    const sitting = openSitting({ policy: { secondReview: true }, reviewer: priya, isClaimed: false });
    const { store, id } = sitting;
    store.apply(id, { type: 'claim' }, amara);
    store.apply(id, { type: 'approve' }, amara, { saw: sawOf(loan) });
    store.apply(id, { type: 'claim' }, priya);
    const { container } = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    await screen.findByText('You are the second reviewer');
    expect(container.textContent).not.toContain('Amara Osei');
    screen.getByText(/If you both agree, the decision takes effect/);
  });

  it('says to the first of two signers, before and after they sign, that nothing takes effect without the second', async () => {
    const sitting = openSitting({ policy: { secondReview: true }, reviewer: amara });
    const { store, id } = sitting;
    const user = userEvent.setup();
    renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    const words = 'Nothing takes effect before a second person decides';
    await user.click(await button('Approve suggestion'));
    within(await screen.findByRole('dialog')).getByText(words);
    await user.click(await button('Sign approval'));
    await screen.findByText('You approved');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await screen.findByText(words);
    // Still while the second one is at work, and no longer once both have decided.
    store.apply(id, { type: 'claim' }, priya);
    await screen.findByText('Priya Nair is reviewing this case');
    screen.getByText(words);
    store.apply(id, { type: 'approve' }, priya, { saw: sawOf(loan) });
    await waitFor(() => expect(screen.queryByText(words)).toBeNull());
  });

  it('shows whoever has signed both decisions, and the first signer nothing of the second before it is in', async () => {
    const sitting = openSitting({ policy: { secondReview: true }, reviewer: amara, isClaimed: false });
    const { store, id } = sitting;
    const saw = sawOf(loan);
    const reason = { codes: ['newer-file'], checks: ['spoke'] };
    store.apply(id, { type: 'claim' }, amara);
    store.apply(id, { type: 'approve' }, amara, { saw });
    const { container } = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    await waitFor(() => expect(container.textContent).toContain('You approved'));
    expect(container.textContent).not.toContain('Priya');
    store.apply(id, { type: 'claim' }, priya);
    store.apply(id, { type: 'override', value: 'approve', reason }, priya, { saw });
    await waitFor(() => expect(container.textContent).toContain('Priya Nair'));
    expect(container.textContent).toContain('Amara Osei');
  });

  it('says who keeps the record beyond its time, and why', async () => {
    const sitting = openSitting({ isClaimed: false });
    const { store, id } = sitting;
    store.apply(id, { type: 'preserve', reason: 'Complaint BF-118' }, priya);
    renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    await screen.findByText('Under legal hold by Priya Nair');
    screen.getByText(/Reason: “Complaint BF-118” Nothing of this record can be erased/);
    store.apply(id, { type: 'lift', reason: 'Settled' }, priya);
    await waitFor(() => expect(screen.queryByText('Under legal hold by Priya Nair')).toBeNull());
  });

  it('says of an erased case that what was decided stays', async () => {
    const sitting = openSitting({ isClaimed: false });
    const { store, id } = sitting;
    store.apply(id, { type: 'claim' }, amara);
    store.apply(id, { type: 'approve' }, amara, { saw: sawOf(loan) });
    store.apply(id, { type: 'erase', reason: 'Request' }, system);
    const { container } = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    await screen.findByText('Erased on request; what was decided stays');
    expect(container.textContent).toContain('approved');
    expect(container.textContent).not.toContain(loan.subject.title);
  });

  it('names nobody who is at work on a case that two people decide on', async () => {
    const sitting = openSitting({ policy: { secondReview: true }, reviewer: priya, isClaimed: false });
    sitting.store.apply(sitting.id, { type: 'claim' }, amara);
    const { container } = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    await screen.findByText('Another reviewer is reviewing this case');
    expect(container.textContent).not.toContain('Amara');
  });

  it('shows both decisions to the one who settles their difference', async () => {
    const sitting = openSitting({ policy: { secondReview: true }, reviewer: jonas, isClaimed: false });
    const { store, id } = sitting;
    const saw = sawOf(loan);
    const reason = { codes: ['newer-file'], checks: ['spoke'] };
    store.apply(id, { type: 'claim' }, amara);
    store.apply(id, { type: 'approve' }, amara, { saw });
    store.apply(id, { type: 'claim' }, priya);
    store.apply(id, { type: 'override', value: 'approve', reason }, priya, { saw });
    store.apply(id, { type: 'claim' }, jonas);
    const { container } = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    await screen.findByText('Two decisions differ');
    screen.getByText('First decision');
    screen.getByText('Second decision');
    expect(container.textContent).toContain('Amara Osei');
    expect(container.textContent).toContain('Priya Nair');
  });

  it('shows outcomes as dots once they are drawn', async () => {
    const values = Array.from({ length: 20 }, (_, index) => 400 + index * 40);
    const confidence = {
      ...loan.confidence,
      quantiles: { values, threshold: 1000, unit: 'EUR' },
    } as typeof loan.confidence;
    show({ proposal: { ...loan, confidence, alternatives: undefined } });
    await screen.findByText(/of 20 equally likely outcomes are above/);
    expect(document.querySelector('[data-kind]')?.getAttribute('data-kind')).toBe('dots');
  });

  it('stops when the case is held, and says by whom and why', async () => {
    const { store, id, container } = show();
    await button('Approve suggestion');
    act(() => {
      store.apply(id, { type: 'hold', reason: 'Income is read from the wrong column.', scope: 'model' }, jonas);
    });
    await screen.findByText('Reviewing halted by Jonas Weber');
    screen.getByText(/Income is read from the wrong column/);
    expect(screen.queryByRole('button', { name: /Approve/ })).toBeNull();
    expect(container.querySelector('[data-held]')?.textContent).toBe('Halted');
    await waitFor(() => expect(said(container)).toContain('Reviewing halted by Jonas Weber'));
  });

  it('says what the host said when a person may not decide', async () => {
    const sitting = openSitting({ isClaimed: false });
    const { createReviewSession } = await import('../../src/review/review.session.js');
    const session = createReviewSession({
      backend: sitting.backend,
      id: sitting.id,
      reviewer: amara,
      canDecide: () => 'Your training for consumer credit ended on 1 October.',
    });
    renderIn(
      <Page session={session}>
        <ReviewCard.Root />
      </Page>,
    );
    const start = await button('Start review');
    expect(start.getAttribute('aria-disabled')).toBe('true');
    screen.getByText('Your training for consumer credit ended on 1 October.');
  });

  it.each([
    ['withdraw', 'The suggestion was withdrawn'],
    ['expire', 'The time for this case ran out'],
  ] as const)('says that nobody decided after %s', async (type, words) => {
    const { store, id } = show({ isClaimed: false });
    await button('Start review');
    act(() => void store.apply(id, { type }, system));
    await screen.findByText(words);
    screen.getByText('No decision was made.');
  });

  it('says that the case could not be loaded, and tries again', async () => {
    const sitting = openSitting();
    sitting.backend.fail('load', 'unreachable');
    renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    const user = userEvent.setup();
    await screen.findByText('The case could not be loaded');
    await user.click(await button('Try again'));
    await screen.findByRole('heading', { name: /Home renovation/ });
  });

  it('says that the browser is offline and that nothing typed is lost', async () => {
    show();
    await button('Approve suggestion');
    act(() => void window.dispatchEvent(new Event('offline')));
    await screen.findByText('You are offline');
    act(() => void window.dispatchEvent(new Event('online')));
    expect(screen.queryByText('You are offline')).toBeNull();
  });

  it('shows the whole explanation when asked to', async () => {
    const { user } = show();
    const toggle = await button('Explanation, limits and model');
    expect(toggle.getAttribute('aria-expanded')).toBe('false');
    await user.click(toggle);
    expect(toggle.getAttribute('aria-expanded')).toBe('true');
    await screen.findByText(/I compared this application/);
  });

  it('makes hidden characters of a hostile proposal visible and never reads markup', async () => {
    const { container } = show({
      proposal: { ...loan, subject: { ...loan.subject, title: '<img src=x onerror=alert(1)>\u202egnp.exe' } },
    });
    await screen.findByRole('heading', { name: '<img src=x onerror=alert(1)>[U+202E]gnp.exe' });
    expect(container.querySelector('img')).toBeNull();
  });
});
