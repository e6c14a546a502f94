import {
  type Command,
  type CommandResult,
  type EntrySignature,
  type Grounds,
  isVerdict,
  type Reviewer,
} from 'countersign/core';
import type { Queryable } from './database.js';
import { digestOfDecision, redeemProof } from './signature-proofs.js';

/** What a signer brings besides their command. */
export interface SigningRequest {
  /** What `POST /api/reauthentication` answered. */
  proof?: string;
  /** Id of the session that the command came in. */
  session?: string;
}

/** A name as it is compared: accents and white space may have been typed in another way. */
const plain = (name: string) => name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Whether a typed name is a person's own (21 CFR 11.50(a)(1)). */
export const isNameOf = (person: Pick<Reviewer, 'name'>, typed: unknown): boolean =>
  typeof typed === 'string' && plain(typed) === plain(person.name);

/** The same command, with the signer's name as the server knows it where that is the name that was typed. */
export function withOwnName(command: Command, by: Reviewer): Command {
  const { signature } = command as Grounds;
  if (!signature || !isNameOf(by, signature.printedName)) return command;
  return { ...command, signature: { ...signature, printedName: by.name } } as Command;
}

/**
 * A verdict with its signature, where it has to be signed or comes with a proof. The name in the record is the server's, the
 * time its own; the proof is used up in the transaction that writes the entry, so that neither is there without the other.
 *
 * @param review where the policy stands, as the command found it
 * @returns the result with a signed entry, or why it is not signed
 */
export async function signResult(
  tx: Queryable,
  result: CommandResult,
  { proof, session }: SigningRequest,
  by: Reviewer,
  now: number,
): Promise<CommandResult> {
  if (result.outcome !== 'accepted' || !isVerdict(result.entry.command.type)) return result;
  const { review, entry } = result;
  const { signature: typed } = entry.command as Grounds;
  if (!typed || (review.policy.signature !== true && proof === undefined)) return result;
  if (!isNameOf(by, typed.printedName)) {
    const path = 'signature.printedName';
    return { outcome: 'invalid', issues: [{ code: 'value-invalid', path, detail: { expected: by.name } }] };
  }
  const { type, value } = entry.command as { type: string; value?: unknown };
  const decision = digestOfDecision(type, value, entry.saw);
  const owner = { personId: by.id, sessionId: session ?? '', reviewId: review.id, decision };
  const proved = proof === undefined ? undefined : await redeemProof(tx, proof, owner, now);
  if (!proved) return { outcome: 'forbidden', why: { code: 'signature-unproved' } };
  const signature: EntrySignature = {
    printedName: by.name,
    meaning: typed.meaning,
    at: entry.at,
    ...proved,
    // Of the sealed line: whoever seals it knows it.
    recordHash: '',
  };
  return { ...result, entry: { ...entry, signature } };
}
