import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** One arrow of a chart, as the machine has it. */
export interface Arrow {
  from: string;
  to: string;
  /** What triggers it: a command, an event, or the end of an actor. */
  event: string;
  /** Conditions, by name. */
  guards: string[];
}

export interface ChartState {
  /** Path below the region: `pending.open`. */
  path: string;
  name: string;
  children: ChartState[];
}

/** One chart: a machine, or one region of a parallel machine. */
export interface Chart {
  name: string;
  initial: string;
  states: ChartState[];
  arrows: Arrow[];
}

/** Names in a guard, however deep `and()` nests them. */
function guardNames(guard: unknown): string[] {
  if (guard === undefined || guard === null) return [];
  if (typeof guard === 'string') return [guard];
  const { guards, type } = guard as { guards?: readonly unknown[]; type?: string };
  if (guards) return guards.flatMap(guardNames);
  return type ? [type] : [];
}

/** `xstate.done.actor.0.session.sending` and its like, in words. */
function eventWords(type: string): string {
  if (type === '') return 'at once';
  if (type.startsWith('xstate.done.actor')) return 'answered';
  if (type.startsWith('xstate.error.actor')) return 'unreachable';
  const after = type.match(/^xstate\.after\.([^.]+)/);
  return after ? `after ${after[1]}` : type;
}

function pathBelow(node: AnyStateNode, region: AnyStateNode): string {
  return node.path.slice(region.path.length).join('.');
}

function statesOf(node: AnyStateNode, region: AnyStateNode): ChartState[] {
  return Object.values(node.states).map((child) => ({
    path: pathBelow(child, region),
    name: child.key,
    children: statesOf(child, region),
  }));
}

function initialOf(node: AnyStateNode, region: AnyStateNode): string {
  const [target] = node.initial?.target ?? [];
  return target ? pathBelow(target, region) : '';
}

function arrowsOf(node: AnyStateNode, region: AnyStateNode): Arrow[] {
  const own = [...node.transitions.values()].flat().concat(node.always ?? []);
  const arrows = own.flatMap((transition) =>
    (transition.target ?? []).map((target) => ({
      from: pathBelow(node, region),
      to: pathBelow(target, region),
      event: eventWords(transition.eventType),
      guards: guardNames(transition.guard),
    })),
  );
  return [...arrows, ...Object.values(node.states).flatMap((child) => arrowsOf(child, region))];
}

/** The charts of a machine: one, or one for each of its parallel regions. */
export function chartsOf(machine: AnyStateMachine): Chart[] {
  const regions = machine.root.type === 'parallel' ? Object.values(machine.root.states) : [machine.root];
  return regions.map((region) => ({
    name: region.key,
    initial: initialOf(region, region),
    states: statesOf(region, region),
    arrows: arrowsOf(region, region),
  }));
}

const topOf = (path: string) => path.split('.')[0] as string;

/** Arrows between top states, those of one pair together, in the order of the machine. */
export function arrowsBetweenTops(chart: Chart): { from: string; to: string; events: string[] }[] {
  const pairs = new Map<string, { from: string; to: string; events: string[] }>();
  for (const arrow of chart.arrows) {
    // An arrow from the region itself leads from wherever it stands.
    const sources = arrow.from === '' ? chart.states.map(({ path }) => path) : [topOf(arrow.from)];
    const to = topOf(arrow.to);
    for (const from of sources) {
      if (from === to) continue;
      const pair = pairs.get(`${from} ${to}`) ?? { from, to, events: [] };
      if (!pair.events.includes(arrow.event)) pair.events.push(arrow.event);
      pairs.set(`${from} ${to}`, pair);
    }
  }
  return [...pairs.values()];
}

/** A chart between top states as Mermaid text, for pages that draw it. */
export function mermaidOf(chart: Chart): string {
  const nodes = chart.states.map(({ path, name, children }) => {
    const nested = children.map((child) => child.name).join(' · ');
    return `  ${path}["<b>${name}</b>${nested ? `<br/>${nested}` : ''}"]`;
  });
  const arrows = arrowsBetweenTops(chart).map(({ from, to, events }) => `  ${from} -->|${events.join(', ')}| ${to}`);
  return ['flowchart LR', ...nodes, ...arrows].join('\n');
}
