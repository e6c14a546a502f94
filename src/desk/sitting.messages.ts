import type { DeskMessages } from './desk.messages.js';

/** Words for what happens while a sitting goes on. They arrive right after the card, with what shows and speaks them. */
export const sittingMessages = {
  gateOpen: 'You can decide now.',
  claimRefused: 'Somebody else was first',
  claimRefusedText: (name, isDecided) =>
    isDecided
      ? name
        ? `${name} has decided this case.`
        : 'This case is decided.'
      : name
        ? `${name} is reviewing this case.`
        : 'The case changed before it was yours.',
  copyDraft: 'Copy my draft',
  copied: 'Draft copied.',
  copyFailed: 'Copying is not allowed here.',
  conflictDecided: (name) => `${name} decided while you were working`,
  conflictDecidedText: 'That decision is on the record. Yours is a draft and has no effect.',
  conflictChanged: 'The case changed while you were working',
  conflictChangedText: 'Nothing of yours was stored. Your draft is kept; look at what is new before you decide.',
  keepAndClaim: 'Keep my draft and go on',
  keepDraft: 'Keep my draft',
  discardDraft: 'Discard my draft',
  lost: 'The case is not assigned to you any more',
  lostText: 'The claim ended or was taken over. Your draft is kept and has no effect.',
  claimAgain: 'Claim again',
  leave: 'Go on reading',
  expiring: (when) => `Your claim ends at ${when}`,
  expiringText: 'Your draft is kept either way.',
  stale: 'The suggestion was revised',
  staleText: (seen, current, f) =>
    `You see revision ${f.number(seen)}; revision ${f.number(current)} is here. Your draft is kept.`,
  look: 'Look at the new suggestion',
  forbidden: 'This is not possible for you',
  invalid: 'The server did not accept this',
  dismiss: 'Close notice',
  draftUnsaved: 'Your draft is not stored yet',
  draftUnsavedText: 'It is kept on this page.',
  caseDone: {
    approve: (reference) => `Case ${reference} approved.`,
    override: (reference) => `Case ${reference} overridden.`,
    reject: (reference) => `Case ${reference} rejected.`,
    respond: (reference) => `Case ${reference} answered.`,
    abstain: (reference) => `Case ${reference} decided without the AI.`,
  },
  caseSigned: (reference) => `Your decision on case ${reference} is recorded.`,
  casePassed: (reference, status) => `Case ${reference}: ${status}.`,
  caseStarted: (reference) => `Case ${reference} is assigned to you.`,
  caseReleased: (reference) => `Case ${reference} is given back.`,
  caseResumed: (reference) => `Case ${reference} goes on.`,
} satisfies Partial<DeskMessages>;
