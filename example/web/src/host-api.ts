import type { AgreementReport, Checkpoint, Reviewer, Saw } from 'countersign/core';
import type { GroupPatterns } from '../../server/group-patterns.js';
import type { ModelState } from '../../server/model-service.js';

/** What this host offers besides reviews. */
export interface SignedIn {
  reviewer: Reviewer;
  canDecide: boolean;
  /** Whether the record of all cases is theirs to read. The server asks again. */
  canAudit: boolean;
  /** Whether they work through the practice cases first. */
  isTrainee: boolean;
}

export interface SignInOffer {
  people: { id: string; name: string; title: string }[];
  password: string;
}

/** An answer that is none, with the server's own words where it has some. */
export class HostError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'HostError';
    this.code = code;
  }
}

/**
 * Sends as this page: the server takes nothing that changes something from a request that does not say so. No form and no
 * page of another site can.
 */
export const fetchAsPage: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set('x-requested-with', 'countersign');
  return fetch(input, { ...init, headers });
};

/** What the server says to somebody who signs. */
export async function proveSigner(given: {
  password: string;
  reviewId: string;
  printedName: string;
  /** The proof is good for this one. */
  decision: { type: string; value?: unknown; saw: Saw };
}) {
  const { proof } = await ask<{ proof: string }>('POST', '/reauthentication', given);
  return proof;
}

/** Asks the server for JSON. @throws {HostError} */
export async function ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await fetchAsPage(`/api${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => undefined);
  const answer = (await response?.json().catch(() => undefined)) as (T & { error?: HostError }) | undefined;
  if (response?.ok && answer) return answer;
  throw new HostError(answer?.error?.code ?? 'unreachable', answer?.error?.message ?? '');
}

/** Who is signed in; nobody is `null`. */
export async function whoIsSignedIn(): Promise<SignedIn | null> {
  const answer = await ask<SignedIn | { reviewer: null }>('GET', '/session');
  return answer.reviewer ? answer : null;
}

export const loadSignInOffer = () => ask<SignInOffer>('GET', '/people');
export const signIn = (person: string, password: string) => ask<SignedIn>('POST', '/session', { person, password });
export const signOut = () => ask<object>('DELETE', '/session');
export type Agreement = AgreementReport;
export const loadAgreement = () => ask<Agreement>('GET', '/agreement');
export const loadGroups = () => ask<GroupPatterns>('GET', '/groups');
export const loadModel = () => ask<ModelState>('GET', '/model');
export const retrainModel = () => ask<ModelState>('POST', '/model/retrain');

/** The newest checkpoint of the log; nothing where the log is empty. */
export async function loadCheckpoint(): Promise<Checkpoint | undefined> {
  try {
    return (await ask<{ checkpoint: Checkpoint }>('GET', '/log/checkpoint')).checkpoint;
  } catch (error) {
    if (error instanceof HostError && error.code === 'log-empty') return undefined;
    throw error;
  }
}

/** What shows that the log has only grown between two sizes; nothing where the server gives none. */
export async function loadConsistency(from: number, to: number): Promise<string[] | undefined> {
  const answer = await ask<{ proof: string[] }>('GET', `/log/consistency?from=${from}&to=${to}`).catch(() => undefined);
  return answer?.proof;
}
