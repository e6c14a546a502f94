let holders = 0;
let letGo = () => {};

/**
 * Keeps the page from scrolling until the function it gives is called. It writes properties of the page's own styles:
 * a `<style>` element would need `'unsafe-inline'` in the host's policy, and a rule of ours would lose to a bare
 * `html { overflow-y: scroll }`.
 */
export function holdPage(): () => void {
  holders += 1;
  if (holders === 1) letGo = hold();
  return () => {
    holders -= 1;
    if (holders === 0) letGo();
  };
}

function hold(): () => void {
  const { documentElement: root, body } = document;
  const { overflowX, overflowY, scrollbarGutter } = getComputedStyle(root);
  // The viewport takes the body's overflow where the root has none: CSS Overflow 3, "Overflow Viewport Propagation".
  // Set on the wrong one of the two, it would make the body a scroll container and unstick what is sticky in it.
  const scroller = overflowX === 'visible' && overflowY === 'visible' ? body : root;
  const before = { overflow: scroller.style.overflow, gutter: root.style.scrollbarGutter };
  // The room of the scrollbar stays, so that nothing moves sideways; without a scrollbar there is no room to keep.
  if (scrollbarGutter === 'auto' && window.innerWidth > root.clientWidth) root.style.scrollbarGutter = 'stable';
  scroller.style.overflow = 'hidden';
  return () => {
    scroller.style.overflow = before.overflow;
    root.style.scrollbarGutter = before.gutter;
  };
}
