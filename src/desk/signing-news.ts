import { visibleText } from '../internal/plain-text.js';
import type { SessionProblem } from '../review/session.types.js';
import type { DeskMessages } from './desk.messages.js';

type Words = Pick<DeskMessages, 'signingOffline' | 'signingOfflineText' | 'signingFailed' | 'signingFailedText'>;

/** Why a signature was not confirmed, for a notice. */
export function signingNews({ why, message = '' }: Extract<SessionProblem, { kind: 'signing' }>, desk: Words) {
  return why === 'offline'
    ? ({ tone: 'attention', title: desk.signingOffline, children: desk.signingOfflineText } as const)
    : ({
        tone: 'attention',
        title: desk.signingFailed,
        children: desk.signingFailedText(visibleText(message)),
      } as const);
}
