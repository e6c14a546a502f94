import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { de } from '../../src/messages/de.js';
import { PolicyEditor } from '../../src/oversight/index.js';
import type { OversightPolicy } from '../../src/oversight/oversight.types.js';
import { settingsOf } from '../../src/oversight/profile.selectors.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { describeEachReactMode } from '../react-modes.js';
import { inForce, memoryStore, NOW, priya, serviceWith } from './policy-editor.fixtures.js';

// Long forms, filled in key by key.
vi.setConfig({ testTimeout: 60_000 });

type Render = Parameters<Parameters<typeof describeEachReactMode>[1]>[0];

const strict: OversightPolicy = {
  ...inForce,
  rules: inForce.rules.map((rule) =>
    rule.id === 'unsure' ? { ...rule, handling: { ...rule.handling, profile: 'high' } } : rule,
  ),
};
const withSafeguards = (safeguards: object) => ({
  ...strict,
  rules: strict.rules.map((each) =>
    each.id === 'unsure' ? { ...each, handling: { ...each.handling, safeguards: safeguards as never } } : each,
  ),
});
const rules = () => within(screen.getByRole('region', { name: 'Rules' }));
const save = () => within(screen.getByRole('region', { name: 'Save as a new version' }));
const rule = () => within(rules().getByRole('heading', { name: 'Rule 1: unsure' }).closest('li') as HTMLElement);
const group = () => within(rule().getByRole('group', { name: 'Single safeguards' }));
const select = (name: string) => group().getByRole<HTMLSelectElement>('combobox', { name });
const options = (name: string) => [...select(name).options].map(({ text }) => text);
const describedBy = (field: HTMLElement) =>
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent;
const changes = () =>
  save()
    .queryAllByRole('listitem')
    .map(({ textContent }) => textContent);

describeEachReactMode('the safeguards of a rule', (renderIn) => {
  async function open({ store = memoryStore(), policy = strict, locale = 'en' } = {}) {
    const user = userEvent.setup();
    // Without cases, which would be weighed at each key.
    const { cases: _, ...service } = serviceWith({ policy }).as(priya);
    (renderIn as Render)(
      <LocaleProvider locale={locale} timeZone="UTC" messages={locale === 'de' ? de : undefined}>
        <PolicyEditor.Root service={service} store={store} personId={priya.id} clock={() => NOW} />
      </LocaleProvider>,
    );
    await screen.findByRole('heading', { level: 2 });
    return { user, service, store };
  }
  async function opened(given?: Parameters<typeof open>[0]) {
    const page = await open(given);
    await page.user.click(rules().getByRole('button', { name: 'Change unsure' }));
    await page.user.click(rule().getByText('Single safeguards: all as the profile says'));
    return page;
  }

  it('stand behind a disclosure, each as the profile says', async () => {
    const { user } = await open();
    await user.click(rules().getByRole('button', { name: 'Change unsure' }));
    expect(rules().queryByRole('group', { name: 'Single safeguards' })).toBeNull();
    await user.click(rule().getByText('Single safeguards: all as the profile says'));
    expect(options('Required evidence opened')).toEqual(['As the profile says (on)', 'On', 'Off']);
    expect(options('Own answer first')).toEqual(['As the profile says (on)', 'On', 'In a share of the cases', 'Off']);
    expect(options('Second person')[0]).toBe('As the profile says (10%)');
    expect(options('Approving several at once')[0]).toBe('As the profile says (off)');
    group().getByText('Empty: as the profile says (2%).');
    await user.selectOptions(rule().getByRole('combobox', { name: 'Safeguards' }), 'Low');
    expect(options('Required evidence opened')[0]).toBe('As the profile says (off)');
    await user.click(rule().getByText('Single safeguards: all as the profile says'));
    expect(rules().queryByRole('group', { name: 'Single safeguards' })).toBeNull();
  });

  it('begin their choices as the language of the reader does, whatever that of the browser is', async () => {
    const upper = String.prototype.toLocaleUpperCase;
    vi.spyOn(String.prototype, 'toLocaleUpperCase').mockImplementation(function (this: string, locale) {
      return upper.call(this, locale ?? 'tr');
    });
    await opened({ policy: inForce });
    expect(options('Own answer first')).toContain('In a share of the cases');
  });

  it('are also those of every other case', async () => {
    const { user } = await open();
    await user.click(rules().getByText('Single safeguards: all as the profile says'));
    await user.selectOptions(rules().getByRole('combobox', { name: 'Signature' }), 'On');
    expect(changes()).toEqual(['Every other case, Signature: as the profile says (off) → on']);
  });

  it('say in words, in the form and among the changes, that one is off which the profile has on', async () => {
    const { user, service } = await opened();
    await user.selectOptions(select('Required evidence opened'), 'Off');
    expect(describedBy(select('Required evidence opened'))).toBe('Turned off, though the profile “High” has it on.');
    expect(changes()).toEqual([
      'unsure, Required evidence opened: as the profile says (on) → off. Turned off, though the profile “High” has it on.',
    ]);
    rule().getByText('Single safeguards: 1 set by name');
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'No evidence yet');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await waitFor(async () => expect((await service.current()).newest).toBe('8'));
    const { handling } = (await service.current()).inForce.policy.rules[0] ?? {};
    expect(handling?.safeguards).toEqual({ evidenceGate: false });
    expect(handling && settingsOf(handling)).toMatchObject({ evidenceGate: false, assumptionPrompt: true });
  });

  it('say of approving several at once that it is allowed more, not that it is turned off', async () => {
    const { user } = await opened();
    for (const choice of ['Allowed', 'Limited']) {
      await user.selectOptions(select('Approving several at once'), choice);
      expect(describedBy(select('Approving several at once'))).toBe('Allows more than the profile “High” does.');
      expect(changes()).toEqual([
        `unsure, Approving several at once: as the profile says (off) → ${choice.toLowerCase()}. Allows more than the profile “High” does.`,
      ]);
    }
    await user.selectOptions(select('Approving several at once'), 'Off');
    expect(describedBy(select('Approving several at once'))).toBeUndefined();
  });

  it('say of a stricter setting, in the form and among the changes, that new reviewers are asked no more than it', async () => {
    const { user } = await opened({ policy: inForce });
    await user.selectOptions(select('Own answer first'), 'In a share of the cases');
    const share = () => group().getByRole('textbox', { name: 'Own answer first: share of the cases' });
    await user.clear(share());
    await user.type(share(), '0.5');
    group().getByText('That is 50%. New reviewers are asked no more than this.');
    await user.selectOptions(select('Required evidence opened'), 'Off');
    expect(describedBy(select('Required evidence opened'))).toBe('New reviewers are asked no more than this.');
    expect(changes()).toEqual([
      'unsure, Own answer first: as the profile says (10%) → 50%. New reviewers are asked no more than this.',
      'unsure, Required evidence opened: as the profile says (off) → off. New reviewers are asked no more than this.',
    ]);
    await user.selectOptions(select('Required evidence opened'), 'On');
    expect(describedBy(select('Required evidence opened'))).toBeUndefined();
  });

  it('leave nothing behind once all are as the profile says again', async () => {
    const { user, store } = await opened();
    // A draft without anything in it is not kept.
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'Half a reason');
    await user.selectOptions(select('Required evidence opened'), 'Off');
    await user.selectOptions(select('Required evidence opened'), 'As the profile says (on)');
    const [first] = store.load(`${inForce.id}:${priya.id}`)?.policy.rules ?? [];
    expect(Object.keys(first?.handling ?? {})).toEqual(['mode', 'profile']);
    save().getByText('Nothing is changed.');
    rule().getByText('Single safeguards: all as the profile says');
  });

  it('take a share as people write it, and say at the field what is none', async () => {
    const { user } = await opened();
    await user.selectOptions(select('Second person'), 'In a share of the cases');
    const share = () => group().getByRole<HTMLInputElement>('textbox', { name: 'Second person: share of the cases' });
    expect(share().value).toBe('0.1');
    await user.clear(share());
    // It stays while nothing stands in it.
    expect(share().getAttribute('aria-invalid')).toBe('true');
    await user.type(share(), '5%');
    group().getByText('That is 5%. Asks for less than the profile “High”.');
    expect(changes()).toEqual([
      'unsure, Second person: as the profile says (10%) → 5%. Asks for less than the profile “High”.',
    ]);
    await user.clear(share());
    await user.type(share(), 'five');
    group().getByText(/“five” is no number\. Write a number from 0 to 1/);
    // What is wrong is not to be shut away.
    await user.click(rule().getByText('Single safeguards: 1 set by name'));
    expect(share().value).toBe('five');
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'Fewer');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await user.click(await save().findByRole('link', { name: /“five” is no number/ }));
    expect(document.activeElement).toBe(share());
  });

  it('keep a share that was typed while another choice is looked at', async () => {
    const { user } = await opened();
    await user.selectOptions(select('Own answer first'), 'In a share of the cases');
    const share = () =>
      group().getByRole<HTMLInputElement>('textbox', { name: 'Own answer first: share of the cases' });
    await user.clear(share());
    await user.type(share(), '0.35');
    await user.selectOptions(select('Own answer first'), 'Off');
    await user.selectOptions(select('Own answer first'), 'In a share of the cases');
    expect(share().value).toBe('0.35');
    await user.click(rules().getByRole('button', { name: 'Take back the last change' }));
    expect(select('Own answer first').value).toBe('false');
  });

  it('take back one choice at a time', async () => {
    const { user } = await opened();
    const undo = () => user.click(rules().getByRole('button', { name: 'Take back the last change' }));
    await user.selectOptions(select('Required evidence opened'), 'On');
    await user.selectOptions(select('Required evidence opened'), 'Off');
    await user.selectOptions(rule().getByRole('combobox', { name: 'Safeguards' }), 'Low');
    await user.selectOptions(rule().getByRole('combobox', { name: 'Safeguards' }), 'Standard');
    await undo();
    expect(rule().getByRole<HTMLSelectElement>('combobox', { name: 'Safeguards' }).value).toBe('low');
    await undo();
    await undo();
    expect(select('Required evidence opened').value).toBe('true');
  });

  it('take seconds and shares of checks, and an empty field for what the profile says', async () => {
    const { user } = await opened();
    const field = (name: RegExp) => group().getByRole<HTMLInputElement>('textbox', { name });
    await user.type(field(/^Wait before signing: seconds/), '2');
    group().getByText('2 is not from 3 to 15.');
    await user.clear(field(/^Wait before signing: seconds/));
    await user.type(field(/^Wait before signing: seconds/), '5');
    await user.type(field(/^Check cases among the others: share/), '0');
    expect(changes()).toEqual([
      'unsure, Wait before signing: as the profile says (off) → 5 seconds',
      'unsure, Check cases among the others: as the profile says (2%) → off. Turned off, though the profile “High” has it on.',
    ]);
    await user.clear(field(/^Wait before signing: seconds/));
    await user.clear(field(/^Check cases among the others: share/));
    save().getByText('Nothing is changed.');
  });

  it('show what is set to nothing at all as that, and are as the profile says by one choice', async () => {
    const store = memoryStore();
    const nothing = { evidenceGate: null, secondReview: null, batchApprove: null, reasons: null };
    store.save(`${inForce.id}:${priya.id}`, {
      policy: withSafeguards({ ...nothing, dwell: null }),
      base: strict,
      basedOn: '7',
      day: '',
      reason: 'Not yet',
    });
    const { user } = await open({ store });
    for (const name of ['Required evidence opened', 'Second person', 'Approving several at once', 'Reasons']) {
      expect(select(name).selectedOptions[0]?.text).toBe('null');
      expect(select(name).getAttribute('aria-invalid')).toBe('true');
      await user.selectOptions(select(name), select(name).options[1] as HTMLOptionElement);
      expect(select(name).getAttribute('aria-invalid')).toBeNull();
      expect(options(name)).not.toContain('null');
    }
    await user.clear(group().getByRole('textbox', { name: /^Wait before signing: seconds/ }));
    rule().getByText('Single safeguards: all as the profile says');
  });

  it('count it for a change where nothing at all, in force already, is cleared and nothing else', async () => {
    const nothing = withSafeguards({ evidenceGate: null });
    const [first, ...others] = nothing.rules;
    const policy = {
      ...nothing,
      rules: [{ ...first, handling: { ...first?.handling, hours: null } } as never, ...others],
    };
    const { user, service } = await open({ policy });
    await user.selectOptions(select('Required evidence opened'), 'As the profile says (on)');
    await user.clear(rule().getByRole('textbox', { name: /^Hours/ }));
    expect(changes()).toEqual([
      'unsure, Hours to decide in: null → nothing',
      'unsure, Required evidence opened: “null” → as the profile says (on)',
    ]);
    await user.type(save().getByRole('textbox', { name: 'Why it is changed' }), 'It was off');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await waitFor(async () => expect((await service.current()).inForce.policy.version).toBe('8'));
    expect((await service.current()).inForce.policy.rules).toEqual(strict.rules);
  });

  it('ask for reasons by verdict', async () => {
    const { user } = await opened();
    await user.selectOptions(select('Reasons'), 'Set for each verdict');
    expect(select('Reasons: Approve').selectedOptions[0]?.text).toBe('A reason and how it was checked');
    expect(select('Reasons: Answer').selectedOptions[0]?.text).toBe('Nothing');
    await user.selectOptions(select('Reasons: Approve'), 'Nothing');
    expect(changes()[0]).toMatch(
      /^unsure, Reasons: as the profile says \(.*\) → Approve: nothing, Override: a reason and how .*\. Asks for less/,
    );
  });

  it('stay open once what was wrong is right again, under whoever types', async () => {
    const store = memoryStore();
    store.save(`${inForce.id}:${priya.id}`, {
      policy: withSafeguards({ dwell: 'x' }),
      base: strict,
      basedOn: '7',
      day: '',
      reason: '',
    });
    const { user } = await open({ store });
    const field = () => group().getByRole<HTMLInputElement>('textbox', { name: /^Wait before signing: seconds/ });
    // What is held open is not closed by a click either, now or later.
    await user.click(rule().getByText('Single safeguards: 1 set by name'));
    await user.click(rules().getByRole('button', { name: 'Change unsure' }));
    await user.clear(field());
    expect(document.activeElement).toBe(field());
    await user.click(rule().getByText('Single safeguards: all as the profile says'));
    expect(rules().queryByRole('group', { name: 'Single safeguards' })).toBeNull();
    await user.click(rules().getByRole('button', { name: 'Change unsure' }));
    expect(rule().queryByRole('combobox')).toBeNull();
  });

  it('keep what was typed over a reload, valid or not', async () => {
    const store = memoryStore();
    const { user } = await opened({ store });
    await user.type(group().getByRole('textbox', { name: /^Wait before signing: seconds/ }), 'three');
    cleanup();
    await open({ store });
    expect(group().getByRole<HTMLInputElement>('textbox', { name: /^Wait before signing/ }).value).toBe('three');
  });

  it('read a share as the locale writes it', async () => {
    const { user } = await open({ locale: 'de' });
    await user.click(screen.getByRole('button', { name: 'unsure ändern' }));
    await user.click(screen.getAllByText('Einzelne Schutzmaßnahmen: alle wie im Profil')[0] as HTMLElement);
    await user.type(screen.getByRole('textbox', { name: /^Prüffälle unter den anderen: Anteil/ }), '0,05');
    screen.getByText(/^unsure, Prüffälle unter den anderen: wie im Profil \(2\s%\) → 5\s%$/);
  });

  it('belong to their fields whatever the roles are called', async () => {
    const roles = ['Senior Reviewer', 'Senior_Reviewer'];
    const { user } = await open({ policy: { ...strict, roles, escalations: { 'Senior Reviewer': 'Nobody' } } });
    const fields = within(rules().getByRole('group', { name: 'Next roles' }));
    const [spaced, lined] = roles.map((name) => fields.getByRole<HTMLSelectElement>('combobox', { name }));
    expect(spaced?.id).not.toBe(lined?.id);
    const described = spaced?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => document.getElementById(id)?.textContent).join()).toMatch(/Nobody/);
    await user.selectOptions(spaced as HTMLElement, 'Senior_Reviewer');
    expect(spaced?.getAttribute('aria-describedby')).toBeNull();
  });

  it('let the next role of a role be chosen, where expired cases have nowhere to go', async () => {
    const { user } = await open();
    await user.click(rules().getByText('Next roles: of 1 role'));
    const next = within(rules().getByRole('group', { name: 'Next roles' }));
    await user.selectOptions(next.getByRole('combobox', { name: 'reviewer' }), 'Nobody: they close');
    expect(changes()).toEqual(['Next roles: reviewer → senior → nothing']);
    await user.selectOptions(next.getByRole('combobox', { name: 'senior' }), 'reviewer');
    await user.selectOptions(next.getByRole('combobox', { name: 'reviewer' }), 'senior');
    next.getByText(/^Cases would go round without end: reviewer → senior → reviewer/);
    await user.click(rules().getByRole('button', { name: 'Take back the last change' }));
    expect(next.getByRole<HTMLSelectElement>('combobox', { name: 'reviewer' }).value).toBe('');
    expect(next.getByRole<HTMLSelectElement>('combobox', { name: 'senior' }).value).toBe('reviewer');
  });
});

it('says of a safeguard that nobody knows that it is none, and lets it be taken out', async () => {
  const { render } = await import('@testing-library/react');
  const store = memoryStore();
  const [first, ...others] = strict.rules;
  if (!first) throw new Error('There is no rule.');
  store.save(`${inForce.id}:${priya.id}`, {
    policy: {
      ...strict,
      rules: [{ ...first, handling: { ...first.handling, safeguards: { gate: true, old: true } as never } }, ...others],
    },
    base: strict,
    basedOn: '7',
    day: '',
    reason: '',
  });
  render(
    <LocaleProvider locale="en" timeZone="UTC">
      <PolicyEditor.Root service={serviceWith({ policy: strict }).as(priya)} store={store} personId={priya.id} />
    </LocaleProvider>,
  );
  await screen.findAllByText(/^Nobody knows this field, so it would have no effect/);
  expect(changes()).toEqual(['unsure, gate: as the profile says → on', 'unsure, old: as the profile says → on']);
  await userEvent.click(rules().getByRole('button', { name: 'Remove gate' }));
  expect(document.activeElement).toBe(rules().getByRole('button', { name: 'Remove old' }));
  await screen.findByText('gate is removed. It can be taken back.');
  await userEvent.click(rules().getByRole('button', { name: 'Remove old' }));
  expect(document.activeElement).toBe(rule().getByText('Single safeguards: all as the profile says'));
  save().getByText('Nothing is changed.');
});
