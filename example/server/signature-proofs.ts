import { createHash, randomBytes } from 'node:crypto';
import { canonicalText, type Saw } from 'countersign/core';
import type { Database, Queryable } from './database.js';
import { hashOf } from './log-tools.js';

/** How long a proof can be used, in milliseconds: long enough to send a decision, too short to be left lying about. */
export const PROOF_LASTS = 120_000;

/** Whose signature, in which session, under which decision on which review. */
export interface ProofOwner {
  personId: string;
  sessionId: string;
  reviewId: string;
  /** `digestOfDecision`. */
  decision: string;
}

/**
 * What a decision comes down to: its type, its value, and what was on screen.
 *
 * @throws {CountersignError} `value-not-canonical`
 */
export function digestOfDecision(type: unknown, value: unknown, saw: Partial<Saw> | undefined): string {
  const seen = { revision: saw?.revision, fingerprint: saw?.fingerprint };
  return hashOf(canonicalText({ type, ...(value !== undefined && { value }), saw: seen }));
}

/** How somebody proved that they are who is signed in. */
export interface Proved {
  method: string;
  /** 2 where they gave name and password, 1 where the session vouches for the name (21 CFR 11.200(a)(1)). */
  components: number;
}

/** A proof as it is handed out, once. */
export interface Proof extends Proved {
  proof: string;
  /** ISO 8601 by the server's clock. */
  until: string;
}

export interface SignatureProofs {
  /** Whether nobody has signed in this session yet: the first signature takes every component. */
  isFirst(sessionId: string): Promise<boolean>;
  /** A proof for one signature. It takes the place of an unused one for the same. */
  open(owner: ProofOwner, proved: Proved): Promise<Proof>;
}

/** The database holds a hash: who reads it cannot sign. */
function hashProof(proof: string): string {
  return createHash('sha256').update(proof).digest('hex');
}

/**
 * Proofs in the database, where every server finds them. They go with their session: by signing out, by signing out
 * everywhere, and when it is over. A password that was changed proves nothing any more.
 */
export function createSignatureProofs(database: Database, clock: () => number): SignatureProofs {
  return {
    async isFirst(sessionId) {
      const used = await database.query(
        'select session_id from signature_proofs where session_id = $1 and used_at is not null limit 1',
        [sessionId],
      );
      return used.length === 0;
    },

    open: ({ personId, sessionId, reviewId, decision }, { method, components }) =>
      database.transaction(async (tx) => {
        const now = clock();
        const until = new Date(now + PROOF_LASTS).toISOString();
        const proof = randomBytes(32).toString('base64url');
        await tx.query(
          `delete from signature_proofs where used_at is null
           and (until <= $1 or (session_id = $2 and review_id = $3))`,
          [new Date(now).toISOString(), sessionId, reviewId],
        );
        await tx.query(
          `insert into signature_proofs (proof_hash, session_id, person_id, review_id, decision, password_salt, method, components, until)
           select $1, $2, id, $4, $5, salt, $6, $7, $8 from people where id = $3`,
          [hashProof(proof), sessionId, personId, reviewId, decision, method, components, until],
        );
        return { proof, method, components, until };
      }),
  };
}

/** Uses a proof up; nothing where it is none, or somebody else's, or for something else, or too old, or used. */
export async function redeemProof(
  tx: Queryable,
  proof: string,
  { personId, sessionId, reviewId, decision }: ProofOwner,
  now: number,
): Promise<Proved | undefined> {
  const [row] = await tx.query<Proved>(
    `update signature_proofs set used_at = $5 from people
     where proof_hash = $1 and session_id = $2 and person_id = $3 and review_id = $4 and decision = $6
       and used_at is null and until > $5 and people.id = person_id and people.salt = password_salt
     returning method, components`,
    [hashProof(proof), sessionId, personId, reviewId, new Date(now).toISOString(), decision],
  );
  return row && { method: row.method, components: Number(row.components) };
}
