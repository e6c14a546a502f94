import { createHash } from 'node:crypto';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { TakenEffect } from './effects.js';
import { signDelivery, WebhookError, type WebhookSecrets } from './webhook-signature.js';

/** The one address that effects are sent to. Nothing that comes over the wire can name another one. */
export interface Webhook {
  url: URL;
  secrets: WebhookSecrets;
  /** Names the address where the address itself, which may hold a password in its query, must not be written. */
  fingerprint: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** An answer is read to this length, in bytes: it says nothing that is needed. */
const LONGEST_ANSWER = 64 * 1024;
/** No receiver can put a delivery off for longer than this, in milliseconds. */
const LONGEST_PUT_OFF = 24 * 3_600_000;

/**
 * @throws {WebhookError} for what is no address, an address with a name and password, and one that is neither encrypted
 * nor on this machine
 */
export function readWebhook(address: string, secrets: WebhookSecrets): Webhook {
  if (!URL.canParse(address)) throw new WebhookError(`The webhook "${address}" is not a URL.`);
  const url = new URL(address);
  if (url.username || url.password) {
    throw new WebhookError('The webhook must not hold a name or a password: deliveries are known by their signature.');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
    throw new WebhookError(`The webhook must begin with https://, or be on this machine; "${url.origin}" is neither.`);
  }
  return { url, secrets, fingerprint: createHash('sha256').update(url.href).digest('hex') };
}

/** What came of one try. `error` is for people who look after deliveries: it quotes nothing of the answer's body. */
export type Delivery =
  | { outcome: 'delivered' }
  /** The receiver wants no more deliveries at all. */
  | { outcome: 'gone'; error: string }
  /** `retryAfter` is the receiver's own wish, in milliseconds; `isThrottled` where it means every delivery. */
  | { outcome: 'failed'; error: string; retryAfter?: number; isThrottled?: true };

/** How long a receiver asks to be left alone, in milliseconds. Its time is compared with its own clock where it says it. */
export function retryAfterOf(headers: IncomingMessage['headers'], now: number): number | undefined {
  const asked = headers['retry-after'];
  if (asked === undefined) return undefined;
  const theirs = Date.parse(headers.date ?? '');
  const wait = /^\d+$/.test(asked) ? Number(asked) * 1_000 : Date.parse(asked) - (Number.isNaN(theirs) ? now : theirs);
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, wait), LONGEST_PUT_OFF);
}

function deliveryOf({ statusCode = 0, headers }: IncomingMessage, now: number): Delivery {
  if (statusCode >= 200 && statusCode < 300) return { outcome: 'delivered' };
  if (statusCode === 410) return { outcome: 'gone', error: 'status 410' };
  const retryAfter = retryAfterOf(headers, now);
  return {
    outcome: 'failed',
    // A redirect is not followed: whoever answers could lead the server into its own network.
    error:
      statusCode >= 300 && statusCode < 400
        ? `status ${statusCode}, redirects are not followed`
        : `status ${statusCode}`,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(statusCode === 429 && { isThrottled: true as const }),
  };
}

export interface DeliverOptions {
  webhook: Webhook;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long the receiver has for its whole answer, in milliseconds. */
  timeout: number;
  /** Ends the try. */
  stopping: AbortSignal;
}

/** Sends one effect once. Never rejects: whatever goes wrong is an outcome. */
export function deliver({ effect, attempt }: TakenEffect, options: DeliverOptions): Promise<Delivery> {
  const { webhook, clock, timeout, stopping } = options;
  const body = JSON.stringify({ ...effect, attempt });
  const timestamp = Math.floor(clock() / 1_000);
  const expiry = AbortSignal.timeout(timeout);
  const failed = (error: NodeJS.ErrnoException): Delivery => ({
    outcome: 'failed',
    error: stopping.aborted
      ? 'interrupted: the server was stopped'
      : expiry.aborted
        ? `no answer within ${timeout} ms`
        : `no answer: ${error.code ?? error.message}`,
  });
  return new Promise((resolve) => {
    const send = webhook.url.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = send(webhook.url, {
      method: 'POST',
      // A connection of its own: one that was kept may be closed by the other side in the moment it is used again.
      agent: false,
      signal: AbortSignal.any([expiry, stopping]),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'countersign',
        'webhook-id': effect.id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signDelivery({ id: effect.id, timestamp, body }, webhook.secrets),
      },
    });
    sent.once('error', (error) => resolve(failed(error)));
    sent.once('response', (response) => {
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= LONGEST_ANSWER) return;
        resolve(deliveryOf(response, clock()));
        sent.destroy();
      });
      // An answer that was cut is none: sending twice is foreseen, losing is not.
      response.once('error', (error) => resolve(failed(error)));
      response.once('end', () => resolve(deliveryOf(response, clock())));
    });
    sent.end(body);
  });
}
