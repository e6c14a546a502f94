import type { ComponentType } from 'react';
import type { Reauthenticate } from '../review/session.types.js';
import type { ReauthenticationPrompt } from './reauthentication.session.js';

/** Give it to a session as its `reauthenticate`, and the kit's forms ask in place. */
export interface Reauthenticator extends ReauthenticationPrompt {
  /** What asks. It comes along, so that a page on which nothing is signed does not load it. */
  readonly Form: ComponentType<{ reauthentication: ReauthenticationPrompt }>;
}

/** Whether the kit asks by itself: another function has a way of its own to ask. */
export function isReauthenticator(reauthenticate: Reauthenticate | undefined): reauthenticate is Reauthenticator {
  return reauthenticate !== undefined && 'Form' in reauthenticate;
}
