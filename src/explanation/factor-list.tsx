'use client';
import { ROWS_STEP } from './evidence.selectors.js';
import { FACTORS_FIRST, greatestWeight, isWeighed, strongestFactors } from './explanation.selectors.js';
import type { Factor } from './explanation.types.js';
import { explanationPanel, factor as part } from './explanation.variants.js';
import { usePanel } from './explanation-context.js';
import { Sources } from './explanation-sources.js';
import { shortText, useRows } from './reveal.js';

/** Half the width of the drawing: the longest bar leaves a little room to its end. */
const LONGEST = 46;

/** The factors of a panel as diverging bars on one scale: the strongest three first, unless all are asked for. */
export function FactorList() {
  const { messages: m, format: f, explanation, detail, valueLabel } = usePanel('Factors');
  const factors = explanation.factors ?? [];
  const first = detail === 'report' ? ROWS_STEP : FACTORS_FIRST;
  const [shown, more] = useRows(
    factors.length,
    first,
    factors.length <= first + ROWS_STEP ? m.showAllFactors(factors.length, f) : undefined,
  );
  const unit = shortText(explanation.unit);
  const greatest = greatestWeight(factors);
  return (
    <>
      <div className={part('-legend')}>
        <span className={part('-legend-sides')}>
          <span>{m.against}</span>
          <span>{m.for(valueLabel)}</span>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none */}
      <ul className={part('-list')} role="list">
        {strongestFactors(factors, shown).map((factor, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ids of an outsider may repeat, and rows hold no state
          <FactorRow key={index} factor={factor} greatest={greatest} />
        ))}
      </ul>
      {more}
      {unit && <p className={explanationPanel('-empty')}>{m.weightsIn(unit)}</p>}
    </>
  );
}

function FactorRow({ factor, greatest }: { factor: Factor; greatest: number }) {
  const { messages: m, format: f } = usePanel('Factors');
  const { contribution } = factor;
  const isDrawn = isWeighed(factor) && contribution !== 0;
  const weight = isDrawn && f.number(Math.abs(contribution), { maximumSignificantDigits: 3 });
  const detail = [factor.value, factor.typical].map(shortText).filter(Boolean).join(', ');
  return (
    <li className={part('')}>
      <span className={part('-name')}>
        <bdi>{shortText(factor.name) ?? m.notAvailable}</bdi>
        {detail && (
          <span className={part('-detail')}>
            <bdi>{detail}</bdi>
          </span>
        )}
        <Sources ids={factor.evidence} />
      </span>
      <svg className={part('-bar')} viewBox="-50 0 100 20" preserveAspectRatio="none" aria-hidden="true">
        <path className={part('-axis')} d="M0 0v20" />
        {isDrawn && (
          <path
            className={part('-mark')}
            data-side={contribution > 0 ? 'for' : 'against'}
            d={`M0 10H${(contribution / greatest) * LONGEST}`}
          />
        )}
      </svg>
      <span className={part('-weight')}>
        {weight
          ? contribution > 0
            ? m.weightFor(weight)
            : m.weightAgainst(weight)
          : isWeighed(factor)
            ? m.noWeight
            : m.notAvailable}
      </span>
    </li>
  );
}
