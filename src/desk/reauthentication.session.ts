import { notifyAll } from '../internal/notify.js';
import type { Unsubscribe } from '../review/backend.types.js';
import type { Reauthenticate, Reauthenticated, ReauthenticationRequest } from '../review/session.types.js';
import type { ReauthenticationProblem } from './reauthentication.types.js';

/** What the host's server says to a password or a passkey. */
export type ReauthenticationAnswer = { proof: string } | { refused: 'wrong' | 'too-many' | 'signed-out' };

export interface ReauthenticationOptions {
  /** What the person signs in with: shown, and what a password manager goes by. */
  username: string;
  /** Asks the server. What it rejects with counts as no answer, and can be tried again. */
  confirm: (given: { password: string; request: ReauthenticationRequest }) => Promise<ReauthenticationAnswer>;
  /** Asks for a passkey, by `navigator.credentials.get()` for instance; without it none is offered. */
  confirmPasskey?: (given: { request: ReauthenticationRequest }) => Promise<Reauthenticated | ReauthenticationAnswer>;
}

/** What there is to confirm, at one moment. */
export interface ReauthenticationSnapshot {
  /** Absent while nothing is signed. */
  request?: ReauthenticationRequest;
  isBusy: boolean;
  problem?: ReauthenticationProblem;
  /** How often it was tried in vain. */
  attempts: number;
}

/** Asks a signer, and waits for what they answer. It draws nothing. */
export interface ReauthenticationPrompt extends Reauthenticate {
  readonly username: string;
  readonly takesPasskey: boolean;
  getSnapshot(): ReauthenticationSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  confirm(password: string): void;
  confirmPasskey(): void;
  /** Turns back: nothing is sent. */
  cancel(): void;
}

/** What `createReauthentication()` is without its form. */
export function createPrompt(options: ReauthenticationOptions): ReauthenticationPrompt {
  const { username } = options;
  const listeners = new Set<() => void>();
  const idle: ReauthenticationSnapshot = { isBusy: false, attempts: 0 };
  let snapshot = idle;
  let settle: ((answer: Reauthenticated) => void) | undefined;

  function set(next: ReauthenticationSnapshot) {
    snapshot = next;
    notifyAll(listeners);
  }

  function end(answer: Reauthenticated) {
    const done = settle;
    settle = undefined;
    set(idle);
    done?.(answer);
  }

  function fail(problem: ReauthenticationProblem) {
    const { request, attempts } = snapshot;
    set({ ...(request && { request }), isBusy: false, problem, attempts: attempts + 1 });
  }

  async function ask(answer: (request: ReauthenticationRequest) => Promise<Reauthenticated | ReauthenticationAnswer>) {
    const { request, isBusy, attempts } = snapshot;
    if (!request || isBusy) return;
    set({ request, isBusy: true, attempts });
    const said = await answer(request).catch(() => undefined);
    // Meanwhile the person may have turned back, or sign something else.
    if (snapshot.request !== request) return;
    if (said && 'proof' in said && said.proof) end({ proof: said.proof });
    else if (said && 'cancelled' in said) set({ request, isBusy: false, attempts });
    else fail(said && 'refused' in said ? said.refused : 'unreachable');
  }

  const reauthenticate: Reauthenticate = (request) =>
    new Promise((resolve) => {
      // A person signs one thing at a time.
      if (settle) end({ cancelled: true });
      settle = resolve;
      const signal = request.signal as AbortSignal | undefined;
      signal?.addEventListener('abort', () => snapshot.request === request && end({ cancelled: true }), { once: true });
      set({ request, isBusy: false, attempts: 0 });
    });

  return Object.assign(reauthenticate, {
    username,
    takesPasskey: options.confirmPasskey !== undefined,
    getSnapshot: () => snapshot,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    confirm(password: string) {
      if (password === '') fail('missing');
      else void ask((request) => options.confirm({ password, request }));
    },
    confirmPasskey: () => void ask((request) => options.confirmPasskey?.({ request }) ?? Promise.reject(new Error())),
    cancel: () => end({ cancelled: true }),
  });
}
