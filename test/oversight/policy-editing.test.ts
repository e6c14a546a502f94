import { expect, it } from 'vitest';
import { createPolicyEditing } from '../../src/oversight/policy-editing.session.js';
import { inForce, jonas, memoryStore, priya, serviceWith } from './policy-editor.fixtures.js';
import { withoutSample } from './policy-versions.fixtures.js';

const KEY = `${inForce.id}:${priya.id}`;
const SAFEGUARDS = 'rules.0.handling.safeguards';

async function begun(options?: Parameters<typeof serviceWith>[0]) {
  const shared = serviceWith(options);
  const store = memoryStore();
  const editing = createPolicyEditing(await shared.as(priya).current(), store, priya.id);
  async function theirs() {
    await shared.as(jonas).propose?.({ policy: withoutSample, basedOn: '7', reason: 'No sample' });
    return shared.as(priya).current();
  }
  return { editing, store, theirs };
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
