import type { Json, Proposal } from 'countersign/core';
import type { Application } from './application.js';
import { isRight, type Proposed } from './credit-model.js';
import { WEIGHTY } from './proposal.js';

/** The value that would have been right, of an application whose outcome is known. */
export function truthOf({ defaulted }: Pick<Application, 'defaulted'>): Proposed {
  return defaulted ? 'deny' : 'approve';
}

/** Whether a value was right. A credit that was repaid was rightly granted, with conditions or without. */
export function fitsTruth(truth: Json, value: Json): boolean {
  return isRight(value as Proposed, truth === 'deny');
}

/** What in the file pointed to how it ended: up to three factors, the heaviest first. */
export function signsOf({ value, explanation }: Pick<Proposal, 'value' | 'explanation'>, truth: Json) {
  const sign = fitsTruth(truth, value) ? 1 : -1;
  return (explanation?.factors ?? []).filter(({ contribution }) => sign * contribution >= WEIGHTY).slice(0, 3);
}

/** What became of the credit and what in the file pointed there, in words. */
export function becauseOf(proposal: Pick<Proposal, 'value' | 'explanation'>, truth: Json): string {
  const signs = signsOf(proposal, truth).map(({ name, value }) => `${name.toLowerCase()} (${value})`);
  const ended =
    truth === 'deny'
      ? 'This borrower defaulted: granting the credit, with conditions or without, was wrong.'
      : 'This borrower repaid: granting the credit, with conditions or without, was right.';
  if (signs.length === 0) return ended;
  return `${ended} What pointed there: ${signs.join(', ').replace(/, ([^,]*)$/, ' and $1')}.`;
}
