/** At most one interruption in so many cases (B-17; Ancker et al. 2017: the more alerts, the fewer are read). */
export const INTERRUPT_ITEMS = 10;

/** What has come before a person so far that they did not ask for. */
export interface Interrupts {
  /** Cases that they have decided. */
  items: number;
  /** After which of them they were interrupted last. */
  last?: number;
  /** What was said already, by case and kind. */
  said: readonly string[];
}

export const NO_INTERRUPTS: Interrupts = { items: 0, said: [] };

/** Something that would come before a person unasked. A dialog that they opened is none. */
export interface Interrupt {
  kind: string;
  /** The case it is about, where it is about one. */
  caseId?: string;
}

/** Whole · in one line, since it was said of this case before · not now, since the last one was less than ten cases ago. */
export type InterruptForm = 'whole' | 'line' | 'later';

const keyOf = ({ kind, caseId }: Interrupt) => JSON.stringify([kind, caseId]);

/** After one more case was decided. */
export function withItem(interrupts: Interrupts): Interrupts {
  return { ...interrupts, items: interrupts.items + 1 };
}

/** In which form something may come before a person now: never more than one whole in ten cases, never the same twice (B-17). */
export function interruptForm({ items, last, said }: Interrupts, interrupt: Interrupt): InterruptForm {
  if (interrupt.caseId !== undefined && said.includes(keyOf(interrupt))) return 'line';
  return last === undefined || items - last >= INTERRUPT_ITEMS ? 'whole' : 'later';
}

/** After something came before a person in the form that `interruptForm` gave it; a line takes nothing of the budget. */
export function withInterrupt(interrupts: Interrupts, interrupt: Interrupt): Interrupts {
  if (interruptForm(interrupts, interrupt) !== 'whole') return interrupts;
  const { items, said } = interrupts;
  return { items, last: items, said: interrupt.caseId === undefined ? said : [...said, keyOf(interrupt)] };
}
