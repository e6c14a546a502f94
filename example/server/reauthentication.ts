import { isVerdict, type Saw } from 'countersign/core';
import { Hono } from 'hono';
import { isStorable } from './database.js';
import type { PasswordCheck } from './password-check.js';
import { RequestError, unknownReview } from './request-error.js';
import { readJson } from './request-input.js';
import type { ReviewStore } from './review-store.js';
import { senderAddress } from './sender-address.js';
import { type Env, LONGEST_PASSWORD } from './sign-in.js';
import { digestOfDecision, type SignatureProofs } from './signature-proofs.js';
import { isNameOf } from './signing.js';

export interface ReauthenticationOptions {
  store: ReviewStore;
  proofs: SignatureProofs;
  checkPassword: PasswordCheck;
  /** How many proxies before this server are trusted to say where a request came from. */
  proxies: number;
}

/** The digest of what is about to be signed; nothing where it cannot be read. */
function readDecision(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { type, value, saw } = given as { type?: unknown; value?: unknown; saw?: Partial<Saw> | null };
  if (typeof type !== 'string' || !isVerdict(type) || typeof saw !== 'object' || saw === null) return undefined;
  try {
    return digestOfDecision(type, value, saw);
  } catch {
    return undefined;
  }
}

/**
 * The route of `/api/reauthentication`: whoever is signed in proves it again, for one signature under one decision (L-30,
 * 21 CFR 11.200). The first signature of a session takes the name as well.
 */
export function reauthenticationRoutes(options: ReauthenticationOptions): Hono<Env> {
  const { store, proofs, checkPassword, proxies } = options;
  const routes = new Hono<Env>();

  routes.post('/reauthentication', async (context) => {
    const person = context.get('person');
    const sessionId = context.get('session');
    const body = (await readJson(context)) as { [field: string]: unknown } | null;
    const { password, reviewId, printedName } = body ?? {};
    const decision = readDecision(body?.decision);
    const isWhole = typeof password === 'string' && typeof reviewId === 'string' && decision !== undefined;
    if (!isWhole || password.length > LONGEST_PASSWORD) {
      const message = 'A password, the id of a review, and what is decided on it are needed.';
      throw new RequestError(400, 'reauthentication-invalid', message);
    }
    const isFirst = await proofs.isFirst(sessionId);
    if (isFirst && (typeof printedName !== 'string' || !isNameOf(person, printedName))) {
      const message = `The first signature of a session takes your name and your password. Your name here is ${person.name}.`;
      throw new RequestError(400, 'name-needed', message);
    }
    if (!isStorable(reviewId) || !(await store.load(reviewId, person))) throw unknownReview(reviewId);
    // Not 401: whoever mistypes a password is still signed in.
    if (!(await checkPassword(person.id, password, senderAddress(context, proxies)))) {
      throw new RequestError(403, 'password-refused', 'The password is not the one of who is signed in.');
    }
    const owner = { personId: person.id, sessionId, reviewId, decision };
    return context.json(await proofs.open(owner, { method: 'password', components: isFirst ? 2 : 1 }));
  });

  return routes;
}
