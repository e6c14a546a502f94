/**
 * Does something once the next frame has been painted, so that the frame does not wait for it.
 *
 * @returns takes it back
 */
export function afterPaint(work: () => void): () => void {
  const channel = new MessageChannel();
  const frame = requestAnimationFrame(() => channel.port2.postMessage(null));
  channel.port1.onmessage = () => {
    channel.port1.close();
    work();
  };
  return () => {
    cancelAnimationFrame(frame);
    channel.port1.close();
  };
}
