/**
 * Does something once the next frame has been painted, so that the frame does not wait for it.
 *
 * @returns takes it back
 */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The frame is painted in the task that its callbacks run in: what is asked for there comes after it.
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
