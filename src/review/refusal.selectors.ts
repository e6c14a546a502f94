import { rolesFor } from './authority.selectors.js';
import { batchIssue, batchProblem } from './batch.selectors.js';
import { commandIssues } from './command.selectors.js';
import { holdOf } from './hold.selectors.js';
import type { LifecycleContext, LifecycleEvent } from './lifecycle.types.js';
import { type GuardName, notForOneself } from './lifecycle-rules.selectors.js';
import {
  assumptionIssues,
  checkIssues,
  dwellIssues,
  reasonIssues,
  signatureIssues,
  skipIssues,
} from './policy.selectors.js';
import { proposalIssues, unopenedEvidence, valueIssues } from './proposal.selectors.js';
import {
  COMMANDS,
  type CommandOf,
  type CommandType,
  type Grounds,
  type Issue,
  type Proposal,
  type Refusal,
  type Review,
  type VerdictType,
} from './review.types.js';
import { isVerdict } from './verdict.selectors.js';

function isCommand(type: unknown): type is CommandType {
  return (COMMANDS as readonly unknown[]).includes(type);
}

const FIRST_SHOWN: Refusal = { outcome: 'forbidden', why: { code: 'first-shown' } };

/** The refusal for a rule that failed: by code, so that the catalogue has the words. */
export function refuse(rule: GuardName, review: Review, event: LifecycleEvent, facts: LifecycleContext): Refusal {
  const { policy, proposal } = review;
  const grounds = event as Grounds;
  const invalid = (...issues: Issue[]): Refusal => ({ outcome: 'invalid', issues });
  switch (rule) {
    case 'isPerson':
      return { outcome: 'forbidden', why: { code: 'not-a-person' } };
    case 'isSystem':
      return { outcome: 'forbidden', why: { code: 'system-only' } };
    case 'isNotHeld':
      return review.hold ? { outcome: 'held', hold: review.hold } : { outcome: 'conflict', review };
    case 'isNotHeldSo': {
      const hold = holdOf(review, (event as CommandOf<'hold'>).stop);
      return hold ? { outcome: 'held', hold } : { outcome: 'conflict', review };
    }
    case 'isHeld':
      // Something else holds it, which is lifted elsewhere.
      return review.hold
        ? { outcome: 'held', hold: review.hold }
        : invalid({ code: 'command-illegal', detail: { command: event.type, state: review.state } });
    case 'isPreserved':
    case 'isUnrouted':
    case 'isVetoOver':
    case 'recordsViews':
    case 'offersSkip':
    case 'isAssigned':
      return invalid({ code: 'command-illegal', detail: { command: event.type, state: review.state } });
    case 'isCompetent': {
      const answer = event.by.kind === 'person' ? facts.canDecide?.(event.by, facts) : undefined;
      return {
        outcome: 'forbidden',
        why: { code: 'cannot-decide', ...(typeof answer === 'string' && { text: answer }) },
      };
    }
    case 'isFree':
      return { outcome: 'conflict', review };
    case 'isSigner':
      return { outcome: 'forbidden', why: { code: 'not-signer' } };
    case 'isUndoable':
      return { outcome: 'forbidden', why: { code: 'undo-over' } };
    case 'isUnshown':
      return FIRST_SHOWN;
    case 'isIndependent':
      return { outcome: 'forbidden', why: { code: 'same-person' } };
    case 'isFresh':
      return { outcome: 'forbidden', why: { code: 'not-fresh' } };
    case 'isUninformed':
      return { outcome: 'forbidden', why: { code: 'not-independent' } };
    case 'isAdjudicator':
      return { outcome: 'forbidden', why: { code: 'not-adjudicator', roles: rolesFor(policy, 'adjudicate') } };
    case 'mayResume':
      return { outcome: 'forbidden', why: { code: 'role-missing', roles: rolesFor(policy, 'resume') } };
    case 'mayReopen':
      return { outcome: 'forbidden', why: { code: 'role-missing', roles: rolesFor(policy, 'reopen') } };
    case 'mayHold':
      return { outcome: 'forbidden', why: { code: 'role-missing', roles: rolesFor(policy, 'hold') } };
    case 'mayAnswer':
      return { outcome: 'forbidden', why: { code: 'role-missing', roles: rolesFor(policy, 'answer') } };
    case 'mayPropose':
      return { outcome: 'forbidden', why: { code: 'system-only', roles: rolesFor(policy, 'propose') } };
    case 'mayPreserve':
      return { outcome: 'forbidden', why: { code: 'role-missing', roles: rolesFor(policy, 'preserve') } };
    case 'mayAssign':
    case 'mayUnassign':
      return { outcome: 'forbidden', why: { code: 'role-missing', roles: rolesFor(policy, 'assign') } };
    case 'mayTakeUp': {
      const missing = notForOneself(facts, event);
      return missing ? refuse(missing, review, event, facts) : { outcome: 'conflict', review };
    }
    case 'isUnsigned':
      return { outcome: 'forbidden', why: { code: 'assignee-signed' } };
    case 'isAssignee':
      return {
        outcome: 'forbidden',
        why: { code: 'assigned', ...(review.assignment && { to: review.assignment.to }) },
      };
    case 'mayErase':
      return { outcome: 'forbidden', why: { code: 'system-only', roles: rolesFor(policy, 'erase') } };
    case 'isNotPreserved':
      return {
        outcome: 'forbidden',
        why: { code: 'legal-hold', ...(review.legalHold && { text: review.legalHold.reason }) },
      };
    case 'isClaimant':
      return { outcome: 'claim-lost', review };
    case 'isOffered':
      return invalid({ code: 'verdict-not-offered', detail: { verdict: event.type } });
    case 'mayBatch': {
      const { batch } = event as CommandOf<'approve'>;
      const problem = batch && batchProblem(facts, batch, event.by, Date.parse(event.at));
      return invalid(batchIssue(problem ?? 'off'));
    }
    case 'hasSeenCurrent':
      return event.saw ? { outcome: 'conflict', review } : invalid({ code: 'saw-missing', path: 'saw' });
    case 'hasOpenedEvidence':
      return invalid(
        ...unopenedEvidence(proposal, grounds.evidenceOpened).map(
          (id): Issue => ({ code: 'evidence-unopened', path: `evidenceOpened.${id}`, detail: { id } }),
        ),
      );
    case 'isWellFormed':
      return invalid(...commandIssues(event));
    case 'isKnownTarget':
      return invalid({ code: 'choice-unknown', path: 'to', detail: { value: (event as CommandOf<'escalate'>).to } });
    case 'hasValue':
      return invalid(...valueIssues((event as { value?: unknown }).value, proposal.schema));
    case 'hasChanged':
      return invalid({ code: 'value-unchanged', path: 'value' });
    case 'hasReason':
      return invalid(...reasonIssues(policy, event.type as VerdictType, grounds.reason));
    case 'hasSkipReason':
      return invalid(...skipIssues(policy, (event as CommandOf<'skip'>).reason));
    case 'hasChecked':
      return invalid(...checkIssues(policy, event.type as VerdictType, grounds.reason));
    case 'hasAssumption':
      return invalid(...assumptionIssues(policy, grounds.assumption));
    case 'hasDwelt':
      return invalid(...dwellIssues(policy, grounds));
    case 'hasSignature':
      return invalid(...signatureIssues(policy, event.type as VerdictType, grounds.signature));
    case 'isNewerRevision': {
      const next = (event as { proposal?: Proposal }).proposal;
      const issues = proposalIssues(next, event.isReplayed, event.at);
      if (issues.length > 0) {
        return invalid(
          ...issues.map((issue) => (issue.path === 'proposal' ? issue : { ...issue, path: `proposal.${issue.path}` })),
        );
      }
      return next?.id === proposal.id
        ? invalid({ code: 'revision-not-newer', path: 'proposal.revision', detail: { current: proposal.revision } })
        : invalid({ code: 'value-invalid', path: 'proposal.id', detail: { expected: proposal.id } });
    }
    default:
      return invalid({ code: 'command-illegal', detail: { command: event.type, state: review.state } });
  }
}

/** Why a state does not know a command: it is over, somebody else has it, or the claim is gone. */
export function refuseHere(review: Review, type: unknown): Refusal {
  if (!isCommand(type)) {
    return {
      outcome: 'invalid',
      issues: [
        { code: 'command-unknown', path: 'type', detail: { command: typeof type === 'string' ? type : typeof type } },
      ],
    };
  }
  if (type === 'undo' && review.state === 'pending.adjudicating') return FIRST_SHOWN;
  const forClaimant = isVerdict(type) || ['judge', 'release', 'skip', 'escalate', 'ask'].includes(type);
  if (forClaimant || type === 'claim' || type === 'assign') {
    if (review.status === 'approved' || review.status === 'overridden' || review.status === 'closed') {
      return { outcome: 'already-decided', review };
    }
    if (review.status === 'pending' && forClaimant) return { outcome: 'claim-lost', review };
    if (review.status === 'reviewing' && !forClaimant) return { outcome: 'conflict', review };
  }
  return {
    outcome: 'invalid',
    issues: [{ code: 'command-illegal', path: 'type', detail: { command: type, state: review.state } }],
  };
}
