'use client';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { Field, Select } from '../react/field.js';
import { useFormat } from '../react/locale-context.js';
import { conditionText, shareText } from './condition-text.js';
import { atPath, thresholdsOf } from './coverage-curve.selectors.js';
import type { Condition } from './oversight.types.js';
import { policyCurve, policyEditor } from './policy.variants.js';
import { policyPart } from './policy-editor-context.js';
import type { CurvePoint } from './policy-estimate.types.js';
import { errorText } from './policy-estimate-view.js';
import { useEditor } from './policy-field.js';
import { useCoverageCurve } from './use-policy-estimate.js';

const WIDTH = 400;
const HEIGHT = 200;
const PAD = 12;
/** Points that a page key moves by. */
const PAGE = 10;
/** Rows of the table, about. */
const ROWS = 20;

const conditionPath = (path: string) => path.slice(0, path.lastIndexOf('.'));

/** Those of a curve from the least coverage to the greatest. */
function byCoverage(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const [first, last] = [points[0], points.at(-1)];
  return first && last && first.coverage > last.coverage ? [...points].reverse() : points;
}

function nearest(points: readonly CurvePoint[], distance: (point: CurvePoint, index: number) => number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, point] of points.entries()) {
    const own = distance(point, index);
    if (own < least) [best, least] = [index, own];
  }
  return best;
}

/** The top of the error axis: what the curve needs, not what its widest interval would. */
function topOf(points: readonly CurvePoint[], current: CurvePoint | undefined): number {
  const rates = points.map(({ passing }) => (passing.told?.rate.value ?? 0) * 1.5);
  const top = Math.max(0.01, ...rates, current?.passing.told?.rate.high ?? 0);
  return Math.min(1, Math.ceil(top * 100) / 100);
}

function Plot({
  points,
  index,
  text,
  onMove,
}: {
  points: readonly CurvePoint[];
  index: number;
  text: (point: CurvePoint) => string;
  onMove: (index: number) => void;
}) {
  const { words } = useEditor();
  const { m } = words;
  const format = useFormat();
  const svg = useRef<SVGSVGElement>(null);
  const isDragging = useRef(false);
  const current = points[index];
  const top = topOf(points, current);
  const x = (coverage: number) => PAD + coverage * (WIDTH - 2 * PAD);
  const y = (rate: number) => HEIGHT - PAD - (Math.min(rate, top) / top) * (HEIGHT - 2 * PAD);
  const told = points.filter(({ passing }) => passing.told);
  const path = (side: 'low' | 'value' | 'high') =>
    told.map(({ coverage, passing }) => `${x(coverage).toFixed(1)},${y(passing.told?.rate[side] ?? 0).toFixed(1)}`);
  const isMirrored = () => svg.current !== null && getComputedStyle(svg.current).direction === 'rtl';

  const follow = (event: PointerEvent) => {
    const box = svg.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const share = (((event.clientX - box.left) / box.width) * WIDTH - PAD) / (WIDTH - 2 * PAD);
    const coverage = isMirrored() ? 1 - share : share;
    // Of places that change nothing the one next to the present one.
    onMove(nearest(points, (point, place) => Math.abs(point.coverage - coverage) + 1e-6 * Math.abs(place - index)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const further = isMirrored() ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: further,
      ArrowLeft: -further,
      ArrowUp: 1,
      ArrowDown: -1,
      PageUp: PAGE,
      PageDown: -PAGE,
      Home: -points.length,
      End: points.length,
    };
    const by = event.altKey || event.ctrlKey || event.metaKey ? undefined : steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onMove(Math.min(Math.max(index + by, 0), points.length - 1));
  };
  const rate = current?.passing.told?.rate;
  return (
    <div className={policyCurve.root()}>
      <p className={policyCurve.scale()}>
        {m.error}: {format.percent(0)} – {format.percent(top)}
      </p>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the slider in it has a name, and the table beside it has the rest. */}
      <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={policyCurve.plot()}>
        <path className={policyCurve.axis()} d={`M${PAD} ${PAD}V${HEIGHT - PAD}H${WIDTH - PAD}`} />
        {told.length > 0 && (
          <>
            <polygon className={policyCurve.band()} points={[...path('low'), ...path('high').reverse()].join(' ')} />
            <polyline className={policyCurve.line()} points={path('value').join(' ')} />
          </>
        )}
        {current && (
          <g
            role="slider"
            tabIndex={0}
            aria-label={m.point}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(current.coverage * 1000) / 10}
            aria-valuetext={text(current)}
            className={policyCurve.point()}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => {
              isDragging.current = true;
              event.currentTarget.setPointerCapture?.(event.pointerId);
              event.currentTarget.focus();
            }}
            onPointerMove={(event) => isDragging.current && follow(event)}
            onPointerUp={() => {
              isDragging.current = false;
            }}
            onPointerCancel={() => {
              isDragging.current = false;
            }}
          >
            {rate && (
              <path
                className={policyCurve.whisker()}
                d={`M${x(current.coverage)} ${y(rate.low)}V${y(rate.high)}M${x(current.coverage) - 5} ${y(rate.low)}h10M${x(current.coverage) - 5} ${y(rate.high)}h10`}
              />
            )}
            <circle className={policyCurve.grip()} cx={x(current.coverage)} cy={y(rate?.value ?? 0)} r={16} />
            <circle className={policyCurve.dot()} cx={x(current.coverage)} cy={y(rate?.value ?? 0)} r={6} />
          </g>
        )}
      </svg>
      <p className={policyCurve.scale()}>
        {m.coverage}: {format.percent(0)} – {format.percent(1)}
      </p>
      {current && (
        <p className={policyCurve.text()}>
          <bdi>{text(current)}</bdi>
        </p>
      )}
    </div>
  );
}

function CurveTable({
  points,
  index,
  thresholdText,
}: {
  points: readonly CurvePoint[];
  index: number;
  thresholdText: (threshold: number) => string;
}) {
  const { words } = useEditor();
  const format = useFormat();
  const { m } = words;
  const each = Math.max(1, Math.ceil(points.length / ROWS));
  const rows = points.filter((_, place) => place % each === 0 || place === index || place === points.length - 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={policyEditor.scroll()} aria-label={m.asTable} tabIndex={0}>
      <table className={policyEditor.table()}>
        <thead className={policyEditor.row()}>
          <tr className={policyEditor.row()}>
            {[m.threshold, m.coverage, m.error, m.untold].map((name) => (
              <th key={name} scope="col" className={policyEditor.head()}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={policyEditor.row()}>
          {rows.map((point) => {
            const isCurrent = point === points[index];
            return (
              <tr key={point.threshold} className={policyEditor.row()} aria-current={isCurrent ? 'true' : undefined}>
                <th scope="row" className={policyEditor.head()}>
                  {thresholdText(point.threshold)}
                  {isCurrent && ` (${m.present})`}
                </th>
                <td className={policyEditor.cell()}>{shareText(point.coverage, format)}</td>
                <td className={policyEditor.cell()}>
                  {point.passing.cases < 0.5 ? m.nothingPasses : errorText(point.passing, m, format)}
                </td>
                <td className={policyEditor.cell()}>{format.number(Math.round(point.passing.untold))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function CurveBody() {
  const { record, weighed, draft, editing, problemsAt, words, idOf } = useEditor();
  const { m } = words;
  const format = useFormat();
  const [chosen, choose] = useState<string>();
  const thresholds = weighed ? thresholdsOf(weighed) : [];
  const threshold = thresholds.find(({ path }) => path === chosen) ?? thresholds[0];
  const { points: found } = useCoverageCurve(record, weighed, threshold?.path);
  if (!weighed || !threshold) return <p className={policyEditor.hint()}>{m.noThreshold}</p>;

  const condition = atPath(weighed, conditionPath(threshold.path)) as Condition;
  const isShare = condition.type !== 'value';
  const thresholdText = (value: number) => (isShare ? shareText(value, format) : format.number(value));
  const text = ({ threshold: value, coverage, passing }: CurvePoint) =>
    m.pointText(
      thresholdText(value),
      shareText(coverage, format),
      passing.cases < 0.5 ? m.nothing : errorText(passing, m, format),
    );
  const points = byCoverage(found ?? []);
  const isWrong = problemsAt(threshold.path) !== undefined;
  const value = isWrong ? threshold.value : Number(atPath(draft.policy, threshold.path));
  const index = nearest(points, (point) => Math.abs(point.threshold - value));
  return (
    <>
      <Field id={idOf('threshold')} label={m.threshold}>
        {(control) => (
          <Select {...control} value={threshold.path} onChange={({ target }) => choose(target.value)}>
            {thresholds.map((each) => (
              <option key={each.path} value={each.path}>
                {m.thresholdName(
                  each.rule,
                  conditionText(atPath(weighed, conditionPath(each.path)) as Condition, words),
                )}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <p className={policyEditor.hint()}>{m.curveHint}</p>
      {points.length > 0 ? (
        <>
          <Plot
            points={points}
            index={index}
            text={text}
            onMove={(next) => {
              const point = points[next];
              if (!point || point.threshold === value) return;
              editing.set(threshold.path, point.threshold);
            }}
          />
          <details className={policyEditor.details()}>
            <summary className={policyEditor.summary()}>{m.asTable}</summary>
            <CurveTable points={points} index={index} thresholdText={thresholdText} />
          </details>
        </>
      ) : (
        <p className={policyEditor.hint()}>{m.weighing}</p>
      )}
    </>
  );
}

/**
 * Coverage against error along one threshold, with the present point, which the pointer and the arrow keys move, and the same as a
 * table. Renders a `<section>`, or nothing where there are no cases.
 */
export const Curve = policyPart<HTMLElement>('Curve', 'section', policyEditor.section, ({ words, idOf, record }) =>
  record && record.cases.length > 0
    ? {
        'aria-labelledby': idOf('curve-title'),
        children: (
          <>
            <h3 id={idOf('curve-title')} className={policyEditor.heading()}>
              {words.m.curve}
            </h3>
            <CurveBody />
          </>
        ),
      }
    : undefined,
);
