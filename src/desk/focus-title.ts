/** Milliseconds after which a dialog that closes has given focus back. */
export const DIALOG_GONE = 50;

/** Puts focus on the heading of a card. */
export function focusTitle(card: HTMLElement | null): void {
  const titleId = card?.getAttribute('aria-labelledby');
  if (titleId) card?.querySelector<HTMLElement>(`[id="${titleId}"]`)?.focus();
}
