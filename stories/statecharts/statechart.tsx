import { useId } from 'react';
import type { AnyStateMachine } from 'xstate';
import { type Chart, chartsOf } from './chart-model.js';
import { layOut } from './layout.js';
import './statechart.css';

function Drawing({ chart }: { chart: Chart }) {
  const head = useId();
  const { width, height, states, arrows } = layOut(chart);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <defs>
        <marker id={head} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M0 0L8 4L0 8z" />
        </marker>
      </defs>
      {arrows.map(({ key, path }) => (
        <path key={key} d={path} markerEnd={`url(#${head})`} />
      ))}
      {states.map(({ state, x, y, width, height, isInitial }) => (
        <g key={state.path}>
          <rect x={x} y={y} width={width} height={height} rx="4" data-initial={isInitial ? '' : undefined} />
          <text data-name="" x={x + 12} y={y + 23}>
            {state.name}
          </text>
          {state.children.map((child, index) => (
            <text key={child.path} x={x + 20} y={y + 42 + index * 18}>
              {child.name}
            </text>
          ))}
        </g>
      ))}
      {arrows.map(({ key, label, labelX, labelY }) => (
        <text key={key} data-label="" x={labelX} y={labelY}>
          {label.map((line, index) => (
            <tspan key={line} x={labelX} dy={index === 0 ? 0 : 15}>
              {line}
            </tspan>
          ))}
        </text>
      ))}
    </svg>
  );
}

function Arrows({ chart }: { chart: Chart }) {
  return (
    <table>
      <caption>Every arrow of “{chart.name}”</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">On</th>
          <th scope="col">To</th>
          <th scope="col">When all of these hold</th>
        </tr>
      </thead>
      <tbody>
        {chart.arrows.map(({ from, event, to, guards }) => (
          <tr key={`${from} ${event} ${to} ${guards.join()}`}>
            <th scope="row">{from || 'anywhere'}</th>
            <td>{event}</td>
            <td>{to}</td>
            <td>{guards.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A machine as a drawing and, saying the same to everybody, as a table. Both are read from the machine itself. */
export function Statechart({ machine }: { machine: AnyStateMachine }) {
  return (
    <div className="statechart sb-unstyled">
      {chartsOf(machine).map((chart) => (
        <section key={chart.name} aria-label={chart.name}>
          <Drawing chart={chart} />
          <Arrows chart={chart} />
        </section>
      ))}
    </div>
  );
}
