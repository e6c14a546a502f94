import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import {
  CalibrationNote,
  ConfidenceBadge,
  ConfidenceReadout,
  defineScale,
  icd203,
  ipcc,
  NBest,
  QuantileDots,
} from '../src/confidence/index.js';

const calibration = { method: 'isotonic', n: 2140, asOf: '2026-09-30', error: 0.03 };
const likely = { value: 0.66, interval: [0.57, 0.74] as const, of: 'Default within 24 months', calibration };
const outcomes = [
  800, 900, 920, 930, 1010, 1020, 1030, 1040, 1100, 1120, 1150, 1180, 1190, 1290, 1300, 1310, 1400, 1450, 1550, 1700,
];

const meta = {
  title: 'Components/ConfidenceBadge',
  component: ConfidenceBadge.Root,
  subcomponents: {
    Scale: ConfidenceBadge.Scale,
    Text: ConfidenceBadge.Text,
    Readout: ConfidenceReadout.Root,
    NBest: NBest.Root,
    QuantileDots: QuantileDots.Root,
    CalibrationNote,
  },
  args: { confidence: likely },
} satisfies Meta<typeof ConfidenceBadge.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The words and the range are the badge; nothing in it takes focus. */
export const Likely: Story = {
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('button, a, [tabindex]')).toBeNull();
    await expect(canvasElement.querySelector('svg')).toHaveAttribute('aria-hidden', 'true');
  },
};

/** One colour for every band: a high score is not "good". */
export const SevenBands: Story = {
  render: (args) => (
    <div style={{ display: 'grid', gap: 12 }}>
      {icd203.bands.map(({ id, low, high }) => (
        <ConfidenceBadge.Root {...args} key={id} confidence={{ value: (low + high) / 2, calibration }} />
      ))}
    </div>
  ),
};

export const Small: Story = { args: { size: 'sm' } };

/** The IPCC's terms. */
export const AnotherScale: Story = { args: { scale: ipcc, confidence: { value: 0.5, calibration } } };

/** Bands of the host, with labels of its own. */
export const OwnScale: Story = {
  args: {
    scale: defineScale('triage', [
      { id: 'look', low: 0, high: 0.3, label: 'Look closely' },
      { id: 'check', low: 0.3, high: 0.7, label: 'Check' },
      { id: 'glance', low: 0.7, high: 1, label: 'Glance' },
    ]),
  },
};

/** No calibration, or one that fails the gate: too few cases, too large an error, older than 90 days. */
export const NotCalibrated: Story = { args: { confidence: { ...likely, calibration: { ...calibration, n: 61 } } } };

/** A score that is no probability: NaN, text, below 0 or above 1. */
export const NotAvailable: Story = { args: { confidence: { value: Number.NaN, calibration } } };

/** Parts in another order, with words of the host between them. */
export const Composed: Story = {
  render: (args) => (
    <ConfidenceBadge.Root {...args}>
      <ConfidenceBadge.Text />
      <ConfidenceBadge.Scale />
    </ConfidenceBadge.Root>
  ),
};

/** What the score is about stands before it. */
export const About: Story = { render: () => <ConfidenceReadout.Root confidence={likely} showAbout /> };

export const WithInterval: Story = {
  render: () => <ConfidenceReadout.Root confidence={likely} showAbout showInterval />,
};

/** For experts: whole percent, with the interval, the cases and the date of its calibration. */
export const AsNumber: Story = { render: () => <ConfidenceReadout.Root confidence={likely} kind="number" showAbout /> };

/** What the model said stays, and who decided is named. */
export const AfterADecision: Story = {
  render: () => <ConfidenceReadout.Root confidence={likely} decidedBy="Amara Osei" />,
};

/** The two best lie less than 0.10 apart: the readings stand side by side. */
export const SeveralReadings: Story = {
  render: () => (
    <ConfidenceReadout.Root
      confidence={{ value: 0.5, calibration }}
      valueLabel="07.10.2026"
      alternatives={[
        { value: '01.10.2026', confidence: 0.42 },
        { value: '17.10.2026', confidence: 0.1 },
      ]}
      coverage={0.95}
    />
  ),
};

/** More than five readings are too many to recommend one. */
export const NoRecommendation: Story = {
  render: () => (
    <ConfidenceReadout.Root
      confidence={{ value: 0.2, calibration }}
      valueLabel="1"
      alternatives={[2, 3, 4, 5, 6].map((value) => ({ value, confidence: 0.15 }))}
    />
  ),
};

/** Twenty equally likely outcomes; hollow dots are not above the threshold. */
export const Dots: Story = {
  render: () => (
    <ConfidenceReadout.Root confidence={{ quantiles: { values: outcomes, threshold: 1000, unit: 'EUR' } }} />
  ),
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll('circle[data-below]')).toHaveLength(4);
  },
};

export const FiftyDots: Story = {
  render: () => (
    <QuantileDots.Root
      quantiles={{
        values: [...outcomes, ...outcomes.map((value) => value + 13), ...outcomes.slice(0, 10)],
        threshold: 1100,
        unit: 'EUR',
      }}
    />
  ),
};

/** The values of a meter for hosts that need them; few screen readers announce one. */
export const AsMeter: Story = {
  render: () => (
    <ConfidenceBadge.Root confidence={likely}>
      <ConfidenceReadout.Meter aria-label="Default within 24 months" />
    </ConfidenceBadge.Root>
  ),
  play: async ({ canvasElement }) => {
    const meter = within(canvasElement).getByRole('meter', { name: 'Default within 24 months' });
    await expect(meter).toHaveAttribute('aria-valuenow', '66');
  },
};

/** What the score rests on, or why it is not shown. */
export const CalibrationNotes: Story = {
  render: () => (
    <ul>
      {[
        calibration,
        { ...calibration, n: 61 },
        { ...calibration, error: 0.2 },
        { ...calibration, asOf: '2026-01-01' },
        undefined,
      ].map((each) => (
        <li key={JSON.stringify(each) ?? 'none'}>
          <CalibrationNote calibration={each} />
        </li>
      ))}
    </ul>
  ),
};

/** Hidden and bidirectional characters in what the model says are made visible. */
export const HostileText: Story = {
  render: () => (
    <ConfidenceReadout.Root
      confidence={{ ...likely, of: 'Safe \u202etluafed\u200b <b>within</b> 24 months' }}
      showAbout
    />
  ),
};

/** 320 pixels: text wraps, ranges do not break. */
export const Narrow: Story = {
  render: () => (
    <div style={{ inlineSize: 288 }}>
      <ConfidenceReadout.Root confidence={likely} showAbout showInterval />
    </div>
  ),
};
