import type { Effect } from '../../example/server/effects.js';
import { SECRET, startReceiver } from '../example/effects.fixtures.js';

/** A host's own system: it keeps the ids of what it has acted on, and some of its answers never arrive. */
export interface ForgetfulReceiver {
  webhook: { url: string; secret: string };
  /** What it did, in its order. */
  acted: readonly Effect[];
  /** Answers of its own that got lost, each of which had an effect sent again. */
  lostAnswers(): number;
  stop(): Promise<void>;
}

export async function startForgetfulReceiver(): Promise<ForgetfulReceiver> {
  const receiver = await startReceiver();
  const known = new Set<string>();
  const acted: Effect[] = [];
  let lostAnswers = 0;
  receiver.behave = (delivery) => {
    const isNew = !known.has(delivery.id);
    known.add(delivery.id);
    if (isNew) acted.push(delivery);
    if (!isNew || acted.length % 2 === 0) return 200;
    lostAnswers += 1;
    return (response) => response.destroy();
  };
  return {
    webhook: { url: receiver.url, secret: SECRET },
    acted,
    lostAnswers: () => lostAnswers,
    stop: receiver.close,
  };
}
