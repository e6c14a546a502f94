import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * How far the time of a delivery may be from the receiver's clock, in milliseconds: what is caught on the way is worth
 * nothing afterwards.
 */
export const REPLAY_WINDOW = 5 * 60_000;

const PREFIX = 'whsec_';
/** Length of a secret in bytes, by the specification. */
const SHORTEST_SECRET = 24;
const LONGEST_SECRET = 64;

/** What a webhook was configured with makes no sense. The message never holds a secret. */
export class WebhookError extends Error {
  override name = 'WebhookError';
}

/** Keys of the signature, the one in force first; a second one while keys are being changed. */
export type WebhookSecrets = readonly Buffer[];

function readSecret(text: string): Buffer {
  const encoded = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : '';
  const secret = Buffer.from(encoded, 'base64');
  // Buffer skips what is no base64: only a secret that comes out as it went in was one.
  const isBase64 = secret.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  if (!isBase64 || secret.length < SHORTEST_SECRET || secret.length > LONGEST_SECRET) {
    throw new WebhookError(
      `A webhook secret is "${PREFIX}" and ${SHORTEST_SECRET} to ${LONGEST_SECRET} random bytes in base64.`,
    );
  }
  return secret;
}

/**
 * Reads one secret, or two with a space between them: the new one and the one it replaces.
 *
 * @throws {WebhookError} where there is none, a third one, or one that is too short to be safe
 */
export function readSecrets(text: string): WebhookSecrets {
  const given = text.split(/\s+/).filter(Boolean);
  if (given.length < 1 || given.length > 2) {
    throw new WebhookError('One webhook secret is needed, or two with a space between them while they are changed.');
  }
  return given.map(readSecret);
}

/** What is signed. */
export interface SignedDelivery {
  /** The same for every try of one effect. Without a full stop, which separates the signed parts. */
  id: string;
  /** When it was sent, in seconds since 1970. */
  timestamp: number;
  /** The body as it is on the wire, byte by byte. */
  body: string | Uint8Array;
}

function hmac({ id, timestamp, body }: SignedDelivery, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest();
}

/**
 * The value of `webhook-signature`: one signature per secret, so that a receiver may know either.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signDelivery(delivery: SignedDelivery, secrets: WebhookSecrets): string {
  return secrets.map((secret) => `v1,${hmac(delivery, secret).toString('base64')}`).join(' ');
}

export interface VerifyOptions {
  /** Header fields by their names in lower case, as Node has them. */
  headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** The body as it came, before anybody has parsed it. */
  body: string | Uint8Array;
  secrets: WebhookSecrets;
  /** Milliseconds since 1970. @default Date.now() */
  now?: number;
}

export type Verification =
  | { outcome: 'verified'; id: string; timestamp: number }
  | { outcome: 'refused'; why: 'header-missing' | 'header-invalid' | 'time-outside' | 'signature-wrong' };

/**
 * For a receiver: whether a delivery was signed with one of the secrets, and not longer ago than `REPLAY_WINDOW`. Within
 * that time, and for tries that follow each other, `id` says what has been taken in already.
 */
export function verifyDelivery({ headers, body, secrets, now = Date.now() }: VerifyOptions): Verification {
  const [id, time, given] = ['id', 'timestamp', 'signature'].map((name) => headers[`webhook-${name}`]);
  if (!id || !time || !given) return { outcome: 'refused', why: 'header-missing' };
  // A full stop would let one signed text be read as two different deliveries.
  if (typeof id !== 'string' || typeof given !== 'string' || id.includes('.') || !/^\d{1,12}$/.test(String(time))) {
    return { outcome: 'refused', why: 'header-invalid' };
  }
  const timestamp = Number(time);
  if (Math.abs(now - timestamp * 1_000) > REPLAY_WINDOW) return { outcome: 'refused', why: 'time-outside' };
  const expected = secrets.map((secret) => hmac({ id, timestamp, body }, secret));
  const signatures = given
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice('v1,'.length), 'base64'));
  const isSigned = signatures.some((signature) =>
    expected.some((each) => signature.length === each.length && timingSafeEqual(signature, each)),
  );
  return isSigned ? { outcome: 'verified', id, timestamp } : { outcome: 'refused', why: 'signature-wrong' };
}
