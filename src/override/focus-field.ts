const CONTROLS = 'input, select, textarea, button';

/** Focuses the field of this id: its control, the chosen option of a group, or the first. */
export function focusField(from: HTMLElement, id: string): void {
  const root = from.getRootNode() as Document | ShadowRoot;
  const target = root.getElementById(id);
  const control = target?.matches(CONTROLS)
    ? target
    : (target?.querySelector<HTMLElement>('input:checked') ?? target?.querySelector<HTMLElement>(CONTROLS) ?? target);
  control?.focus();
}
