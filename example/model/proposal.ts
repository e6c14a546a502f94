import { type CounterEvidence, type Factor, type Proposal, type Risk, wilsonInterval } from 'countersign/core';
import {
  type Application,
  type Column,
  columnNamed,
  FEATURES,
  featuresOf,
  numberOf,
  readValue,
} from './application.js';
import {
  APPROVE_BELOW,
  type CreditModel,
  DENY_FROM,
  type Part,
  type Proposed,
  proposedFor,
  type Score,
  score,
  shareLike,
  usualValue,
} from './credit-model.js';

const percent = (share: number) => `${Math.round(share * 100)}%`;
const cases = (count: number) => count.toLocaleString('en');
const read = (application: Application, name: string) => readValue(columnNamed(name), application.values[name]);

/** The host's rule: how much is at stake follows from the amount, whatever the model says. */
export function riskOf(application: Application): Risk {
  const amount = numberOf(application, 'amount_dm');
  if (amount < 2_000) return 'low';
  if (amount < 5_000) return 'medium';
  return amount < 10_000 ? 'high' : 'critical';
}

/** Hours to decide in, by risk. */
const HOURS: Record<Risk, number> = { low: 96, medium: 72, high: 48, critical: 48 };

const SCHEMA = {
  type: 'choice',
  options: [
    { value: 'approve', label: 'Approve', consequence: 'the credit is paid out.' },
    {
      value: 'approve-with-conditions',
      label: 'Approve with conditions',
      consequence: 'an offer that asks for a guarantor or a shorter term goes out.',
    },
    { value: 'deny', label: 'Deny', consequence: 'a letter with the reasons for the denial goes out.' },
  ],
} as const;

const PROPOSED_WORDS: Record<Proposed, string> = {
  approve: 'approval',
  'approve-with-conditions': 'approval with conditions',
  deny: 'denial',
};

/** Above 0 speaks for the proposed value: a denial rests on what points to default, a credit on what points away. */
function factorsOf(model: CreditModel, application: Application, scored: Score, proposed: Proposed): Factor[] {
  const sign = proposed === 'deny' ? 1 : -1;
  return featuresOf(application)
    .map(
      (feature): Factor => ({
        id: feature.name,
        name: feature.label,
        value: readValue(feature, application.values[feature.name]),
        typical: usualValue(model, feature),
        contribution: sign * (scored.contributions[feature.name] ?? 0),
        evidence: ['application'],
      }),
    )
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

/** Weight from which a factor is worth naming, in log-odds. */
export const WEIGHTY = 0.1;

function named({ name, value }: Factor): string {
  return `${name.toLowerCase()} (${value})`;
}

function listOf(factors: readonly Factor[]): string {
  return factors
    .map(named)
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1');
}

function summaryOf(model: CreditModel, factors: readonly Factor[], proposed: Proposed): string {
  const supporting = factors.filter(({ contribution }) => contribution >= WEIGHTY).slice(0, 2);
  const opposing = factors.filter(({ contribution }) => contribution <= -WEIGHTY).slice(0, 2);
  const rule =
    proposed === 'approve'
      ? `a risk of default below ${percent(APPROVE_BELOW)} is proposed for approval`
      : proposed === 'deny'
        ? `a risk of default of ${percent(DENY_FROM)} or more is proposed for denial`
        : `a risk of default from ${percent(APPROVE_BELOW)} to ${percent(DENY_FROM)} is proposed for approval with conditions`;
  const sentences = [
    `I compared this application with ${cases(model.counts.train)} earlier ones.`,
    supporting.length > 0 ? `For the proposal: ${listOf(supporting)}.` : undefined,
    opposing.length > 0 ? `Against it: ${listOf(opposing)}.` : 'Nothing in the application weighs much against it.',
    `By the house rule, ${rule}.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

/** What speaks against the proposal, counted among the cases learned from and those held out. */
function counterEvidenceOf(
  model: CreditModel,
  application: Application,
  factors: readonly Factor[],
  proposed: Proposed,
): CounterEvidence[] {
  const found: CounterEvidence[] = [];
  const total = Object.values(model.facts[FEATURES[0]?.name ?? '']?.shares ?? {});
  const repaidOverall = total.reduce((sum, { repaid }) => sum + repaid, 0) / model.counts.train;
  for (const factor of factors.filter(({ contribution }) => contribution <= -WEIGHTY).slice(0, 2)) {
    const feature = FEATURES.find(({ name }) => name === factor.id) as Column;
    const like = shareLike(model, feature, application);
    if (!like || like.n < 30) continue;
    const share = like.repaid / like.n;
    // Only what points the other way on its own is evidence against.
    if (proposed === 'deny' ? share <= repaidOverall : share >= repaidOverall) continue;
    const group =
      feature.kind === 'number' ? `in the same quarter by ${factor.name.toLowerCase()}` : `with ${named(factor)}`;
    found.push({
      text: `Applicants ${group} repaid in ${percent(share)} of ${like.n} cases; ${percent(repaidOverall)} of all did.`,
      evidence: ['application'],
    });
  }
  const record = model.trackRecord[proposed];
  if (record.n > 0) {
    const wrong = record.n - record.right;
    const turned = proposed === 'deny' ? 'would have repaid' : 'defaulted';
    found.push({
      text: `Of ${record.n} held-out applications that the model proposed for ${PROPOSED_WORDS[proposed]}, ${wrong} ${turned}.`,
    });
  }
  return found;
}

function limitsOf(model: CreditModel, application: Application, part: Part | undefined): string[] {
  const { measured, counts, weakest } = model;
  const limits: string[] = [];
  for (const feature of featuresOf(application)) {
    const range = model.facts[feature.name]?.range;
    if (feature.kind !== 'number' || !range) continue;
    const value = numberOf(application, feature.name);
    if (value >= range[0] && value <= range[1]) continue;
    limits.push(
      `${feature.label} is outside what the model learned from: 98 of 100 applications had ${feature.read(range[0])} to ${feature.read(range[1])}.`,
    );
  }
  if (part === 'train' || part === 'calibration') {
    limits.push(
      'The model has learned from this very application or was calibrated on it: it fits better here than it would on a new one.',
    );
  }
  limits.push(
    `Learned from ${cases(counts.train)} applications. On ${cases(counts.heldOut)} held-out ones the likelier outcome was the true one in ${percent(measured.accuracy)}.`,
  );
  if (weakest) {
    const feature = columnNamed(weakest.feature);
    const like = application.values[weakest.feature] === weakest.code ? ', as here' : '';
    limits.push(
      `Wrong most often where “${feature.label.toLowerCase()}” is “${readValue(feature, weakest.code)}”${like}: ${weakest.wrong} of ${weakest.n} held-out cases.`,
    );
  }
  limits.push(
    'Sex, marital status and foreign-worker status are not used. Whether other columns stand in for them was not measured.',
  );
  return limits;
}

function whyOf(risk: Risk, { probability, interval }: Score): string[] {
  const why: string[] = [];
  if ([APPROVE_BELOW, DENY_FROM].some((threshold) => Math.abs(probability - threshold) < 0.05)) {
    why.push('Near the threshold');
  }
  if (interval[1] - interval[0] > 0.4) why.push('Wide interval');
  if (risk === 'critical') why.push('10,000 DM or more: two people sign');
  return why;
}

/** How likely the proposed value is right: a credit is where it is repaid, a denial where it would not be. Of conditions nobody knows. */
const OF_VALUE: Partial<Record<Proposed, (probability: number) => { ofValue: number }>> = {
  approve: (probability) => ({ ofValue: 1 - probability }),
  deny: (probability) => ({ ofValue: probability }),
};

export interface ProposalOptions {
  /** What the application was used for in training. */
  part?: Part;
  /** @default 1 */
  revision?: number;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; by risk when absent. */
  dueAt?: string;
  /** Where the application came from: "Generated applications". */
  area: string;
}

/** What the model proposes for one application, as the kit shows it. */
export function proposalFor(model: CreditModel, application: Application, options: ProposalOptions): Proposal {
  const scored = score(model, application);
  const { probability, interval } = scored;
  const proposed = proposedFor(probability);
  const factors = factorsOf(model, application, scored, proposed);
  const risk = riskOf(application);
  const record = model.trackRecord[proposed];
  const purpose = read(application, 'purpose');
  const due = new Date(Date.parse(options.createdAt) + HOURS[risk] * 3_600_000).toISOString();
  return {
    id: application.id,
    revision: options.revision ?? 1,
    kind: 'credit-application',
    subject: {
      title: `${purpose.charAt(0).toUpperCase()}${purpose.slice(1)}: ${read(application, 'amount_dm')} over ${read(application, 'duration_months')}`,
      reference: application.id,
      area: options.area,
      factsTitle: 'Application',
      facts: [
        {
          name: 'Amount and term',
          value: `${read(application, 'amount_dm')} over ${read(application, 'duration_months')}`,
        },
        ...['checking_status', 'savings', 'credit_history', 'employment_since', 'job', 'property', 'other_debtors'].map(
          (name) => ({ name: columnNamed(name).label, value: read(application, name) }),
        ),
      ],
    },
    value: proposed,
    schema: SCHEMA,
    confidence: {
      value: probability,
      interval,
      of: 'Default',
      ...OF_VALUE[proposed]?.(probability),
      calibration: {
        method: 'Platt scaling',
        n: model.counts.heldOut,
        asOf: model.trainedAt,
        error: model.measured.calibrationError,
      },
    },
    explanation: {
      summary: summaryOf(model, factors, proposed),
      factors,
      unit: 'log-odds',
      counterEvidence: counterEvidenceOf(model, application, factors, proposed),
      evidence: [
        {
          id: 'application',
          title: 'Application and similar cases',
          required: true,
          note: `${featuresOf(application).length} fields`,
          href: `/applications/${encodeURIComponent(application.id)}`,
        },
      ],
      limits: limitsOf(model, application, options.part),
      ...(record.n > 0 && {
        trackRecord: {
          right: record.right / record.n,
          n: record.n,
          interval: wilsonInterval(record.right, record.n),
          asOf: model.trainedAt,
        },
      }),
      method: `Exact contributions of a logistic regression, counted from the average application. They and ${scored.base.toFixed(2)} add up to the log-odds of default; “for” speaks for the proposal.`,
    },
    risk,
    model: { id: model.id, version: model.version, releasedAt: model.trainedAt },
    why: whyOf(risk, scored),
    createdAt: options.createdAt,
    dueAt: options.dueAt ?? due,
  };
}
