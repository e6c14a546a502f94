import { expect, it } from 'vitest';
import { policyChanges } from '../../src/oversight/policy-diff.selectors.js';
import { createPolicyEditing } from '../../src/oversight/policy-editing.session.js';
import { inForce, jonas, memoryStore, priya, serviceWith } from './policy-editor.fixtures.js';
import { withoutSample } from './policy-versions.fixtures.js';

const KEY = `${inForce.id}:${priya.id}`;
const SAFEGUARDS = 'rules.0.handling.safeguards';

async function begun(options?: Parameters<typeof serviceWith>[0]) {
  const shared = serviceWith(options);
  const store = memoryStore();
  const editing = createPolicyEditing(await shared.as(priya).current(), store, priya.id);
  async function save({ policy, basedOn, reason } = editing.send()) {
    const answer = await shared.as(priya).propose?.({ policy, basedOn, reason });
    if (answer?.outcome !== 'accepted') throw new Error(`The version was not saved: ${answer?.outcome}`);
    return answer.state;
  }
  async function theirs() {
    await shared.as(jonas).propose?.({ policy: withoutSample, basedOn: '7', reason: 'No sample' });
    return shared.as(priya).current();
  }
  return { editing, store, shared, save, theirs };
}

it('takes what was set and set back for nothing changed: another version is no conflict with it', async () => {
  const { editing, store, theirs } = await begun();
  editing.set(SAFEGUARDS, { evidenceGate: true });
  expect(store.load(KEY)).toBeDefined();
  editing.set(SAFEGUARDS, undefined);
  expect(store.load(KEY)).toBeUndefined();
  editing.follow(await theirs());
  expect(editing.getSnapshot()).toMatchObject({ basedOn: '8', policy: { rules: withoutSample.rules } });
  expect(editing.getSnapshot().conflict).toBeUndefined();
});

it('takes a start from a version that is as what holds for nothing changed', async () => {
  const { editing, store, theirs } = await begun();
  editing.startFrom({ ...structuredClone(inForce), version: '3' });
  expect(editing.getSnapshot().policy).toBe(editing.getSnapshot().base);
  expect(store.load(KEY)).toBeUndefined();
  editing.follow(await theirs());
  expect(editing.getSnapshot().conflict).toBeUndefined();
});

it('still meets another version as a conflict where a rule or the reason is not what it was', async () => {
  const changed = await begun();
  changed.editing.remove(0);
  changed.editing.follow(await changed.theirs());
  expect(changed.editing.getSnapshot().conflict).toBeDefined();
  const reasoned = await begun();
  reasoned.editing.note({ reason: 'Half a reason' });
  reasoned.editing.follow(await reasoned.theirs());
  expect(reasoned.editing.getSnapshot().conflict).toBeDefined();
});

it('keeps the roles and the id of now where it starts from an older version: no field changes them', async () => {
  const { editing } = await begun({ policy: { ...inForce, roles: ['reviewer', 'senior', 'auditor'] } });
  editing.startFrom({ ...withoutSample, id: 'of-before', version: '3', roles: ['reviewer', 'clerk'] });
  expect(editing.getSnapshot().policy).toMatchObject({
    id: inForce.id,
    version: '7',
    roles: ['reviewer', 'senior', 'auditor'],
    rules: withoutSample.rules,
  });
});

it('takes each choice back alone, and what was typed in one field at once', async () => {
  const { editing } = await begun();
  editing.choose(SAFEGUARDS, { evidenceGate: true });
  editing.choose(SAFEGUARDS, { evidenceGate: false });
  editing.set('rules.0.why', 'a');
  editing.set('rules.0.why', 'ab');
  const first = () => editing.getSnapshot().policy.rules[0];
  editing.undo();
  expect(first()?.why).toBeUndefined();
  expect(first()?.handling.safeguards).toEqual({ evidenceGate: false });
  editing.undo();
  expect(first()?.handling.safeguards).toEqual({ evidenceGate: true });
});

it('goes on from one’s own version with what was changed since it was sent, to be taken back as far as that version', async () => {
  const { editing, store, save } = await begun();
  const why = () => editing.getSnapshot().policy.rules[0]?.why;
  editing.choose(SAFEGUARDS, { evidenceGate: true });
  editing.set('rules.0.why', 'a');
  editing.note({ reason: 'Said why' });
  const sent = editing.send();
  editing.set('rules.0.why', 'ab');
  editing.note({ day: '2026-12-24' });
  editing.land(sent, await save(sent));
  expect(editing.getSnapshot()).toMatchObject({ basedOn: '8', base: { version: '8' }, reason: '', day: '2026-12-24' });
  expect(editing.getSnapshot().conflict).toBeUndefined();
  expect(policyChanges(editing.getSnapshot().base, editing.getSnapshot().policy)).toEqual([
    { type: 'why', rule: 'unsure', before: 'a', after: 'ab' },
  ]);
  expect(store.load(KEY)).toMatchObject({ basedOn: '8', day: '2026-12-24' });
  editing.undo();
  expect(why()).toBe('a');
  expect(editing.getSnapshot().canUndo).toBe(false);
});

it('begins anew from one’s own version where nothing was changed since, and keeps a reason that was typed', async () => {
  const { editing, store, save } = await begun();
  editing.remove(0);
  editing.note({ reason: 'Said why' });
  const sent = editing.send();
  editing.land(sent, await save(sent));
  expect(editing.getSnapshot()).toMatchObject({ basedOn: '8', reason: '', canUndo: false });
  expect(editing.getSnapshot().policy).toBe(editing.getSnapshot().base);
  expect(store.load(KEY)).toBeUndefined();
  editing.remove(0);
  const second = editing.send();
  editing.note({ reason: 'And the next' });
  editing.land(second, await save(second));
  expect(editing.getSnapshot()).toMatchObject({ basedOn: '9', reason: 'And the next' });
  expect(editing.getSnapshot().policy).toBe(editing.getSnapshot().base);
});

it('meets what another person has put in force while one’s own was being saved as a conflict', async () => {
  const { editing, shared, save, theirs } = await begun({ asksSecond: true });
  editing.follow(await theirs());
  editing.set('rules.0.why', 'a');
  const sent = editing.send();
  editing.set('rules.0.why', 'ab');
  await shared.as(priya).confirm?.('8');
  editing.land(sent, await save(sent));
  expect(editing.getSnapshot()).toMatchObject({ base: { version: '7' }, conflict: { newest: '9' } });
});

it('knows its own version in what the service tells of, and keeps what was typed since it was sent', async () => {
  const { editing, save } = await begun();
  editing.choose(SAFEGUARDS, { evidenceGate: true });
  editing.note({ reason: 'Said why ' });
  const sent = editing.send();
  const state = await save({ ...sent, reason: 'Said why' });
  editing.set('rules.0.why', 'a');
  editing.send();
  expect(editing.ownIn(state)).toBe(sent);
  editing.follow(state);
  expect(editing.getSnapshot()).toMatchObject({ basedOn: '8', base: { version: '8' } });
  expect(editing.getSnapshot().conflict).toBeUndefined();
  expect(policyChanges(editing.getSnapshot().base, editing.getSnapshot().policy)).toMatchObject([{ type: 'why' }]);
});

it('begins anew after a reload where what was kept is saved by now, and only then', async () => {
  const { editing, store, save } = await begun({ asksSecond: true });
  editing.remove(0);
  editing.note({ reason: 'Said why' });
  const state = await save(editing.send());
  const reloaded = (personId: string) => createPolicyEditing(state, store, personId).getSnapshot();
  store.save(`${inForce.id}:${jonas.id}`, { ...editing.getSnapshot() });
  expect(reloaded(jonas.id).conflict).toBeDefined();
  expect(reloaded(priya.id)).toMatchObject({ basedOn: '8', reason: '', policy: inForce });
  expect(store.load(KEY)).toBeUndefined();
  const { policy, base, day } = editing.getSnapshot();
  // The same once more, with what was saved before its eyes.
  store.save(KEY, { policy, base, basedOn: '8', day, reason: 'Said why' });
  expect(reloaded(priya.id)).toMatchObject({ isRestored: true, reason: 'Said why' });
  editing.note({ reason: 'Another one' });
  expect(reloaded(priya.id).conflict).toBeDefined();
  editing.remove(0);
  editing.note({ reason: 'Said why' });
  expect(reloaded(priya.id).conflict).toBeDefined();
});

it('takes for its own neither the same from somebody else, nor a version that another one came after', async () => {
  const { editing, theirs } = await begun();
  editing.remove(1);
  editing.note({ reason: 'No sample' });
  editing.send();
  expect(editing.ownIn(await theirs())).toBeUndefined();
  const later = await begun();
  later.editing.remove(0);
  later.editing.note({ reason: 'Said why' });
  await later.save(later.editing.send());
  await later.shared.as(jonas).propose?.({ policy: inForce, basedOn: '8', reason: 'Back again' });
  later.editing.follow(await later.shared.as(priya).current());
  expect(later.editing.getSnapshot().conflict).toMatchObject({ newest: '9' });
});

it('can take back what is typed first after everything was discarded', async () => {
  const { editing, shared } = await begun();
  editing.set('rules.0.why', 'a');
  editing.restart(await shared.as(priya).current());
  editing.set('rules.0.why', 'b');
  expect(editing.getSnapshot().canUndo).toBe(true);
  editing.undo();
  expect(editing.getSnapshot().policy).toEqual(inForce);
});
