import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../example/server/database.js';
import { readWebhook } from '../../example/server/effect-delivery.js';
import { type DeliveryTimes, startEffectWorker } from '../../example/server/effect-worker.js';
import type { Effect } from '../../example/server/effects.js';
import { migrate } from '../../example/server/migrations.js';
import { seedPeople } from '../../example/server/people.js';
import { createReviewStore } from '../../example/server/review-store.js';
import { readSecrets, type Verification, verifyDelivery } from '../../example/server/webhook-signature.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import type { Command, Policy, Review, Reviewer } from '../../src/core.js';
import { commandOn } from './host.fixtures.js';

export const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
/** Longer than any undo stays. */
export const UNDO_OVER = 11 * 60_000;

export const FAST: DeliveryTimes = {
  poll: 15,
  timeout: 3_000,
  lease: 6_000,
  firstDelay: 20,
  longestDelay: 60,
  tries: 4,
};

export type Delivered = Effect & { attempt: number };

/** How a receiver behaves towards one delivery: a status, or something worse. */
export type Behaviour = number | ((response: ServerResponse) => void);

/** A host's own system on loopback, which takes in what is signed and does nothing twice. */
export async function startReceiver(options: { now?: () => number } = {}) {
  const heard: Delivered[] = [];
  const ids: string[] = [];
  const taken = new Map<string, Delivered>();
  const verdicts: Verification[] = [];
  const receiver = {
    /** Every try that came, in its order. */
    heard,
    /** `webhook-id` of each try. */
    ids,
    /** What was acted on, once each, in its order. */
    taken,
    verdicts,
    url: '',
    behave: (_delivery: Delivered): Behaviour => 200,
    now: options.now ?? Date.now,
    /** Waits until `condition` holds. */
    async until(condition: () => boolean, patience = 8_000) {
      const end = Date.now() + patience;
      while (!condition()) {
        if (Date.now() > end) throw new Error(`Not in time. Heard: ${heard.map(({ type, seq }) => `${type}:${seq}`)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const verification = verifyDelivery({
      headers: request.headers,
      body,
      secrets: readSecrets(SECRET),
      now: receiver.now(),
    });
    verdicts.push(verification);
    if (verification.outcome === 'refused') {
      response.writeHead(401).end(verification.why);
      return;
    }
    const delivery = JSON.parse(body.toString()) as Delivered;
    heard.push(delivery);
    ids.push(verification.id);
    const behaviour = receiver.behave(delivery);
    if (typeof behaviour === 'function') return behaviour(response);
    if (behaviour >= 200 && behaviour < 300) taken.set(verification.id, delivery);
    response.writeHead(behaviour).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/effects`;
  return receiver;
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

const person = (id: string, ...roles: string[]): Reviewer => ({ id, name: id, roles });
export const amara = person('amara', 'reviewer');
export const mateo = person('mateo', 'reviewer');
export const priya = person('priya', 'reviewer', 'supervisor');

/** Reviews on an empty database, with a clock that can be put forward. */
export async function openReviews(database: Database, ids: readonly string[], policy: Partial<Policy> = {}) {
  await migrate(database);
  await seedPeople(database);
  let shift = 0;
  const clock = () => Date.now() + shift;
  const store = createReviewStore({ database, clock, canDecide: () => true });
  await store.open(
    ids.map((id) => ({ ...sampleProposals.refund, id })),
    () => ({ ...samplePolicy, reasons: { approve: 'none' }, ...policy }),
  );

  async function send(id: string, command: Command, by: Reviewer = amara): Promise<Review> {
    const review = (await store.load(id, by)) as Review;
    const result = await store.send(id, commandOn(review, command), by, crypto.randomUUID());
    if (result?.outcome !== 'accepted') throw new Error(`${command.type}: ${JSON.stringify(result).slice(0, 200)}`);
    return result.review;
  }

  return {
    database,
    store,
    clock,
    send,
    /** Puts the clock forward. */
    pass(time: number) {
      shift += time;
    },
    async approve(id: string, by: Reviewer = amara) {
      await send(id, { type: 'claim' }, by);
      return send(id, { type: 'approve' }, by);
    },
    /** Delivers what is due to a receiver. */
    deliverTo(url: string, times: Partial<DeliveryTimes> = {}, workerClock = clock) {
      const webhook = readWebhook(url, readSecrets(SECRET));
      return startEffectWorker({ database, webhook, clock: workerClock, times: { ...FAST, ...times } });
    },
  };
}

export type Reviews = Awaited<ReturnType<typeof openReviews>>;
