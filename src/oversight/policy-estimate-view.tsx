'use client';
import type { ReactNode } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { useFormat } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import { OVERSIGHT_MODES } from './oversight.types.js';
import type { PolicyMessages } from './policy.messages.js';
import { policyEditor } from './policy.variants.js';
import { policyPart } from './policy-editor-context.js';
import type { CaseRecord, Estimate, PassingEstimate, PolicyEstimate } from './policy-estimate.types.js';
import { useEditor } from './policy-field.js';
import { usePolicyEstimate } from './use-policy-estimate.js';

type NumberFormat = { number: (value: number, options?: Intl.NumberFormatOptions) => string };

/** A number with its interval, both to a digit that tells something. */
function estimateText(
  { value, low, high }: Estimate,
  m: PolicyMessages,
  format: NumberFormat,
  isShare = false,
): string {
  const digits = isShare ? (high < 0.1 ? 1 : 0) : high < 10 ? 1 : 0;
  const options = { maximumFractionDigits: digits, ...(isShare && { style: 'percent' as const }) };
  const text = (each: number) => format.number(each, options);
  return Math.abs(high - low) < 1e-9 ? text(value) : m.range(text(value), text(low), text(high));
}

/** The share of wrong ones among what passes, or that it cannot be told. */
export function errorText({ told }: PassingEstimate, m: PolicyMessages, format: NumberFormat): string {
  return told ? estimateText(told.rate, m, format, true) : m.pointUntold;
}

function useFigures() {
  const { words } = useEditor();
  const format = useFormat();
  const { m } = words;
  const whole = (value: number) => format.number(Math.round(value));
  const wrong = (passing: PassingEstimate) =>
    passing.cases < 0.5 ? m.nothingPasses : passing.told ? estimateText(passing.told.wrong, m, format) : m.pointUntold;
  const share = (passing: PassingEstimate) => (passing.cases < 0.5 ? m.nothingPasses : errorText(passing, m, format));
  const untold = ({ untold: count }: PassingEstimate) =>
    count < 0.5 ? m.allTold : m.cannotBeTold(whole(count), Math.round(count), format);
  const basis = ({ told, found, untold: count }: PassingEstimate) => [
    ...(told ? [m.restsOn(whole(told.known), whole(told.cases))] : []),
    ...(found >= 0.5 && (count >= 0.5 || !told) ? [m.found(whole(found))] : []),
  ];
  return { m, format, whole, wrong, share, untold, basis };
}

function Rows({ now, then }: { now: PolicyEstimate | undefined; then: PolicyEstimate | undefined }) {
  const { words } = useEditor();
  const { m, format, wrong, share, untold, basis } = useFigures();
  const daily = (estimate: Estimate) => estimateText(estimate, m, format);
  const rows: [name: string, text: (of: PolicyEstimate) => ReactNode][] = [
    [m.peopleADay, ({ people }) => daily(people)],
    ...OVERSIGHT_MODES.map((mode): [string, (of: PolicyEstimate) => ReactNode] => [
      m.modeADay(words.modes[mode]),
      ({ perDay }) => daily(perDay[mode]),
    ]),
    [m.wrongPassing, ({ passing }) => wrong(passing)],
    [
      m.wrongShare,
      ({ passing }) => (
        <>
          {share(passing)}
          {basis(passing).map((each) => (
            <span key={each} className={policyEditor.hint()}>
              {each}
            </span>
          ))}
        </>
      ),
    ],
    [m.untold, ({ passing }) => untold(passing)],
  ];
  return (
    <table className={policyEditor.table()}>
      <thead className={policyEditor.row()}>
        <tr className={policyEditor.row()}>
          {[m.figure, m.inForce, m.changed].map((each) => (
            <th key={each} scope="col" className={policyEditor.head()}>
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={policyEditor.row()}>
        {rows.map(([name, text]) => (
          <tr key={name} className={policyEditor.row()}>
            <th scope="row" className={policyEditor.head()}>
              {name}
            </th>
            <td className={policyEditor.cell()}>{now && text(now)}</td>
            <td className={policyEditor.cell()}>{then && text(then)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Groups({ then }: { then: PolicyEstimate }) {
  const { m, format, whole, wrong, share, untold } = useFigures();
  return (
    <table className={policyEditor.table()}>
      <caption className={policyEditor.caption()}>{m.byGroup}</caption>
      <thead className={policyEditor.row()}>
        <tr className={policyEditor.row()}>
          {[m.group, m.toPeople, m.wrongPassing, m.wrongShare, m.untold].map((each) => (
            <th key={each} scope="col" className={policyEditor.head()}>
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={policyEditor.row()}>
        {then.groups.map(({ group, cases, people, passing }) => (
          <tr key={group} className={policyEditor.row()}>
            <th scope="row" className={policyEditor.head()}>
              <bdi>{visibleText(group)}</bdi>
            </th>
            <td className={policyEditor.cell()}>
              {whole(people)} ({format.percent(people / cases)})
            </td>
            <td className={policyEditor.cell()}>{wrong(passing)}</td>
            <td className={policyEditor.cell()}>{share(passing)}</td>
            <td className={policyEditor.cell()}>{untold(passing)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figures({ record }: { record: CaseRecord }) {
  const { state, weighed, problems } = useEditor();
  const { m, format } = useFigures();
  const now = usePolicyEstimate(record, state.inForce.policy);
  const then = usePolicyEstimate(record, weighed);
  const isWeighing = now.isWeighing || then.isWeighing;
  return (
    <>
      <p className={policyEditor.hint()}>
        {m.effectsOf(
          format.number(record.cases.length),
          format.date(record.from) ?? '',
          format.date(record.until) ?? '',
        )}
      </p>
      {problems.length > 0 && <p className={policyEditor.hint()}>{m.effectsAfterProblems}</p>}
      <p className={policyEditor.hint()}>{isWeighing ? m.weighing : ''}</p>
      <section
        className={policyEditor.scroll()}
        aria-label={m.figures}
        aria-busy={isWeighing || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
      >
        <Rows now={now.result} then={then.result} />
        {then.result && then.result.groups.length > 0 && <Groups then={then.result} />}
      </section>
      <details className={policyEditor.details()}>
        <summary className={policyEditor.summary()}>{m.assumptions}</summary>
        <ul className={policyEditor.changes()}>
          {m.assumptionList.map((each) => (
            <li key={each} className={policyEditor.change()}>
              {each}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/**
 * What the changed policy would have done with recorded cases, beside the one in force: how many go to people, how many wrong ones
 * pass, by group, and what cannot be told. Renders a `<section>`, or nothing where the service has no cases.
 */
export const Effects = policyPart<HTMLElement>(
  'Effects',
  'section',
  policyEditor.section,
  ({ words, idOf, service, record, retryRecord }) =>
    service.cases && {
      'aria-labelledby': idOf('effects-title'),
      children: (
        <>
          <h3 id={idOf('effects-title')} className={policyEditor.heading()}>
            {words.m.effects}
          </h3>
          {record && record.cases.length > 0 ? (
            <Figures record={record} />
          ) : retryRecord ? (
            <Notice
              tone="stop"
              title={words.m.casesUnavailable}
              actions={<Button onClick={retryRecord}>{words.m.tryAgain}</Button>}
            />
          ) : (
            <p className={policyEditor.hint()}>{record ? words.m.noCases : words.m.weighing}</p>
          )}
        </>
      ),
    },
);
