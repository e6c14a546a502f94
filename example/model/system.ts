import { type SystemDescription, type SystemMeasure, wilsonInterval } from 'countersign/core';
import { columnNamed, readValue } from './application.js';
import { type CreditModel, PROPOSED, type Proposed } from './credit-model.js';

const MEASURED: Record<Proposed, string> = {
  approve: 'Where it proposes approval, held-out applications',
  'approve-with-conditions': 'Where it proposes approval with conditions, held-out applications',
  deny: 'Where it proposes denial, held-out applications',
};

/** What a reviewer is told of one version of the model: what it was measured on, and what nobody has measured. */
export function systemOf(model: CreditModel): SystemDescription {
  const { id, version, trainedAt, measured, counts, trackRecord, weakest, facts } = model;
  const asOf = trainedAt;
  const right = Math.round(measured.accuracy * counts.heldOut);
  const weak = weakest && columnNamed(weakest.feature);
  const amounts = facts.amount_dm?.range;
  const amount = columnNamed('amount_dm');
  return {
    model: { id, version, releasedAt: trainedAt },
    name: 'Credit default model',
    purpose:
      'Estimates how likely a borrower is to default, from an application for a consumer credit. A house rule makes a proposal of it.',
    measured: [
      {
        name: 'The likelier outcome, held-out applications',
        right: measured.accuracy,
        n: counts.heldOut,
        interval: wilsonInterval(right, counts.heldOut),
        asOf,
      },
      ...PROPOSED.flatMap((value): SystemMeasure[] => {
        const { n, right: count } = trackRecord[value];
        return n === 0
          ? []
          : [{ name: MEASURED[value], right: count / n, n, interval: wilsonInterval(count, n), asOf }];
      }),
    ],
    failures:
      weakest && weak
        ? [
            `Wrong most often where “${weak.label.toLowerCase()}” is “${readValue(weak, weakest.code)}”: ${weakest.wrong} of ${weakest.n} held-out cases.`,
          ]
        : [],
    untested: [
      ...(amounts
        ? [
            `Credits below ${readValue(amount, amounts[0])} or above ${readValue(amount, amounts[1])}: too few were seen.`,
          ]
        : []),
      'Whether columns that are used stand in for sex, marital status or foreign-worker status.',
    ],
    interpretation: ['A risk of default of 60% means that of 100 such applicants about 60 do not repay.'],
    oversight: [
      'A denial is always decided by a person. Small credits that hardly ever default are paid out without one, and a tenth of them is looked at after all.',
      'Among the cases of whoever decides there may be checks: closed credits whose end is known. Nothing follows from what is decided on them.',
    ],
  };
}
