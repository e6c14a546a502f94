import type { TextFormat } from '../internal/format.js';
import type { ConditionType, Handling } from './oversight.types.js';
import { type PolicyHistoryMessages, policyHistoryMessages } from './policy-history.messages.js';
import { type PolicySafeguardMessages, policySafeguardMessages } from './policy-safeguard.messages.js';

/** A measure that a condition puts bounds on. */
export type BoundedMeasure = 'confidence' | 'margin' | 'entropy' | 'novelty' | 'models' | 'factors' | 'value';

/** What is said of a policy to whoever changes it. */
export interface PolicyMessages extends PolicyHistoryMessages, PolicySafeguardMessages {
  title: (id: string, version: string) => string;
  loading: string;
  unavailable: string;
  casesUnavailable: string;
  tryAgain: string;
  undo: string;
  undone: string;
  /* Rules */
  rules: string;
  rulesHint: string;
  ruleName: (place: number, id: string) => string;
  /** What a rule does, where it is not being changed. */
  ruleText: (condition: string, mode: string) => string;
  otherwise: string;
  otherwiseHint: string;
  edit: (rule: string) => string;
  moveUp: (rule: string) => string;
  moveDown: (rule: string) => string;
  moved: (rule: string, place: number, of: number) => string;
  remove: (rule: string) => string;
  removed: (rule: string) => string;
  addRule: string;
  newRule: string;
  optional: string;
  fields: Record<'id' | 'why' | 'condition' | Exclude<keyof Handling, 'safeguards'>, string>;
  safeguards: string;
  anybody: string;
  expire: Record<'close' | 'escalate', string>;
  /* Conditions */
  conditionTypes: Record<ConditionType, string>;
  atLeast: string;
  below: string;
  shareHint: (percent: string) => string;
  shareRule: string;
  between: string;
  betweens: Record<'models' | 'factors', string>;
  comparedBy: string;
  comparisons: Record<'bounds' | 'list', string>;
  ofField: string;
  ofValue: string;
  list: string;
  listHint: string;
  risks: string;
  kinds: string;
  rate: string;
  seed: string;
  addCondition: string;
  removeCondition: (condition: string) => string;
  measures: Record<BoundedMeasure, string>;
  /** A measure with bounds, in words. */
  isBelow: (measure: string, limit: string) => string;
  isAtLeast: (measure: string, limit: string) => string;
  isBetween: (measure: string, low: string, high: string) => string;
  /** One value, or several as “a, b, or c”; so too for `riskIn` and `kindIn`. */
  isOneOf: (measure: string, list: string) => string;
  measureOf: (measure: string, about: string) => string;
  unbounded: (measure: string) => string;
  /** Set off from an “and” or “or” within a part, as between two bounds. */
  allOf: (parts: readonly string[]) => string;
  anyOf: (parts: readonly string[]) => string;
  isNot: (part: string) => string;
  riskIn: (list: string) => string;
  kindIn: (list: string) => string;
  drawn: (rate: string, seed: string) => string;
  /* What would change */
  effects: string;
  effectsOf: (cases: string, from: string, until: string) => string;
  weighing: string;
  effectsAfterProblems: string;
  noCases: string;
  inForce: string;
  changed: string;
  figure: string;
  figures: string;
  peopleADay: string;
  modeADay: (mode: string) => string;
  wrongPassing: string;
  wrongShare: string;
  untold: string;
  nothingPasses: string;
  cannotBeTold: (cases: string, count: number, format: TextFormat) => string;
  allTold: string;
  range: (value: string, low: string, high: string) => string;
  restsOn: (known: string, cases: string) => string;
  found: (count: string) => string;
  byGroup: string;
  group: string;
  toPeople: string;
  assumptions: string;
  assumptionList: readonly string[];
  /* The curve */
  curve: string;
  curveHint: string;
  threshold: string;
  thresholdName: (rule: string, condition: string) => string;
  noThreshold: string;
  coverage: string;
  error: string;
  point: string;
  pointText: (threshold: string, coverage: string, error: string) => string;
  pointUntold: string;
  asTable: string;
  present: string;
  /* Saving */
  changes: string;
  noChanges: string;
  change: Record<'added' | 'removed', (rule: string, text: string) => string> & {
    moved: (rule: string, before: string, after: string) => string;
    from: (what: string, before: string, after: string) => string;
    /** With what a safeguard no longer asks for. */
    less: (sentence: string, less: string) => string;
  };
  /** What of a rule, at the head of a change. */
  partOf: (rule: string, what: string) => string;
  roles: string;
  escalations: string;
  nothing: string;
  save: string;
  effectiveFrom: string;
  effectiveHint: string;
  dateTooEarly: string;
  reason: string;
  reasonMissing: string;
  propose: string;
  proposeHint: string;
  saved: (version: string) => string;
  proposed: (version: string) => string;
  discard: string;
  problemsTitle: (count: number, format: TextFormat) => string;
  forbidden: Record<'role' | 'same-person', string>;
  failed: string;
  waiting: (version: string, name: string, when: string) => string;
  upcoming: (version: string, when: string) => string;
  waitingChanges: string;
  confirm: string;
  confirmed: (version: string) => string;
  conflictTitle: (name: string) => string;
  conflictText: string;
  conflictTheirs: string;
  conflictMine: string;
  keepMine: string;
  takeTheirs: string;
  draftRestored: string;
}

export const policyMessages: PolicyMessages = {
  ...policyHistoryMessages,
  ...policySafeguardMessages,
  title: (id, version) => `Policy ${id}, version ${version}`,
  loading: 'Loading the policy',
  unavailable: 'The policy could not be loaded.',
  casesUnavailable: 'The recorded cases could not be loaded. The policy can be changed all the same.',
  tryAgain: 'Try again',
  undo: 'Take back the last change',
  undone: 'The last change was taken back',
  rules: 'Rules',
  rulesHint: 'The first rule that holds decides about a case.',
  ruleName: (place, id) => `Rule ${place}: ${id}`,
  ruleText: (condition, mode) => `${condition}: ${mode}`,
  otherwise: 'Every other case',
  otherwiseHint: 'A case that no rule is about goes to people.',
  edit: (rule) => `Change ${rule}`,
  moveUp: (rule) => `Move ${rule} up`,
  moveDown: (rule) => `Move ${rule} down`,
  moved: (rule, place, of) => `${rule} is now rule ${place} of ${of}`,
  remove: (rule) => `Remove ${rule}`,
  removed: (rule) => `${rule} is removed. It can be taken back.`,
  addRule: 'Add a rule',
  newRule: 'new-rule',
  optional: '(optional)',
  fields: {
    id: 'Name',
    why: 'Why, for reviewers to read',
    condition: 'When',
    mode: 'What becomes of its cases',
    profile: 'Safeguards',
    role: 'Who decides',
    hours: 'Hours to decide in',
    onExpire: 'When that time is over',
    vetoMinutes: 'Minutes to step in',
  },
  safeguards: 'Single safeguards',
  anybody: 'Whoever may decide',
  expire: { close: 'The case closes', escalate: 'The case goes to the next role' },
  conditionTypes: {
    and: 'All of these',
    or: 'Any of these',
    not: 'Not this',
    confidence: 'The AI’s confidence',
    margin: 'Margin between the two likeliest readings',
    entropy: 'How torn the AI is between its readings',
    novelty: 'How unlike other cases it is',
    disagreement: 'Disagreement',
    value: 'The proposed value',
    risk: 'Risk',
    kind: 'Kind of case',
    sample: 'Random sample',
  },
  atLeast: 'At least',
  below: 'Below',
  shareHint: (percent) => `That is ${percent}.`,
  shareRule: 'A part of 1 or a percentage: 0.9 or 90%.',
  between: 'Between',
  betweens: { models: 'Models', factors: 'Factors' },
  comparedBy: 'Compared by',
  comparisons: { bounds: 'Bounds', list: 'A list' },
  ofField: 'Of the field',
  ofValue: 'Of the value',
  list: 'One of',
  listHint: 'One to a line.',
  risks: 'Risks',
  kinds: 'Kinds',
  rate: 'Share of the cases',
  seed: 'Seed of the draw',
  addCondition: 'Add a condition',
  removeCondition: (condition) => `Remove the condition: ${condition}`,
  measures: {
    confidence: 'the AI’s confidence',
    margin: 'the margin between the two likeliest readings',
    entropy: 'how torn the AI is between its readings',
    novelty: 'how unlike other cases it is',
    models: 'the share of other models that propose something else',
    factors: 'how evenly the factors are weighed',
    value: 'the proposed value',
  },
  isBelow: (measure, limit) => `${measure} is below ${limit}`,
  isAtLeast: (measure, limit) => `${measure} is at least ${limit}`,
  isBetween: (measure, low, high) => `${measure} is between ${low} and ${high}`,
  isOneOf: (measure, list) => `${measure} is ${list}`,
  measureOf: (measure, about) => `${measure} (${about})`,
  unbounded: (measure) => `${measure} (no bound yet)`,
  allOf: (parts) => parts.join(', and '),
  anyOf: (parts) => parts.join(', or '),
  isNot: (part) => `not (${part})`,
  riskIn: (list) => `the risk is ${list}`,
  kindIn: (list) => `the kind of case is ${list}`,
  drawn: (rate, seed) => `the case is in the ${rate} random sample “${seed}”`,
  effects: 'What would change',
  effectsOf: (cases, from, until) => `Reckoned from ${cases} recorded cases, ${from} to ${until}.`,
  weighing: 'Weighing the change against the recorded cases',
  effectsAfterProblems: 'The figures are those of before: they follow once what is wrong is mended.',
  noCases: 'There are no recorded cases to weigh a change against.',
  inForce: 'In force',
  changed: 'Changed',
  figure: 'Figure',
  figures: 'Figures',
  peopleADay: 'Cases a day to people',
  modeADay: (mode) => `Cases a day: ${mode}`,
  wrongPassing: 'Wrong ones that would have taken effect',
  wrongShare: 'Share of wrong ones among those',
  untold: 'What cannot be told',
  nothingPasses: 'No case takes effect without a person.',
  cannotBeTold: (cases, count, format) =>
    format.plural(count, {
      one: `Cannot be told: this case was never looked at.`,
      other: `Cannot be told: none of these ${cases} cases was ever looked at.`,
    }),
  allTold: 'Nothing',
  range: (value, low, high) => `${value} (${low} to ${high})`,
  restsOn: (known, cases) => `Rests on ${known} cases that were looked at, for ${cases} that take effect.`,
  found: (count) => `Known by name: ${count} wrong ones.`,
  byGroup: 'By group',
  group: 'Group',
  toPeople: 'To people',
  assumptions: 'What this takes for granted',
  assumptionList: [
    'In brackets stand 95% intervals: in 19 of 20 such cases the true number lies inside.',
    'The answer of a person counts as right, unless the true outcome is known.',
    'Cases that rules sent to people tell of themselves only. Of the others, only those drawn by chance tell.',
    'People stay as careful as they were, and cases stay as they are.',
  ],
  curve: 'Take effect without a person, and wrong among them',
  curveHint: 'Drag the point, or move it with the arrow keys. It moves the threshold in the rule.',
  threshold: 'Threshold',
  thresholdName: (rule, condition) => `${rule}: ${condition}`,
  noThreshold: 'No rule has a threshold that could move.',
  coverage: 'Take effect without a person',
  error: 'Wrong among them',
  point: 'Present threshold',
  pointText: (threshold, coverage, error) =>
    `Threshold ${threshold}: ${coverage} of the cases take effect without a person; wrong among them: ${error}`,
  pointUntold: 'cannot be told',
  asTable: 'The same as a table',
  present: 'present',
  changes: 'What changes',
  noChanges: 'Nothing is changed.',
  change: {
    added: (rule, text) => `New: ${rule}. ${text}`,
    removed: (rule, text) => `Removed: ${rule}. ${text}`,
    moved: (rule, before, after) => `${rule}: moved from place ${before} to ${after}`,
    from: (what, before, after) => `${what}: ${before} → ${after}`,
    less: (sentence, less) => `${sentence}. ${less}`,
  },
  partOf: (rule, what) => `${rule}, ${what}`,
  roles: 'Roles',
  escalations: 'Next roles',
  nothing: 'nothing',
  save: 'Save as a new version',
  effectiveFrom: 'Takes effect on',
  effectiveHint: 'From the beginning of that day. Empty: at once.',
  dateTooEarly: 'This day has begun or is over. Choose a later one, or leave it empty.',
  reason: 'Why it is changed',
  reasonMissing: 'Say why it is changed.',
  propose: 'Save the new version',
  proposeHint: 'Somebody else has to confirm it before it takes effect.',
  saved: (version) => `Version ${version} is saved.`,
  proposed: (version) => `Version ${version} is saved and waits for a second person.`,
  discard: 'Drop my changes',
  problemsTitle: (count, format) =>
    format.plural(count, {
      one: 'One thing stands in the way of saving',
      other: '# things stand in the way of saving',
    }),
  forbidden: {
    role: 'Your role does not allow this. Nothing was saved; your changes are kept.',
    'same-person': 'You proposed this version yourself: somebody else has to confirm it.',
  },
  failed: 'The service did not answer. Your changes are kept.',
  waiting: (version, name, when) =>
    `Version ${version} of ${name} waits for a second person. It would take effect ${when}.`,
  upcoming: (version, when) => `Version ${version} takes effect on ${when}.`,
  waitingChanges: 'What it changes',
  confirm: 'Confirm this version',
  confirmed: (version) => `Version ${version} is confirmed.`,
  conflictTitle: (name) => `${name} saved another version meanwhile`,
  conflictText: 'Nothing of yours is lost. See what each of you changed, then go on with one of the two.',
  conflictTheirs: 'What they changed',
  conflictMine: 'What you changed',
  keepMine: 'Go on with mine',
  takeTheirs: 'Go on with theirs',
  draftRestored: 'Your changes of before were kept.',
};
