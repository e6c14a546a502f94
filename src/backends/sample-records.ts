import { applyCommand, initialReview, proposedEntry } from '../review/lifecycle.selectors.js';
import { sawOf } from '../review/proposal.selectors.js';
import type { Actor, AuditEntry, Command, Review } from '../review/review.types.js';
import { samplePolicy, sampleProposals, sampleReviewers } from './sample-reviews.js';

/** Writes a record by running commands through the lifecycle; a refused one throws. */
export class RecordWriter {
  review: Review;
  readonly entries: AuditEntry[];

  constructor(review: Review) {
    this.review = review;
    this.entries = [proposedEntry(review)];
  }

  /** @param at ISO 8601 */
  send(at: string, by: Actor, command: Command): this {
    const result = applyCommand(this.review, command, { by, at, saw: sawOf(this.review.proposal) });
    if (result.outcome !== 'accepted') throw new Error(`${command.type} at ${at}: ${result.outcome}`);
    this.review = result.review;
    this.entries.push(result.entry);
    return this;
  }
}

const { amara, mateo, priya, jonas } = sampleReviewers;
const system: Actor = { kind: 'system', id: 'server', name: 'System' };

/** The loan: answered first by the reviewer, then overridden with a reason. */
export function loanRecord(): RecordWriter {
  return new RecordWriter(initialReview(sampleProposals.loan, { ...samplePolicy, blindFirst: true, signature: true }))
    .send('2026-11-21T09:27:15Z', amara, { type: 'claim' })
    .send('2026-11-21T09:31:40Z', amara, { type: 'judge', value: 'approve-with-conditions', confidence: 0.85 })
    .send('2026-11-21T09:42:07Z', amara, {
      type: 'override',
      value: 'approve-with-conditions',
      reason: {
        codes: ['group-factor'],
        text: 'The area rate drives the score. This applicant has 9 years without a missed payment.',
        checks: ['statements', 'recalculated'],
      },
      evidenceOpened: ['statements', 'letter'],
      signature: { printedName: 'Amara Osei', meaning: 'override' },
    });
}

/** The loan with its decision taken back, and decided again by somebody else. */
export function reopenedRecord(): RecordWriter {
  return loanRecord()
    .send('2026-11-21T09:44:10Z', priya, { type: 'reopen', reason: 'The invoices arrived this morning.' })
    .send('2026-11-21T09:45:02Z', jonas, { type: 'claim' })
    .send('2026-11-21T09:45:40Z', jonas, { type: 'judge', value: 'approve' })
    .send('2026-11-21T09:47:20Z', jonas, {
      type: 'override',
      value: 'approve',
      reason: { codes: ['newer-file'], checks: ['statements'] },
      signature: { printedName: 'Jonas Weber', meaning: 'responsibility' },
    });
}

/** A refund on its way through every hand: asked, answered, escalated, lapsed, halted, resumed, revised, withdrawn. */
export function windingRecord(): RecordWriter {
  const revised = { ...sampleProposals.refund, revision: 2, value: 24 };
  return new RecordWriter(initialReview(sampleProposals.refund, samplePolicy))
    .send('2026-11-21T08:00:00Z', mateo, { type: 'claim' })
    .send('2026-11-21T08:04:00Z', mateo, { type: 'ask', to: 'Warehouse', question: 'How many mugs arrived broken?' })
    .send('2026-11-21T08:31:00Z', system, { type: 'answer', answer: 'One of ten.' })
    .send('2026-11-21T08:35:00Z', mateo, { type: 'claim' })
    .send('2026-11-21T08:36:00Z', mateo, { type: 'escalate', to: 'Priya Nair', note: 'Ten times what was asked for.' })
    .send('2026-11-21T08:50:00Z', priya, { type: 'claim' })
    .send('2026-11-21T09:05:00Z', system, { type: 'lapse' })
    .send('2026-11-21T09:06:00Z', priya, { type: 'hold', reason: 'The model reads order totals.', scope: 'model' })
    .send('2026-11-21T09:20:00Z', priya, { type: 'resume', reason: 'Reads the line now.' })
    .send(
      '2026-11-21T09:21:00Z',
      { kind: 'model', id: 'support-agent', name: 'support-agent 3.2' },
      {
        type: 'revise',
        proposal: revised,
      },
    )
    .send('2026-11-21T09:30:00Z', system, { type: 'withdraw', reason: 'The customer wrote again.' });
}

/** A record of as many entries as asked for, a minute apart: two reviewers take the case up and put it down again. */
export function longRecord(length: number): RecordWriter {
  const start = Date.parse('2026-11-20T12:00:00Z');
  const proposal = { ...sampleProposals.loan, createdAt: new Date(start).toISOString() };
  const record = new RecordWriter(initialReview(proposal, samplePolicy));
  for (let count = 1; count < length; count++) {
    const by = count % 4 < 2 ? amara : mateo;
    const type = record.review.status === 'reviewing' ? 'release' : 'claim';
    const holder = record.review.claim?.by ?? by;
    record.send(new Date(start + count * 60_000).toISOString(), holder, { type });
  }
  return record;
}
