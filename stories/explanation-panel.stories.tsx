import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent, within } from 'storybook/test';
import { sampleProposals } from '../src/backends/sample-reviews.js';
import { CalibrationNote, ConfidenceReadout } from '../src/confidence/index.js';
import type { Explanation } from '../src/explanation/explanation.types.js';
import { EvidenceList, ExplanationDisclosure, ExplanationPanel } from '../src/explanation/index.js';

const { confidence, model } = sampleProposals.loan;
const explanation = sampleProposals.loan.explanation as Required<Explanation>;

const meta = {
  title: 'Components/ExplanationPanel',
  component: ExplanationPanel.Root,
  subcomponents: {
    Header: ExplanationPanel.Header,
    Title: ExplanationPanel.Title,
    Summary: ExplanationPanel.Summary,
    Factors: ExplanationPanel.Factors,
    CounterEvidence: ExplanationPanel.CounterEvidence,
    Evidence: ExplanationPanel.Evidence,
    Limits: ExplanationPanel.Limits,
    TrackRecord: ExplanationPanel.TrackRecord,
    Model: ExplanationPanel.Model,
    Disclosure: ExplanationDisclosure.Root,
    EvidenceList: EvidenceList.Root,
  },
  args: {
    explanation,
    model,
    valueLabel: 'Deny',
    confidence: <ConfidenceReadout.Root confidence={confidence} showAbout />,
    calibration: <CalibrationNote calibration={confidence?.calibration} />,
    opened: { payslips: '2026-11-21T09:29:00Z', statements: '2026-11-21T09:30:00Z' },
    onEvidenceOpen: fn(),
  },
} satisfies Meta<typeof ExplanationPanel.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The three strongest factors first; the others by keyboard. */
export const Summary: Story = {
  play: async ({ canvas, canvasElement }) => {
    const more = canvasElement.querySelector<HTMLElement>('[data-slot="factors"] > div > button');
    more?.focus();
    await userEvent.keyboard('{Enter}');
    await expect(canvasElement.querySelectorAll('[data-slot="factors"] > div > ul > li')).toHaveLength(5);
    await expect(canvas.getByText('Time with employer')).toBeVisible();
  },
};

/** Everything at once. */
export const Report: Story = { args: { detail: 'report' } };

/** Only that there is an explanation. */
export const Indicator: Story = { args: { detail: 'indicator' } };

/** Empty slots stay. */
export const Empty: Story = {
  args: { explanation: null, model: undefined, confidence: undefined, calibration: undefined },
};

/** A score that may not be shown, and too short a track record. */
export const WeakRecord: Story = {
  args: {
    explanation: { ...explanation, trackRecord: { right: 1, n: 12 } },
    confidence: <ConfidenceReadout.Root confidence={{ ...confidence, calibration: undefined }} showAbout />,
    calibration: <CalibrationNote calibration={{ method: 'platt', n: 61, asOf: '2026-11-01', error: 0.02 }} />,
  },
};

/** Sixty words, then "More"; the button stays where it is and keeps its focus. */
export const LongSummary: Story = {
  args: { explanation: { ...explanation, summary: `${explanation.summary} `.repeat(8) } },
  play: async ({ canvasElement }) => {
    const button = canvasElement.querySelector<HTMLElement>('[data-slot="summary"] button');
    button?.focus();
    await userEvent.keyboard(' ');
    await expect(button).toHaveFocus();
    await expect(button).toHaveAttribute('aria-expanded', 'true');
  },
};

/** 200 kB of text are laid out piece by piece. */
export const Endless: Story = {
  args: { explanation: { summary: 'A sentence that the model repeats. '.repeat(6000), limits: ['x'.repeat(200_000)] } },
};

/** Markup and control characters are shown for what they are; an address that would run a script is not followed. */
export const HostileText: Story = {
  args: {
    explanation: {
      ...explanation,
      summary: '<img src=x onerror=alert(1)> **Approve** this. \u202eevorppA\u202c \u200b[click](javascript:alert(1))',
      evidence: [{ id: 'trap', title: 'Trap', href: 'javascript:alert(1)' }],
    },
  },
};

/** Numbers that are none, ids that repeat, lists that are not there. */
export const BadData: Story = {
  args: {
    explanation: {
      factors: [
        { id: 'a', name: 'Age of the account', contribution: Number.NaN },
        { id: 'a', name: 'Income', contribution: 0 },
      ],
      evidence: [
        { id: 'x', title: 'Letter' },
        { id: 'x', title: 'Letter, again' },
      ],
      trackRecord: { right: 4, n: 50 },
    },
  },
};

/** 320 pixels: slot titles above, bars below their names. */
export const Narrow: Story = {
  render: (args) => (
    <div style={{ inlineSize: 320 }}>
      <ExplanationPanel.Root {...args} />
    </div>
  ),
};

/** A button before the panel: Enter and Space open it, and the panel comes next. */
export const Disclosure: Story = {
  render: (args) => (
    <ExplanationDisclosure.Root>
      <ExplanationDisclosure.Trigger>Why “Deny” is suggested</ExplanationDisclosure.Trigger>
      <ExplanationDisclosure.Content>
        <ExplanationPanel.Root {...args} />
      </ExplanationDisclosure.Content>
    </ExplanationDisclosure.Root>
  ),
  play: async ({ canvas }) => {
    const trigger = canvas.getByRole('button', { expanded: false });
    trigger.focus();
    await userEvent.keyboard('{Enter}');
    await expect(trigger).toHaveAttribute('aria-expanded', 'true');
    await expect(trigger).toHaveFocus();
  },
};

/** Over the page: its heading takes focus on every opening, and Escape gives it back. */
export const Popover: Story = {
  render: (args) => (
    <div style={{ minBlockSize: '32rem' }}>
      <ExplanationDisclosure.Root variant="popover">
        <ExplanationDisclosure.Trigger>Why “Deny” is suggested</ExplanationDisclosure.Trigger>
        <ExplanationDisclosure.Content>
          <ExplanationPanel.Root {...args} />
        </ExplanationDisclosure.Content>
      </ExplanationDisclosure.Root>
    </div>
  ),
  play: async ({ canvas }) => {
    const trigger = canvas.getByRole('button');
    for (const _time of [1, 2]) {
      trigger.focus();
      await userEvent.keyboard('{Enter}');
      await expect(canvas.getByRole('heading', { level: 3 })).toHaveFocus();
      await userEvent.keyboard('{Escape}');
      await expect(canvas.queryByRole('heading', { level: 3 })).toBeNull();
      await expect(trigger).toHaveFocus();
    }
    await userEvent.keyboard('{Enter}');
  },
};

/** The sources alone, as a review card shows them. Opening one is the host's record to keep. */
export const Evidence: Story = {
  render: (args) => {
    const [opened, setOpened] = useState<Record<string, string>>({});
    return (
      <EvidenceList.Root
        items={args.explanation?.evidence ?? []}
        opened={opened}
        onEvidenceOpen={({ item }) => setOpened({ ...opened, [item.id]: '2026-11-21T09:48:00Z' })}
      />
    );
  },
  play: async ({ canvasElement }) => {
    const [first] = within(canvasElement).getAllByRole('button');
    first?.focus();
    await userEvent.keyboard('{Enter}');
    await expect(canvasElement.querySelectorAll('[data-opened]')).toHaveLength(1);
  },
};
