import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { createMemoryPolicyService } from '../../src/backends/memory-policy-service.js';
import { de } from '../../src/messages/de.js';
import { PolicyEditor } from '../../src/oversight/index.js';
import { oversightPolicyProblems } from '../../src/oversight/oversight-policy.selectors.js';
import type { PolicyService } from '../../src/oversight/policy-service.types.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { describeEachReactMode } from '../react-modes.js';
import {
  inForce,
  jonas,
  losingOneAnswer,
  memoryStore,
  NOW,
  priya,
  record,
  savingSlowly,
  serviceWith,
  unsampled,
} from './policy-editor.fixtures.js';
import { worldOf } from './worlds.fixtures.js';

// Long forms, filled in key by key.
vi.setConfig({ testTimeout: 60_000 });

type Render = Parameters<Parameters<typeof describeEachReactMode>[1]>[0];

const section = (name: string) => within(screen.getByRole('region', { name }));
const rules = () => section('Rules');
const save = () => section('Save as a new version');
const listed = (list: HTMLElement) =>
  within(list)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
const ruleNames = () =>
  rules()
    .getAllByRole('heading', { level: 4 })
    .map(({ textContent }) => textContent);

describeEachReactMode('PolicyEditor', (renderIn) => {
  async function open({
    service = serviceWith().as(priya),
    store = memoryStore(),
    locale = 'en',
    personId = priya.id,
    onPolicySettle,
  }: {
    service?: PolicyService;
    store?: ReturnType<typeof memoryStore>;
    locale?: string;
    personId?: string;
    onPolicySettle?: Parameters<typeof PolicyEditor.Root>[0]['onPolicySettle'];
  } = {}) {
    const user = userEvent.setup();
    const view = (renderIn as Render)(
      <LocaleProvider locale={locale} timeZone="UTC" messages={locale === 'de' ? de : undefined}>
        <PolicyEditor.Root {...{ service, store, personId, onPolicySettle }} clock={() => NOW} />
      </LocaleProvider>,
    );
    await screen.findByRole('heading', { level: 2 });
    return { user, view, service, store };
  }
  const openRule = async (user: ReturnType<typeof userEvent.setup>, name: string) =>
    user.click(rules().getByRole('button', { name: `Change ${name}` }));
  const below = () => rules().getByRole<HTMLInputElement>('textbox', { name: /^Below/ });

  it('shows the rules in words, and that every other case goes to people', async () => {
    await open();
    expect(ruleNames()).toEqual(['Rule 1: unsure', 'Rule 2: sample', 'Rule 3: rest', 'Every other case']);
    rules().getByText('The AI’s confidence is below 80%: In the loop');
    rules().getByText('The case is in the 10% random sample “2026”: In the loop');
  });

  it('offers no way to let every other case pass without a person', async () => {
    await open();
    const modes = rules().getByRole('combobox', { name: 'What becomes of its cases' });
    expect(
      within(modes)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['In the loop', 'Two people']);
  });

  it('reads a threshold as people of the locale write it', async () => {
    const { user, service } = await open({ locale: 'de' });
    await user.click(screen.getByRole('button', { name: 'unsure ändern' }));
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: /^Unter/ });
    expect(field.value).toBe('0,8');
    await user.clear(field);
    await user.type(field, '75 %');
    screen.getByText(/liegt unter 75\s%: Ein Mensch entscheidet/);
    await user.type(screen.getByRole('textbox', { name: 'Warum geändert wird' }), 'Zu viele');
    await user.click(screen.getByRole('button', { name: 'Neue Version speichern' }));
    await waitFor(async () => expect((await service.current()).inForce.policy.version).toBe('8'));
    expect((await service.current()).inForce.policy.rules[0]?.when).toEqual({ type: 'confidence', below: 0.75 });
  });

  it('says at the field what is wrong, keeps what was typed, and names it when it is to be saved', async () => {
    const { user, service } = await open();
    await openRule(user, 'unsure');
    await user.clear(below());
    await user.type(below(), '80 percent');
    expect(below().value).toBe('80 percent');
    expect(below().getAttribute('aria-invalid')).toBe('true');
    const described = below().getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => document.getElementById(id)?.textContent).join()).toContain(
      '“80 percent” is no number. Write a number from 0 to 1',
    );
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'Fewer');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    const link = await save().findByRole('link', { name: /80 percent/ });
    save().getByText('rules.0.when.below');
    await user.click(link);
    expect(document.activeElement).toBe(below());
    await user.clear(below());
    await user.type(below(), '80');
    rules().getByText('80 is not from 0 to 1. A share is written as a part of 1: 90% is 0.9.');
    await user.clear(below());
    rules().getByText(/No bound is given/);
    expect((await service.current()).newest).toBe('7');
  });

  it('says that a rule can never be reached, at the rule', async () => {
    const { user } = await open();
    await openRule(user, 'sample');
    await user.selectOptions(rules().getByRole('combobox', { name: 'When' }), 'The AI’s confidence');
    rules().getByText(/The rules before it take every case that this one is about/);
  });

  it('moves, adds and removes rules by keyboard, keeps focus, and takes it back', async () => {
    const { user } = await open();
    rules().getByRole('button', { name: 'Change sample' }).focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(ruleNames().slice(0, 3)).toEqual(['Rule 1: sample', 'Rule 2: unsure', 'Rule 3: rest']);
    expect(document.activeElement).toBe(rules().getByRole('button', { name: 'Change sample' }));
    rules().getByRole('button', { name: 'Remove sample' }).focus();
    await user.keyboard('{Enter}');
    expect(ruleNames().slice(0, 2)).toEqual(['Rule 1: unsure', 'Rule 2: rest']);
    expect(document.activeElement).toBe(rules().getByRole('button', { name: 'Change unsure' }));
    await user.click(rules().getByRole('button', { name: 'Take back the last change' }));
    await user.click(rules().getByRole('button', { name: 'Take back the last change' }));
    expect(ruleNames().slice(0, 3)).toEqual(['Rule 1: unsure', 'Rule 2: sample', 'Rule 3: rest']);
    await user.click(rules().getByRole('button', { name: 'Add a rule' }));
    expect((document.activeElement as HTMLInputElement).value).toBe('new-rule');
    expect(ruleNames()[3]).toBe('Rule 4: new-rule');
  });

  it('can express every condition, joined and turned round', async () => {
    const { user, service } = await open();
    await openRule(user, 'rest');
    const when = () => rules().getAllByRole('combobox', { name: 'When' });
    await user.selectOptions(when()[0] as HTMLElement, 'All of these');
    await user.click(rules().getByRole('button', { name: 'Add a condition' }));
    await user.selectOptions(when()[2] as HTMLElement, 'Not this');
    await user.selectOptions(when()[3] as HTMLElement, 'Risk');
    rules().getByText('The kind of case is credit, and not (the risk is High or Critical): Out of the loop');
    for (const [type, words] of [
      ['Margin between the two likeliest readings', /not \(the margin between/],
      ['How torn the AI is between its readings', /not \(how torn the AI/],
      ['How unlike other cases it is', /not \(how unlike other cases/],
      ['Disagreement', /not \(how evenly the factors/],
      ['The proposed value', /not \(the proposed value is at least 0\)/],
      ['Random sample', /not \(the case is in the 2% random sample/],
      ['Any of these', /not \(the case is in the 2%/],
      ['The AI’s confidence', /not \(the AI’s confidence is below 80%\)/],
    ] as const) {
      await user.selectOptions(when()[3] as HTMLElement, type);
      rules().getByText(words, { selector: 'bdi' });
    }
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'Narrower');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await waitFor(async () => expect((await service.current()).newest).toBe('8'));
    const { policy } = (await service.current()).inForce;
    expect(policy.rules[2]?.when).toEqual({
      type: 'and',
      of: [
        { type: 'kind', in: ['credit'] },
        { type: 'not', of: { type: 'confidence', below: 0.8 } },
      ],
    });
    expect(oversightPolicyProblems(policy)).toEqual([]);
  });

  it('shows what a change would have done, beside the policy in force', async () => {
    const { user } = await open();
    const row = (name: string) =>
      within(section('What would change').getByRole('row', { name: new RegExp(`^${name}`) }))
        .getAllByRole('cell')
        .map(({ textContent }) => textContent);
    await waitFor(() => {
      for (const text of row('Cases a day to people')) expect(text).toMatch(/^2\d \(\d+ to \d+\)$/);
    });
    const before = row('Cases a day to people');
    expect(before[1]).toBe(before[0]);
    await openRule(user, 'unsure');
    await user.clear(below());
    await user.type(below(), '0.6');
    await waitFor(() => expect(row('Cases a day to people')[1]).not.toBe(before[1]));
    expect(row('Cases a day to people')[0]).toBe(before[0]);
    expect(row('Share of wrong ones among those')[1]).toMatch(/% \(.*% to .*%\)Rests on \d+ cases that were looked at/);
    expect(section('What would change').getByRole('row', { name: /^few/ })).toBeTruthy();
  });

  it('says of cases that nobody could look at that it cannot be told, and never that none was wrong', async () => {
    const blind = worldOf(3, { days: 5, daily: 30, policyOn: () => unsampled, risk: () => 0.3 });
    const passed = { ...blind, cases: blind.cases.filter(({ chance }) => chance === 0) };
    await open({
      service: createMemoryPolicyService({ policy: unsampled, cases: passed, clock: () => NOW }).as(priya),
    });
    const effects = section('What would change');
    await waitFor(() =>
      effects.getAllByText(`Cannot be told: none of these ${passed.cases.length} cases was ever looked at.`),
    );
    const share = within(effects.getByRole('row', { name: /^Share of wrong ones/ })).getAllByRole('cell');
    expect(share.map(({ textContent }) => textContent)).toEqual(['cannot be told', 'cannot be told']);
  });

  it('moves the threshold along the curve by keyboard, and says the same in a table', async () => {
    const { user } = await open();
    const slider = await screen.findByRole('slider', { name: 'Present threshold' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(
      /^Threshold 80%: 3\d(\.\d)?% of the cases take effect without a person; wrong among them: \d/,
    );
    slider.focus();
    await user.keyboard('{ArrowRight}');
    rules().getByText('The AI’s confidence is below 79%: In the loop');
    await user.keyboard('{PageUp}{ArrowLeft}');
    rules().getByText('The AI’s confidence is below 70%: In the loop');
    await user.keyboard('{End}');
    rules().getByText('The AI’s confidence is below 0%: In the loop');
    await user.keyboard('{Home}');
    rules().getByText('The AI’s confidence is below 100%: In the loop');
    const table = within(screen.getByRole('region', { name: 'The same as a table', hidden: true }));
    table.getByRole('row', { name: /^100% \(present\)/, hidden: true });
    expect(table.getAllByRole('row', { hidden: true }).length).toBeGreaterThan(15);
  });

  it('saves a new version with its reason and its day, and says what changed', async () => {
    const { user, service } = await open();
    await openRule(user, 'unsure');
    await user.clear(below());
    await user.type(below(), '0.7');
    await user.selectOptions(rules().getAllByRole('combobox', { name: 'Who decides' })[0] as HTMLElement, 'senior');
    expect(listed(save().getByRole('list'))).toEqual([
      'unsure, When: the AI’s confidence is below 80% → the AI’s confidence is below 70%',
      'unsure, Who decides: Whoever may decide → senior',
    ]);
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await save().findByRole('link', { name: 'Say why it is changed.' });
    await user.type(save().getByLabelText(/^Takes effect on/), '2026-11-29');
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'Fewer cases to people');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    expect(save().getAllByText(/This day has begun or is over/).length).toBeGreaterThan(0);
    expect((await service.current()).newest).toBe('7');
    await user.clear(save().getByLabelText(/^Takes effect on/));
    await user.type(save().getByLabelText(/^Takes effect on/), '2026-12-01');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await save().findByText(/^Version 8 takes effect on 1 Dec 2026|^Version 8 takes effect on Dec 1, 2026/);
    const state = await service.current();
    expect(state.inForce.policy.version).toBe('7');
    expect(state.upcoming).toMatchObject({
      proposedBy: priya,
      reason: 'Fewer cases to people',
      effectiveFrom: '2026-12-01T00:00:00.000Z',
    });
  });

  it('waits for a second person where the host asks for one, who is not the first', async () => {
    const shared = serviceWith({ asksSecond: true });
    const { user } = await open({ service: shared.as(priya) });
    await user.click(rules().getByRole('button', { name: 'Remove sample' }));
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'No sample');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await save().findByText(/Version 8 of Priya Nair waits for a second person/);
    save().getByText('You proposed this version yourself: somebody else has to confirm it.');
    expect(save().queryByRole('button', { name: 'Confirm this version' })).toBeNull();
    expect(await shared.as(priya).confirm?.('8')).toEqual({ outcome: 'forbidden', why: 'same-person' });
    expect((await shared.as(jonas).current()).inForce.policy.version).toBe('7');

    cleanup();
    const second = await open({ service: shared.as(jonas), personId: jonas.id });
    expect(listed(save().getAllByRole('list')[0] as HTMLElement)[0]).toMatch(
      /^Removed: sample\. The case is in the 10%/,
    );
    await second.user.click(save().getByRole('button', { name: 'Confirm this version' }));
    await screen.findByRole('heading', { level: 2, name: 'Policy credit-oversight, version 8' });
    // What is changed next begins from what was confirmed.
    expect(ruleNames()).toEqual(['Rule 1: unsure', 'Rule 2: rest', 'Every other case']);
    save().getByText('Nothing is changed.');
  });

  it('shows what was confirmed beside what is being changed: saved as it is, it would take that back', async () => {
    const shared = serviceWith({ asksSecond: true });
    const theirs = { ...inForce, rules: inForce.rules.filter(({ id }) => id !== 'sample') };
    await shared.as(priya).propose?.({ policy: theirs, basedOn: '7', reason: 'No sample' });
    const { user } = await open({ service: shared.as(jonas), personId: jonas.id });
    await openRule(user, 'unsure');
    await user.clear(below());
    await user.type(below(), '0.7');
    await user.click(save().getByRole('button', { name: 'Confirm this version' }));
    await save().findByText('Priya Nair saved another version meanwhile');
    expect(below().value).toBe('0.7');
    await user.click(save().getByRole('button', { name: 'Go on with theirs' }));
    expect(ruleNames()).toEqual(['Rule 1: unsure', 'Rule 2: rest', 'Every other case']);
    save().getByText('Nothing is changed.');
  });

  it('says that the cases could not be loaded, which is not that there are none, and tries again', async () => {
    const service = serviceWith().as(priya);
    let isDown = true;
    const cases = async () => {
      if (isDown) throw new Error('500');
      return (service.cases as NonNullable<PolicyService['cases']>)();
    };
    const { user } = await open({ service: { ...service, cases } });
    await screen.findByText(/The recorded cases could not be loaded/);
    expect(screen.queryByText(/There are no recorded cases/)).toBeNull();
    isDown = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText(/Reckoned from/);
    expect(screen.queryByText(/could not be loaded/)).toBeNull();
  });

  it('keeps what was typed over a reload', async () => {
    const store = memoryStore();
    const { user } = await open({ store });
    await openRule(user, 'unsure');
    await user.clear(below());
    await user.type(below(), 'seventy');
    cleanup();
    await open({ store });
    expect(below().value).toBe('seventy');
    save().getByText('Your changes of before were kept.');
  });

  it('keeps them from whoever comes next to the same device: a second person would confirm what is their own', async () => {
    const store = memoryStore();
    const { user } = await open({ store });
    await openRule(user, 'unsure');
    await user.clear(below());
    await user.type(below(), '0.4');
    cleanup();
    const next = await open({ store, personId: jonas.id });
    await openRule(next.user, 'unsure');
    expect(below().value).not.toBe('0.4');
    expect(screen.queryByText('Your changes of before were kept.')).toBeNull();
  });

  it('shows both sides where somebody else saved meanwhile, and loses nothing', async () => {
    const shared = serviceWith();
    const { user } = await open({ service: shared.as(priya) });
    await openRule(user, 'unsure');
    await user.clear(below());
    await user.type(below(), '0.7');
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'Fewer');
    const theirs = { ...inForce, rules: inForce.rules.filter(({ id }) => id !== 'sample') };
    await shared.as(jonas).propose?.({ policy: theirs, basedOn: '7', reason: 'No sample' });
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await save().findByText('Jonas Weber saved another version meanwhile');
    const both = save().getAllByRole('list').map(listed);
    expect(both.some(([text]) => text?.startsWith('Removed: sample'))).toBe(true);
    expect(both.some(([text]) => text?.startsWith('unsure, When'))).toBe(true);
    expect(below().value).toBe('0.7');
    await user.click(save().getByRole('button', { name: 'Go on with mine' }));
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await waitFor(async () => expect((await shared.as(priya).current()).newest).toBe('9'));
    expect((await shared.as(priya).current()).inForce.policy.rules).toHaveLength(3);
  });

  it('keeps what is typed while a version is being saved as a change of that version, which is nobody else’s', async () => {
    const { service, release } = savingSlowly(serviceWith().as(priya));
    const { user } = await open({ service });
    const reason = () => save().getByRole<HTMLTextAreaElement>('textbox', { name: 'Why it is changed' });
    await openRule(user, 'unsure');
    await user.clear(below());
    await user.type(below(), '0.7');
    await user.type(reason(), 'Fewer');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await user.type(below(), '5');
    release();
    await screen.findByRole('heading', { level: 2, name: 'Policy credit-oversight, version 8' });
    expect(save().queryByText(/saved another version meanwhile/)).toBeNull();
    expect(below().value).toBe('0.75');
    expect(listed(save().getByRole('list'))).toEqual([
      'unsure, When: the AI’s confidence is below 70% → the AI’s confidence is below 75%',
    ]);
    // Why it was changed was said of the version that is saved.
    expect(reason().value).toBe('');
    await user.type(reason(), 'Too few');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await screen.findByRole('heading', { level: 2, name: 'Policy credit-oversight, version 9' });
    expect((await service.current()).inForce.policy.rules[0]?.when).toEqual({ type: 'confidence', below: 0.75 });
    save().getByText('Nothing is changed.');
  });

  it('takes what the other one made where that is wanted, and can go back', async () => {
    const shared = serviceWith();
    const store = memoryStore();
    const { user } = await open({ service: shared.as(priya), store });
    await user.click(rules().getByRole('button', { name: 'Remove rest' }));
    const theirs = { ...inForce, rules: inForce.rules.filter(({ id }) => id !== 'sample') };
    await shared.as(jonas).propose?.({ policy: theirs, basedOn: '7', reason: 'No sample' });
    cleanup();
    // Found when the page is opened again.
    await open({ service: shared.as(priya), store });
    await user.click(await screen.findByRole('button', { name: 'Go on with theirs' }));
    expect(ruleNames()).toEqual(['Rule 1: unsure', 'Rule 2: rest', 'Every other case']);
    await user.click(rules().getByRole('button', { name: 'Take back the last change' }));
    expect(ruleNames()).toEqual(['Rule 1: unsure', 'Rule 2: sample', 'Every other case']);
  });

  it('says that the service did not answer, and keeps everything', async () => {
    const working = serviceWith().as(priya);
    const { user } = await open({ service: { ...working, propose: () => Promise.reject(new Error('offline')) } });
    await user.click(rules().getByRole('button', { name: 'Remove sample' }));
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'No sample');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await save().findByText('The service did not answer. Your changes are kept.');
    expect(ruleNames()).toEqual(['Rule 1: unsure', 'Rule 2: rest', 'Every other case']);
  });

  it('takes what is sent again because the answer was lost for the version that came of it, which is nobody else’s', async () => {
    const onPolicySettle = vi.fn();
    const { user, service } = await open({ service: losingOneAnswer(serviceWith().as(priya)), onPolicySettle });
    await user.click(rules().getByRole('button', { name: 'Remove sample' }));
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'No sample ');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await save().findByText('The service did not answer. Your changes are kept.');
    expect(onPolicySettle).not.toHaveBeenCalled();
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await screen.findByRole('heading', { level: 2, name: 'Policy credit-oversight, version 8' });
    await screen.findByText('Version 8 is saved.');
    expect(save().queryByText(/saved another version meanwhile/)).toBeNull();
    save().getByText('Nothing is changed.');
    expect(onPolicySettle.mock.calls).toEqual([[{ answer: { outcome: 'accepted', state: await service.current() } }]]);
  });

  it('shows no way to save or to weigh what the service does not offer', async () => {
    const { current } = serviceWith().as(priya);
    await open({ service: { current } });
    expect(screen.queryByRole('button', { name: 'Save the new version' })).toBeNull();
    expect(screen.queryByRole('region', { name: 'What would change' })).toBeNull();
    expect(record.cases.length).toBeGreaterThan(0);
  });
});

it('offers another try where the policy cannot be loaded', async () => {
  const working = serviceWith().as(priya);
  let tries = 0;
  const service = {
    ...working,
    current: () => (++tries === 1 ? Promise.reject(new Error('down')) : working.current()),
  };
  render(<PolicyEditor.Root service={service} store={memoryStore()} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await screen.findByRole('heading', { level: 2 });
});
