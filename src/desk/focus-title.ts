/** Milliseconds after which a dialog that is gone has given focus back. */
const DIALOG_GONE = 50;
/** How often it is looked whether one is gone: a slow page takes its time, and one that stays is somebody else's matter. */
const MOST_LOOKS = 40;

/**
 * Does something once the dialog in which a case was decided is gone: until then it traps focus, and afterwards gives it back in
 * a timer of its own.
 *
 * @returns takes it back
 */
export function afterDialog(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const look = (left: number) => {
    const isThere = document.querySelector('.csn-root:is([role="dialog"], [role="alertdialog"])') !== null;
    timer = setTimeout(isThere && left > 0 ? () => look(left - 1) : work, DIALOG_GONE);
  };
  look(MOST_LOOKS);
  return () => clearTimeout(timer);
}

/** Puts focus on the heading of a card. */
export function focusTitle(card: HTMLElement | null): void {
  const titleId = card?.getAttribute('aria-labelledby');
  if (titleId) card?.querySelector<HTMLElement>(`[id="${titleId}"]`)?.focus();
}
