import { batchFirst, batchIssue, batchRealityProblem, hasOpened } from '../review/batch.selectors.js';
import type { AuditEntry, Batch, Command, CommandResult, Review } from '../review/review.types.js';

interface Case {
  review: Review;
  entries: readonly AuditEntry[];
}

/** What is known of batches beyond each of their cases (B-18). */
export interface MemoryBatches {
  /** A command with what only the record can say: whether its sender has opened the case. */
  received(command: Command, entry: Case, by: string): Command;
  /** An answer about one case, or why it is none where the batch does not fit what is stored. */
  checked(result: CommandResult, of: string, by: string): CommandResult;
}

function batchOf(command: Command): Batch | undefined {
  return command?.type === 'approve' ? command.batch : undefined;
}

/** @param find a case that is there for a person; nothing for one that is not */
export function createMemoryBatches(find: (id: string, personId: string) => Case | undefined): MemoryBatches {
  const known = new Map<string, { by: string; cases: readonly string[] }>();
  return {
    received(command, { entries }, by) {
      const batch = batchOf(command);
      if (!batch || typeof batch !== 'object') return command;
      return { ...command, batch: { ...batch, opened: hasOpened(entries, by) } } as Command;
    },
    checked(result, of, by) {
      const batch = result.outcome === 'accepted' ? batchOf(result.entry.command as Command) : undefined;
      if (!batch || result.outcome !== 'accepted') return result;
      const { id, cases } = batch;
      const first = find(batchFirst(cases, by) ?? '', by);
      const before = known.get(id);
      const problem = batchRealityProblem(
        batch,
        { id: by },
        {
          of,
          now: Date.parse(result.entry.at),
          named: cases.map((each) => find(each, by)?.review),
          isFirstOpened: first !== undefined && hasOpened(first.entries, by),
          ...(before && { known: before }),
        },
      );
      if (problem) return { outcome: 'invalid', issues: [batchIssue(problem)] };
      known.set(id, { by, cases });
      return result;
    },
  };
}
