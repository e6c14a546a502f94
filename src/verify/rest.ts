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

/** Waits for a turn of others where one has lasted long enough; says nothing to wait for where it has not. */
export type Rest = () => Promise<void> | undefined;

export function createRest(): Rest {
  let since = performance.now();
  return () => {
    if (performance.now() - since < LONGEST) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
}
