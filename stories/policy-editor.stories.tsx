import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createMemoryPolicyService } from '../src/backends/memory-policy-service.js';
import { PolicyEditor } from '../src/oversight/index.js';
import type { PolicyDraftStore, PolicyService } from '../src/oversight/policy-service.types.js';
import {
  inForce,
  jonas,
  memoryStore,
  NOW,
  priya,
  serviceWith,
  unsampled,
} from '../test/oversight/policy-editor.fixtures.js';
import { withVersions } from '../test/oversight/policy-versions.fixtures.js';
import { worldOf } from '../test/oversight/worlds.fixtures.js';

const clock = () => NOW;
const changed = {
  ...inForce,
  rules: inForce.rules.map((rule) =>
    rule.id === 'unsure' ? { ...rule, when: { type: 'confidence' as const, below: 0.7 } } : rule,
  ),
};

/** A store in which somebody left changes. */
function storeWith(policy: unknown, basedOn = '7'): PolicyDraftStore {
  const store = memoryStore();
  store.save(`${inForce.id}:${priya.id}`, {
    policy: policy as typeof inForce,
    base: inForce,
    basedOn,
    day: '',
    reason: 'Fewer cases to people',
  });
  return store;
}

const meta = {
  title: 'Components/PolicyEditor',
  component: PolicyEditor.Root,
  args: { service: serviceWith().as(priya), personId: priya.id, clock },
  render: (args) => <PolicyEditor.Root {...args} store={args.store ?? memoryStore()} />,
} satisfies Meta<typeof PolicyEditor.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The policy in force, weighed against what happened. Rules move by Alt and the arrow keys too. */
export const InForce: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const rules = within(await canvas.findByRole('region', { name: 'Rules' }));
    rules.getByRole('button', { name: 'Change sample' }).focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await expect(rules.getAllByRole('heading', { level: 4 })[0]).toHaveTextContent('Rule 1: sample');
    await expect(rules.getByRole('button', { name: 'Change sample' })).toHaveFocus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await expect(rules.getAllByRole('heading', { level: 4 })[0]).toHaveTextContent('Rule 1: unsure');
  },
};

/** A threshold is moved, and what that would have done stands beside the policy in force. */
export const Changed: Story = {
  args: { store: storeWith(changed) },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Change unsure' }));
    await canvas.findByRole('row', { name: /^few/ });
  },
};

/** The point on the curve moves by pointer and by keyboard, and the threshold in the rule with it. */
export const CurveByKeyboard: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const slider = await canvas.findByRole('slider', { name: 'Present threshold' });
    slider.focus();
    await userEvent.keyboard('{PageUp}{ArrowLeft}');
    await canvas.findByText('The AI’s confidence is below 71%: In the loop');
    await expect(slider.getAttribute('aria-valuetext')).toContain('Threshold 71%');
    await userEvent.click(canvas.getByText('The same as a table'));
    await canvas.findByRole('row', { name: /present/ });
  },
};

/** What is wrong stands at its field, in words, and what was typed stays. */
export const Problems: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Change unsure' }));
    const field = canvas.getByRole('textbox', { name: /^Below/ });
    await userEvent.clear(field);
    await userEvent.type(field, '80');
    await canvas.findByText(/80 is not from 0 to 1/);
    await userEvent.type(canvas.getByRole('textbox', { name: 'Why it is changed' }), 'Fewer');
    await userEvent.click(canvas.getByRole('button', { name: 'Save the new version' }));
    const link = await canvas.findByRole('link', { name: /80 is not/ });
    await waitFor(() => expect(link.closest('[data-tone]')).toHaveFocus());
    await userEvent.keyboard('{Tab}{Enter}');
    await expect(field).toHaveFocus();
  },
};

/** A safeguard is turned off that its profile has on: the form says so, and so does what changes. */
export const Safeguards: Story = {
  args: {
    store: storeWith({
      ...inForce,
      rules: inForce.rules.map((rule) =>
        rule.id === 'unsure'
          ? { ...rule, handling: { ...rule.handling, profile: 'high', safeguards: { secondReview: 0.05 } } }
          : rule,
      ),
    }),
  },
  render: (args) => (
    <PolicyEditor.Root {...args} store={args.store ?? memoryStore()}>
      <PolicyEditor.Rules />
      <PolicyEditor.Save />
    </PolicyEditor.Root>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Change unsure' }));
    await userEvent.click(canvas.getByText('Single safeguards: 1 set by name'));
    const group = within(canvas.getByRole('group', { name: 'Single safeguards' }));
    await userEvent.selectOptions(group.getByRole('combobox', { name: 'Required evidence opened' }), 'Off');
    await canvas.findByText(
      /^unsure, Required evidence opened: .* → off\. Turned off, though the profile “High” has it on/,
    );
    await userEvent.type(group.getByRole('textbox', { name: /^Wait before signing: seconds/ }), '2');
    await group.findByText(/^2 is not from 3 to 15/);
  },
};

/** The safeguards of a rule on a narrow page, in whatever language. */
export const SafeguardsNarrow: Story = {
  ...Safeguards,
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '20rem' }}>
        <Story />
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    const button = await waitFor(() => {
      const found = canvasElement.querySelector('button[aria-expanded]');
      if (!found) throw new Error('The rules are not there yet.');
      return found;
    });
    await userEvent.click(button);
    for (const each of canvasElement.querySelectorAll('summary')) await userEvent.click(each);
    await waitFor(() => expect(canvasElement.querySelectorAll('details fieldset').length).toBe(3));
  },
};

/** Conditions inside conditions. */
export const Joined: Story = {
  args: {
    store: storeWith({
      ...inForce,
      rules: [
        {
          id: 'joined',
          when: {
            type: 'and',
            of: [
              { type: 'risk', in: ['low', 'medium'] },
              {
                type: 'or',
                of: [
                  { type: 'confidence', atLeast: 0.95 },
                  { type: 'not', of: { type: 'value', field: 'amount', atLeast: 500 } },
                ],
              },
            ],
          },
          handling: { mode: 'monitor', profile: 'low', vetoMinutes: 60 },
        },
        ...inForce.rules,
      ],
    }),
  },
  play: async ({ canvasElement }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Change joined' }));
  },
};

const waiting = serviceWith({ asksSecond: true });
/** A second person is asked; the first one cannot be that. */
export const WaitsForSecond: Story = {
  args: { service: waiting.as(jonas), personId: jonas.id },
  loaders: [
    async () => {
      const service = waiting.as(priya);
      const { newest } = await service.current();
      if (newest === inForce.version)
        await service.propose?.({ policy: changed, basedOn: newest, reason: 'Too many of them were right' });
      return {};
    },
  ],
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText(/Version 8 of Priya Nair waits for a second person/);
    canvas.getByRole('button', { name: 'Confirm this version' }).focus();
  },
};

/** Somebody else saved meanwhile: both sides are shown, and nothing is lost. */
export const Conflict: Story = {
  args: { service: conflicting().as(priya), store: storeWith(changed, '6') },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText(/saved another version meanwhile/);
    canvas.getByRole('button', { name: 'Go on with mine' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.queryByText(/saved another version meanwhile/)).toBeNull());
    await canvas.findByText('The AI’s confidence is below 70%: In the loop');
  },
};
function conflicting() {
  return serviceWith({ policy: { ...inForce, rules: inForce.rules.filter(({ id }) => id !== 'sample') } });
}

const blind = worldOf(3, { days: 5, daily: 30, policyOn: () => unsampled, risk: () => 0.3 });
/** Nobody was ever drawn of those that pass: it cannot be told how many of them are wrong. */
export const NothingCanBeTold: Story = {
  args: {
    service: createMemoryPolicyService({
      policy: unsampled,
      cases: { ...blind, cases: blind.cases.filter(({ chance }) => chance === 0) },
      clock,
    }).as(priya),
  },
};

/** The same cases on a narrow page. */
export const Narrow: Story = {
  ...Changed,
  args: { store: storeWith(changed) },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '20rem' }}>
        <Story />
      </div>
    ),
  ],
};

/** Every version, opened by keyboard: one is in effect, one waits, one was never confirmed. An older one is begun from. */
export const Versions: Story = {
  args: { service: serviceOfVersions() },
  render: (args) => (
    <PolicyEditor.Root {...args} store={memoryStore()}>
      <PolicyEditor.Title />
      <PolicyEditor.History />
      <PolicyEditor.Rules />
      <PolicyEditor.Save />
    </PolicyEditor.Root>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const versions = within(await canvas.findByRole('region', { name: 'Versions' }));
    await userEvent.click(versions.getByText('Show every version'));
    await userEvent.click(await versions.findByText('What version 8 changed against version 7'));
    await versions.findByText(/^Removed: sample/);
    versions.getByRole('button', { name: 'Start from version 7' }).focus();
    await userEvent.keyboard('{Enter}');
    await expect(canvas.getByRole('heading', { name: 'What changes' })).toHaveFocus();
    await canvas.findByText(/^New: sample/);
  },
};

/** There from the first picture on, and with its versions a moment later. */
function serviceOfVersions(): PolicyService {
  const made = withVersions().then((shared) => shared.as(priya));
  return {
    current: async () => (await made).current(),
    history: async () => (await (await made).history?.()) ?? [],
    propose: async (draft) => (await (await made).propose?.(draft)) ?? { outcome: 'forbidden', why: 'role' },
    confirm: async (version) => (await (await made).confirm?.(version)) ?? { outcome: 'forbidden', why: 'role' },
  };
}

/** The versions on a narrow page, in whatever language. */
export const VersionsNarrow: Story = {
  ...Versions,
  play: async ({ canvasElement }) => {
    const summary = await waitFor(() => {
      const found = canvasElement.querySelector('summary');
      if (!found) throw new Error('The versions are not there yet.');
      return found;
    });
    await userEvent.click(summary);
    await waitFor(() => expect(canvasElement.querySelectorAll('details details').length).toBe(3));
    for (const each of canvasElement.querySelectorAll('details details > summary')) await userEvent.click(each);
  },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '20rem' }}>
        <Story />
      </div>
    ),
  ],
};

/** The service answers, but not for its versions. */
export const VersionsUnavailable: Story = {
  args: { service: { ...serviceWith().as(priya), history: () => Promise.reject(new Error('500')) } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByText('Show every version'));
    await canvas.findByText('The versions could not be loaded.');
  },
};

/** A service that cannot be reached. */
export const Unreachable: Story = {
  args: { service: { current: () => Promise.reject(new Error('offline')) } },
};
