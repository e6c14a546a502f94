import { sameJson } from '../internal/canonical-json.js';
import { drawIn } from '../internal/draw.js';
import type { Json } from '../review/json.types.js';
import { valueIssues } from '../review/proposal.selectors.js';
import type { PracticeCase, PracticeDemand, PracticeResult, PracticeSummary } from './practice.types.js';

/** Whether an answer, of a person or of the AI, counts as the known one. */
export type IsRight = (given: Json, known: Json) => boolean;

/** What is wrong with a set of cases to practise on, in words; nothing where it can be used. */
export function practiceProblem(
  cases: readonly PracticeCase[],
  demand: PracticeDemand,
  isRight: IsRight = sameJson,
): string | undefined {
  if (cases.length === 0) return 'it has no cases';
  const ids = new Set<string>();
  for (const { proposal, truth } of cases) {
    if (ids.has(proposal.id)) return `the case "${proposal.id}" is there twice`;
    ids.add(proposal.id);
    if (truth === undefined) return `nothing says what is right in "${proposal.id}"`;
    const isPossible = truth === null || valueIssues(truth, proposal.schema).length === 0;
    if (!isPossible) return `nobody could give the known answer of "${proposal.id}": its schema does not allow it`;
  }
  const wrong = cases.filter(({ proposal, truth }) => !isRight(proposal.value, truth)).length;
  if (cases.length < demand.cases) return `it has ${cases.length} cases of the ${demand.cases} that are asked for`;
  if (wrong < demand.aiWrong) {
    return `the AI is wrong in ${wrong} of them, where ${demand.aiWrong} are asked for`;
  }
  return undefined;
}

/** The cases in an order that chance makes: the same one every time for one person, and another one for the next. */
export function shuffledCases(cases: readonly PracticeCase[], seed: string): PracticeCase[] {
  const draws = cases.map((each) => ({ each, draw: drawIn(seed, each.proposal.id) }));
  return draws
    .sort((a, b) => a.draw - b.draw || (a.each.proposal.id < b.each.proposal.id ? -1 : 1))
    .map(({ each }) => each);
}

/** Counts what somebody answered. */
export function practiceSummary(results: readonly PracticeResult[]): PracticeSummary {
  const count = (is: (result: PracticeResult) => boolean) => results.filter(is).length;
  return {
    n: results.length,
    right: count(({ isRight }) => isRight),
    open: count(({ decided }) => decided === undefined),
    aiWrong: count(({ isAiRight }) => !isAiRight),
    aiWrongFound: count(({ isAiRight, isRight }) => !isAiRight && isRight),
    aiRight: count(({ isAiRight }) => isAiRight),
    aiRightKept: count(({ isAiRight, isRight }) => isAiRight && isRight),
  };
}
