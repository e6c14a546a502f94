'use client';
import { createContext, forwardRef, type HTMLAttributes, type SVGProps, useContext, useMemo } from 'react';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { quantileDotsMessages } from './basis.messages.js';

import type { Quantiles } from './confidence.types.js';
import { type QuantileLayout, quantileLayout } from './quantile.selectors.js';
import { quantileDots } from './quantile.variants.js';

const LayoutContext = createContext<{ layout?: QuantileLayout; unit?: string }>({});

export interface QuantileDotsRootProps extends HTMLAttributes<HTMLDivElement> {
  /** Equally likely outcomes; 20 or 50 of them read best. */
  quantiles: Quantiles | null | undefined;
}

/** A continuous estimate as equally likely outcomes that can be counted (B-7). Renders a `<div>`. */
export const Root = forwardRef<HTMLDivElement, QuantileDotsRootProps>(function QuantileDotsRoot(
  { quantiles, className, children, ...rest },
  ref,
) {
  const value = useMemo(() => ({ layout: quantileLayout(quantiles), unit: quantiles?.unit }), [quantiles]);
  return (
    <LayoutContext.Provider value={value}>
      <div
        {...useLocaleAttributes()}
        {...rest}
        ref={ref}
        className={quantileDots.root({ className: [primitives('root'), className] })}
      >
        {children ?? (
          <>
            <Plot />
            <Text />
          </>
        )}
      </div>
    </LayoutContext.Provider>
  );
});

const WIDTH = 240;
const SIDE = 20;
const RADIUS = 4.5;
const ROW = 11.5;
/** Room above the dots for the threshold's label. */
const TOP = 18;

/** The dots over their axis, hollow where they are not above the threshold. Renders an `<svg>` hidden from assistive technology. */
export const Plot = forwardRef<SVGSVGElement, SVGProps<SVGSVGElement>>(function QuantileDotsPlot(
  { className, ...rest },
  ref,
) {
  const { layout, unit } = useContext(LayoutContext);
  const f = useFormat();
  if (!layout) return null;
  const { dots, columns, rows, min, max, threshold } = layout;
  const column = (WIDTH - 2 * SIDE) / columns;
  // A column as wide as the axis allows, a dot never wider than its column.
  const radius = Math.min(RADIUS, column / 2 - 0.5);
  const row = Math.min(ROW, radius * 2 + 2.5);
  const axis = TOP + rows * row + 3;
  const xOf = (value: number) => SIDE + ((value - min) / (max - min)) * (WIDTH - 2 * SIDE);
  const every = Math.max(1, Math.ceil(columns / 4));
  const ticks = Array.from(
    { length: Math.floor(columns / every) + 1 },
    (_, i) => min + i * every * ((max - min) / columns),
  );
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${axis + 18}`}
      {...rest}
      aria-hidden="true"
      ref={ref as never}
      className={quantileDots.plot({ className })}
    >
      {dots.map((dot) => (
        <circle
          key={`${dot.column} ${dot.row}`}
          className={quantileDots.dot()}
          {...dataAttributes({ below: dot.isBelow })}
          cx={SIDE + (dot.column + 0.5) * column}
          cy={axis - 3 - radius - dot.row * row}
          r={radius}
        />
      ))}
      <path
        className={quantileDots.axis()}
        d={`M4 ${axis}h${WIDTH - 8}${ticks.map((tick) => `M${xOf(tick)} ${axis}v4`).join('')}`}
      />
      {ticks.map((tick, index) => (
        <text key={tick} className={quantileDots.label()} x={xOf(tick)} y={axis + 16} textAnchor="middle">
          {index === ticks.length - 1 ? f.quantity(tick, unit) : f.number(tick)}
        </text>
      ))}
      {threshold !== undefined && (
        <>
          <path className={quantileDots.line()} d={`M${xOf(threshold)} 4V${axis}`} />
          <text className={quantileDots.label()} x={xOf(threshold) + 5} y="13">
            {f.number(threshold)}
          </text>
        </>
      )}
    </svg>
  );
});

/** What the dots say: "16 of 20 equally likely outcomes are above €1,000." Renders a `<p>`. */
export const Text = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(function QuantileDotsText(
  { className, ...rest },
  ref,
) {
  const { layout, unit } = useContext(LayoutContext);
  const m = useMessages('confidence', quantileDotsMessages);
  const f = useFormat();
  return (
    <p {...rest} ref={ref} className={quantileDots.text({ className })}>
      {!layout
        ? m.outcomesNotAvailable
        : layout.threshold === undefined
          ? m.outcomesBetween(layout.count, f.quantity(layout.low, unit), f.quantity(layout.high, unit), f)
          : m.outcomesAbove(layout.above, layout.count, f.quantity(layout.threshold, unit), f)}
    </p>
  );
});
