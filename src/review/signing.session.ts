import { MEANINGS, verdictIssues } from './policy.selectors.js';
import { sawOf } from './proposal.selectors.js';
import type { Command, CommandResult, Grounds, Signature, Verdict } from './review.types.js';
import type { Reauthenticated, ReviewSessionOptions } from './session.types.js';
import type { PendingCommand, SessionContext } from './session-context.types.js';
import { isVerdict } from './verdict.selectors.js';

/** Whether and how a decision is confirmed by its signer before it is sent. */
export interface Signing {
  /** Whether this command waits for a proof: a verdict that has all it needs, where a proof is asked for. */
  isNeeded(context: SessionContext, command: Command): boolean;
  /** Asks the host; rejects where it has no answer. */
  ask(context: SessionContext, signal: AbortSignal): Promise<Reauthenticated>;
  /** Learns from the answer whether the next signature is still the first of this sign-in. */
  noteAnswer(pending: PendingCommand, answer: CommandResult | { error: unknown }): void;
}

/** Who has signed since this page was loaded, at which backend. */
const signers = new WeakMap<object, Set<string>>();

/** What a signature says where the form did not say it. */
export function signatureOf(command: Verdict & Grounds, name: string): Signature {
  return command.signature ?? { printedName: name, meaning: MEANINGS[command.type] };
}

function readAnswer(answer: Reauthenticated): Reauthenticated {
  const { proof, cancelled } = (answer ?? {}) as { proof?: unknown; cancelled?: unknown };
  if (typeof proof === 'string' && proof !== '') return { proof };
  if (cancelled === true) return { cancelled };
  throw new Error('reauthenticate() answered neither with a proof nor that it was cancelled.');
}

export function createSigning(options: ReviewSessionOptions): Signing {
  const { backend, reviewer, reauthenticate, reauthenticateAlways = false } = options;
  const known = signers.get(backend) ?? new Set<string>();
  signers.set(backend, known);

  return {
    isNeeded({ review, seen }, command) {
      if (!reauthenticate || !review || !seen || !isVerdict(command.type)) return false;
      if (!reauthenticateAlways && !review.policy.signature) return false;
      // Nobody gives their password for something that will be refused.
      return verdictIssues(seen, review.policy, command.type, command as Verdict & Grounds).length === 0;
    },
    async ask({ review, pending, seen }, signal) {
      const command = pending?.command as Verdict & Grounds;
      if (!reauthenticate || !review || !seen) throw new Error('There is nobody to ask for a proof.');
      const { printedName, meaning } = signatureOf(command, reviewer.name);
      const isFirst = !known.has(reviewer.id);
      const saw = pending?.options.saw ?? sawOf(seen);
      return readAnswer(await reauthenticate({ review, verdict: command, saw, meaning, printedName, isFirst, signal }));
    },
    noteAnswer({ options: { proof } }, answer) {
      const isSignedOut = 'error' in answer && (answer.error as { code?: unknown } | null)?.code === 'not-signed-in';
      const isUnproved =
        'outcome' in answer && answer.outcome === 'forbidden' && answer.why?.code === 'signature-unproved';
      if (isSignedOut || isUnproved) known.delete(reviewer.id);
      else if (proof !== undefined && 'outcome' in answer && answer.outcome === 'accepted') known.add(reviewer.id);
    },
  };
}
