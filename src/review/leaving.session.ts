/** Has the browser ask before the page is left, while that is needed. */
export function createLeaveGuard(): (isNeeded: boolean) => void {
  let isGuarded = false;
  const askToStay = (event: Event) => event.preventDefault();
  // A listener that is always there would keep the page out of the back/forward cache.
  return (isNeeded) => {
    if (isNeeded === isGuarded || typeof window === 'undefined') return;
    isGuarded = isNeeded;
    if (isNeeded) window.addEventListener('beforeunload', askToStay);
    else window.removeEventListener('beforeunload', askToStay);
  };
}
