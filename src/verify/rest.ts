/** Longest stretch of work, in milliseconds: a page drops no frame that anybody sees. */
const LONGEST = 12;

/** Lets the page have its turn: a message is not delayed as a timer is. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** @returns a function to call between pieces of work, which waits for a turn of others where one has lasted long enough */
export function createRest(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST) return;
    await nextTurn();
    since = performance.now();
  };
}
