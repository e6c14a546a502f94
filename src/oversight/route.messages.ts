import type { OversightMessages } from './oversight.messages.js';

/** Words about where a case was sent, and why; what is said of policies stays out of a card. */
export const routeMessages = {
  modeMeanings: {
    auto: 'The AI’s value takes effect without a person.',
    monitor: 'The AI’s value takes effect unless somebody steps in before the time is over.',
    review: 'A person decides.',
    second: 'Two people decide, neither knowing of the other.',
  },
  facts: {
    confidence: {
      below: ([limit]) => `The AI’s confidence is below ${limit}`,
      'at-least': ([limit]) => `The AI’s confidence is at least ${limit}`,
      between: ([low, high]) => `The AI’s confidence is between ${low} and ${high}`,
    },
    entropy: {
      below: ([limit]) => `The AI is torn between its readings by less than ${limit}`,
      'at-least': ([limit]) => `The AI is torn between its readings by at least ${limit}`,
      between: ([low, high]) => `The AI is torn between its readings by ${low} to ${high}`,
    },
    novelty: {
      below: () => 'Like cases that the AI was made with',
      'at-least': () => 'Unlike the cases that the AI was made with',
      between: () => 'Somewhat unlike the cases that the AI was made with',
    },
    'model-disagreement': {
      below: ([limit]) => `Less than ${limit} of the other models propose something else`,
      'at-least': ([limit]) => `At least ${limit} of the other models propose something else`,
      between: ([low, high]) => `${low} to ${high} of the other models propose something else`,
    },
    'factor-disagreement': {
      below: () => 'The factors point one way',
      'at-least': () => 'The factors disagree',
      between: () => 'The factors disagree in part',
    },
  },
  margin: {
    below: (first, second) => `Low margin between ${first} and ${second}`,
    'at-least': (first, second, [limit]) => `${first} is ahead of ${second} by at least ${limit}`,
    between: (first, second, [low, high]) => `${first} is ahead of ${second} by ${low} to ${high}`,
  },
  confidenceIn: (about, sentence) => `${about}: ${sentence}`,
  value: {
    below: (name, [limit]) => `${name} is below ${limit}`,
    'at-least': (name, [limit]) => `${name} is at least ${limit}`,
    between: (name, [low, high]) => `${name} is between ${low} and ${high}`,
  },
  proposedValue: 'The proposed value',
  valueListed: (name, value) => `${name} is ${value}`,
  valueUnlisted: (name, value) => `${name} is ${value}, which the rule does not list`,
  risk: (risk) => risk,
  kind: (kind) => `Kind of case: ${kind}`,
  drawn: (rate) => `In the ${rate} random sample`,
  notDrawn: (rate) => `Not in the ${rate} random sample`,
  unknown: {
    confidence: 'The AI gave no confidence that can be used',
    margin: 'The AI’s scores do not say how close its readings are',
    entropy: 'The AI’s scores do not say how torn it is between its readings',
    novelty: 'It is not known how unlike other cases this one is',
    'model-disagreement': 'No other model was asked',
    'factor-disagreement': 'The AI gave no factors that can be weighed',
    value: 'The proposal leaves out a value that the rule asks for',
  },
  noRule: 'No rule is about this case',
  answerFirst: 'You answer first: why the case came to you is shown after that',
  newReviewer: 'Whoever it goes to is new, so more is asked for than usual',
  reasonTitle: 'How this case was routed',
  takesEffect: (when) => `Takes effect on ${when}, unless somebody steps in`,
  tookEffect: (when) => `Took effect on ${when}. No person has decided it.`,
  policyName: (id, version) => `Policy ${id}, version ${version}`,
} satisfies Partial<OversightMessages>;
