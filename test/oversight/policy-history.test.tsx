import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ar } from '../../src/messages/ar.js';
import { PolicyEditor } from '../../src/oversight/index.js';
import type { PolicyService } from '../../src/oversight/policy-service.types.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { describeEachReactMode } from '../react-modes.js';
import { inForce, jonas, memoryStore, NOW, priya, savingSlowly, serviceWith } from './policy-editor.fixtures.js';
import { withoutSample, withVersions } from './policy-versions.fixtures.js';

vi.setConfig({ testTimeout: 60_000 });

type Render = Parameters<Parameters<typeof describeEachReactMode>[1]>[0];
type User = ReturnType<typeof userEvent.setup>;

const history = () => within(screen.getByRole('region', { name: 'Versions' }));
const save = () => within(screen.getByRole('region', { name: 'Save as a new version' }));
const rules = () => within(screen.getByRole('region', { name: 'Rules' }));
const reason = () => save().getByRole<HTMLTextAreaElement>('textbox', { name: 'Why it is changed' });
const summary = () => history().getByText('Show every version');
const entryOf = (version: string) =>
  within(
    history()
      .getByRole('heading', { name: `Version ${version}` })
      .closest('li') as HTMLElement,
  );
const factsOf = (version: string) =>
  Object.fromEntries(
    entryOf(version)
      .getAllByRole('term')
      .map((term) => [term.textContent, term.nextElementSibling?.textContent]),
  );
const texts = (elements: HTMLElement[]) => elements.map(({ textContent }) => textContent);
async function shown(user: User) {
  await user.click(summary());
  await history().findAllByRole('heading', { level: 4 });
}
/** Without cases, which would be weighed at each key. */
const withoutCases = ({ cases: _, ...service }: PolicyService): PolicyService => service;

describeEachReactMode('PolicyEditor.History', (renderIn) => {
  async function open(service: PolicyService) {
    const user = userEvent.setup();
    (renderIn as Render)(
      <LocaleProvider locale="en" timeZone="UTC">
        <PolicyEditor.Root
          service={withoutCases(service)}
          store={memoryStore()}
          personId={priya.id}
          clock={() => NOW}
        />
      </LocaleProvider>,
    );
    await screen.findByRole('heading', { level: 2 });
    return user;
  }

  it('asks for nothing before it is opened', async () => {
    const service = (await withVersions()).as(priya);
    const asked = vi.fn(async () => (await service.history?.()) ?? []);
    const user = await open({ ...service, history: asked });
    expect(asked).not.toHaveBeenCalled();
    expect(history().queryAllByRole('listitem')).toEqual([]);
    await shown(user);
    expect(asked).toHaveBeenCalled();
    await user.click(summary());
    expect(history().queryAllByRole('listitem')).toEqual([]);
  });

  it('shows every version, newest first: whose, why, who agreed, and in words when it held', async () => {
    const user = await open((await withVersions()).as(priya));
    await shown(user);
    expect(texts(history().getAllByRole('heading', { level: 4 }))).toEqual([
      'Version 10',
      'Version 9',
      'Version 8',
      'Version 7',
    ]);
    entryOf('10').getByText(/^Waits for a second person\. Takes effect once confirmed, not before .*24.* 2026/);
    entryOf('9').getByText('Never took effect: nobody confirmed it.');
    entryOf('8').getByText(/^In effect now, since Dec 1, 2026/);
    entryOf('7').getByText(/^Was in effect from Nov 29, 2026, .* until Dec 1, 2026/);
    expect(factsOf('8')).toEqual({
      'Saved by': expect.stringMatching(/^Priya Nair, Nov 30, 2026/),
      Why: 'The sample told nothing new',
      'Second person': expect.stringMatching(/^Jonas Weber, Dec 1, 2026/),
    });
    expect(factsOf('10')['Second person']).toBe('Nobody yet');
    expect(factsOf('9')['Second person']).toBe('Nobody');
    expect(factsOf('7')).toEqual({
      'Saved by': expect.stringMatching(/^System, /),
      Why: 'No reason is recorded.',
    });
  });

  it('says what each version changed against the one it was made from', async () => {
    const user = await open((await withVersions()).as(priya));
    await shown(user);
    await user.click(entryOf('8').getByText('What version 8 changed against version 7'));
    entryOf('8').getByText(/^Removed: sample\. The case is in the 10%/);
    // Nothing of version 9 ever held, which nobody confirmed.
    await user.click(entryOf('10').getByText('What version 10 changed against version 8'));
    expect(texts(entryOf('10').getAllByRole('listitem'))).toEqual([
      'unsure, When: the AI’s confidence is below 80% → the AI’s confidence is below 90%',
    ]);
    expect(entryOf('7').queryByText(/^What version/)).toBeNull();
  });

  it('begins a new version from an older one, by the same way as any change, and rewrites nothing', async () => {
    const service = (await withVersions()).as(priya);
    const before = await service.history?.();
    const user = await open(service);
    await shown(user);
    // Whatever is changed begins from that one anyway.
    expect(entryOf('8').queryByRole('button')).toBeNull();
    await user.click(entryOf('7').getByRole('button', { name: 'Start from version 7' }));
    expect(document.activeElement).toBe(save().getByRole('heading', { name: 'What changes' }));
    await screen.findByText(/^The form holds version 7 now\. Nothing is saved yet/);
    save().getByText(/^New: sample\. The case is in the 10%/);
    expect(await service.history?.()).toEqual(before);

    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await save().findByRole('link', { name: 'Say why it is changed.' });
    await user.type(reason(), 'The sample is missed');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await waitFor(() => entryOf('11').getByText(/^Waits for a second person/));
    entryOf('10').getByText('Never took effect: nobody confirmed it.');
    const after = await service.history?.();
    expect(after?.[0]).toMatchObject({ policy: { ...inForce, version: '11' }, reason: 'The sample is missed' });
    expect(after?.slice(1)).toEqual(before);
  });

  it('keeps what was begun from an older version while another one is being saved', async () => {
    const { service, release } = savingSlowly((await withVersions()).as(priya));
    const user = await open(service);
    await shown(user);
    await user.click(rules().getByRole('button', { name: 'Remove rest' }));
    await user.type(reason(), 'The rest is looked at');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await user.click(entryOf('7').getByRole('button', { name: 'Start from version 7' }));
    release();
    await waitFor(() => entryOf('11').getByText(/^Waits for a second person/));
    expect((await service.current()).waiting?.policy.rules).toHaveLength(1);
    expect(rules().getAllByRole('button', { name: /^Change/ })).toHaveLength(3);
    expect(save().queryByText(/saved another version meanwhile/)).toBeNull();
    await user.type(reason(), 'As it was before');
    await user.click(save().getByRole('button', { name: 'Save the new version' }));
    await waitFor(() => entryOf('12').getByText(/^Waits for a second person/));
    expect((await service.current()).waiting?.policy.rules).toHaveLength(3);
  });

  it('can take back that it began from there, and leaves the reason alone', async () => {
    const user = await open((await withVersions()).as(priya));
    await user.click(rules().getByRole('button', { name: 'Remove rest' }));
    await user.type(reason(), 'Half a reason');
    await shown(user);
    await user.click(entryOf('7').getByRole('button', { name: 'Start from version 7' }));
    expect(rules().getAllByRole('button', { name: /^Change/ })).toHaveLength(3);
    await user.click(rules().getByRole('button', { name: 'Take back the last change' }));
    expect(texts(rules().getAllByRole('button', { name: /^Change/ }))).toEqual(['Change unsure']);
    expect(reason().value).toBe('Half a reason');
  });

  it('shows what others saved meanwhile, above as well, and keeps what was typed', async () => {
    const shared = serviceWith();
    const user = await open(shared.as(priya));
    await user.type(reason(), 'Half a reason');
    await shared.as(jonas).propose?.({ policy: withoutSample, basedOn: '7', reason: 'No sample' });
    await shown(user);
    await screen.findByRole('heading', { level: 2, name: 'Policy credit-oversight, version 8' });
    await waitFor(() => entryOf('8').getByText(/^In effect now/));
    save().getByText('Jonas Weber saved another version meanwhile');
    expect(reason().value).toBe('Half a reason');
  });

  it('says that the versions could not be loaded, and tries again without losing focus', async () => {
    const service = serviceWith().as(priya);
    let isDown = true;
    const user = await open({
      ...service,
      history: async () => {
        if (isDown) throw new Error('500');
        return (await service.history?.()) ?? [];
      },
    });
    await user.click(summary());
    await history().findByText('The versions could not be loaded.');
    expect(history().queryByText('Loading the versions')).toBeNull();
    isDown = false;
    await user.click(history().getByRole('button', { name: 'Try again' }));
    expect(document.activeElement).toBe(summary());
    await history().findByRole('heading', { name: 'Version 7' });
    expect(history().queryByText('The versions could not be loaded.')).toBeNull();
  });

  it('asks no more than it has to where a host sends something else with each answer', async () => {
    const service = serviceWith().as(priya);
    let count = 0;
    const asked = vi.fn(async () => (await service.history?.()) ?? []);
    const user = await open({
      ...service,
      current: async () => ({ ...(await service.current()), servedAt: ++count }),
      history: asked,
    });
    await shown(user);
    const before = asked.mock.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked.mock.calls.length).toBe(before);
  });

  it('says that it is loading, and that nothing is recorded', async () => {
    let answer: (versions: []) => void = () => {};
    const answered = new Promise<[]>((resolve) => {
      answer = resolve;
    });
    const user = await open({ ...serviceWith().as(priya), history: () => answered });
    await user.click(summary());
    expect(history().getByRole('status').textContent).toBe('Loading the versions');
    answer([]);
    await history().findByText('No version is recorded.');
  });

  it('offers no way to begin from a version to whoever may only read', async () => {
    const { propose: _, ...service } = (await withVersions()).as(priya);
    const user = await open(service);
    await shown(user);
    expect(history().queryByRole('button', { name: /^Start from/ })).toBeNull();
  });

  it('says of a first proposal that it waits, where a host does not say which versions ask a second person', async () => {
    const shared = serviceWith({ asksSecond: true });
    const service = shared.as(priya);
    await service.propose?.({ policy: withoutSample, basedOn: '7', reason: 'No sample' });
    const user = await open({
      ...service,
      history: async () => ((await service.history?.()) ?? []).map(({ asksSecond: _, ...each }) => each),
    });
    await shown(user);
    entryOf('8').getByText(/^Waits for a second person/);
    entryOf('7').getByText(/^In effect now, since Nov 29, 2026((?!until).)*$/);
  });

  it('is not there where the service keeps no history', async () => {
    const { history: _, ...service } = serviceWith().as(priya);
    await open(service);
    expect(screen.queryByRole('region', { name: 'Versions' })).toBeNull();
  });

  it('names no day where a host does not know when its first version began', async () => {
    const service = serviceWith().as(priya);
    const epoch = new Date(0).toISOString();
    const versions = ((await service.history?.()) ?? []).map((each) => ({
      ...each,
      proposedAt: epoch,
      effectiveFrom: epoch,
    }));
    const user = await open({ ...service, history: async () => versions });
    await shown(user);
    entryOf('7').getByText('In effect now, since the beginning');
    expect(factsOf('7')['Saved by']).toBe('System');
  });
});

it('shows its versions in Arabic', async () => {
  const service = withoutCases((await withVersions()).as(priya));
  render(
    <LocaleProvider locale="ar" timeZone="UTC" messages={ar}>
      <PolicyEditor.Root service={service} store={memoryStore()} />
    </LocaleProvider>,
  );
  await userEvent.click(await screen.findByText('عرض كل الإصدارات'));
  await screen.findByText('لم يسرِ قط: لم يؤكده أحد.');
  screen.getByRole('button', { name: 'البدء من الإصدار 7' });
});
