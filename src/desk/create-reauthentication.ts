'use client';
import { Reauthentication } from './reauthentication.js';
import { createPrompt, type ReauthenticationOptions } from './reauthentication.session.js';
import type { Reauthenticator } from './reauthenticator.js';

/**
 * Asks signers for their password or a passkey, in the form in which they sign. Make it once, outside of components.
 *
 * @example createReauthentication({ username: 'amara', confirm: ({ password, request }) => ask(password, request.review.id) })
 */
export function createReauthentication(options: ReauthenticationOptions): Reauthenticator {
  return Object.assign(createPrompt(options), { Form: Reauthentication });
}
