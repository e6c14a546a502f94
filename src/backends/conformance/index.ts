import type { ReviewBackend } from '../../review/backend.types.js';
import type { Reviewer } from '../../review/review.types.js';
import { sampleReview } from '../sample-reviews.js';
import { answerCases } from './answers.js';
import { assignmentCases } from './assignments.js';
import { batchCases } from './batches.js';
import { checkCases } from './checks.js';
import { claimCases } from './claims.js';
import type {
  CaseDefinition,
  Cases,
  ConformanceCapability,
  ConformanceCase,
  ConformanceHost,
  ConformanceOptions,
  Stage,
} from './conformance.types.js';
import { draftCases } from './drafts.js';
import { ConformanceError, Mismatch, Missing, shown } from './expectations.js';
import { historyCases } from './history.js';
import { hostileCases } from './hostile.js';
import { idempotencyCases } from './idempotency.js';
import { listCases } from './list.js';
import { nextCases } from './next.js';
import { peopleCases } from './people.js';
import { presenceCases } from './presence.js';
import { amara, mateo } from './steps.js';
import { stopCases } from './stops.js';
import { streamCases } from './stream.js';
import { twoPeopleCases } from './two-people.js';
import { undoCases } from './undo.js';
import { viewCases } from './views.js';

export {
  CONFORMANCE_CAPABILITIES,
  type ConformanceCapability,
  type ConformanceCase,
  type ConformanceHost,
  type ConformanceOptions,
  type ConformanceOutcome,
  type ConformanceRun,
} from './conformance.types.js';
export { ConformanceError } from './expectations.js';
export { conformanceReviewers } from './steps.js';

const CASES: Cases = {
  ...listCases,
  ...answerCases,
  ...idempotencyCases,
  ...claimCases,
  ...nextCases,
  ...assignmentCases,
  ...undoCases,
  ...batchCases,
  ...viewCases,
  ...historyCases,
  ...streamCases,
  ...draftCases,
  ...stopCases,
  ...peopleCases,
  ...checkCases,
  ...presenceCases,
  ...hostileCases,
  ...twoPeopleCases,
};

/** What can be seen without trying. A lease and an undo show only in an answer. */
function offers(capability: ConformanceCapability, host: ConformanceHost, backend: ReviewBackend): boolean {
  switch (capability) {
    case 'subscribe':
      return backend.subscribe !== undefined;
    case 'drafts':
      return backend.drafts !== undefined;
    case 'claims.renew':
      return backend.claims !== undefined;
    case 'claims.next':
      return backend.claims?.next !== undefined;
    case 'stops':
      return backend.stops !== undefined;
    case 'checks':
      return backend.checks !== undefined;
    case 'presence':
      return backend.presence !== undefined;
    case 'people':
      return backend.people !== undefined;
    case 'addCheck':
      return host.addCheck !== undefined;
    case 'advance':
      return host.advance !== undefined;
    case 'add':
      return host.add !== undefined;
    default:
      return true;
  }
}

async function play(host: ConformanceHost, { needs = [], run }: CaseDefinition, patience: number): Promise<void> {
  const of = async (reviewer: Reviewer) => host.backendFor(reviewer);
  const [first, second] = [await of(amara), await of(mateo)];
  const missing = needs.find((capability) => !offers(capability, host, first));
  if (missing) throw new Missing(missing);
  const stage: Stage = {
    of,
    first,
    second,
    patience,
    advance: async (ms) => host.advance?.(ms),
    add: async (review) => host.add?.(review),
    addCheck: async (review, check) => host.addCheck?.(review, check),
    lacks(capability) {
      throw new Missing(capability);
    },
  };
  await run(stage);
}

/** Runs one case on a store of its own; what was missing, if anything was. */
async function attempt(
  definition: CaseDefinition,
  { open, patience = 5_000, mustOffer = [] }: ConformanceOptions,
): Promise<ConformanceCapability | undefined> {
  const { why, reviews = () => [sampleReview('loan')] } = definition;
  const host = await open(reviews());
  try {
    await play(host, definition, patience);
    return undefined;
  } catch (error) {
    if (error instanceof Missing && !mustOffer.includes(error.capability)) return error.capability;
    const [expected, came] =
      error instanceof Missing
        ? [`The backend or its host offers "${error.capability}".`, 'It does not.']
        : error instanceof Mismatch
          ? [error.expected, error.came]
          : ['An answer: only a backend that is unreachable or broken rejects.', shown(error)];
    throw new ConformanceError(expected, came, why, { cause: error });
  } finally {
    await host.close?.();
  }
}

/**
 * The promises of the port as test cases, for a test runner of the host's choice. A case about something that the
 * backend does not offer is skipped: by the runner's own `skip` where `run` is given its context, with a warning
 * otherwise.
 *
 * @example
 * for (const { name, run } of backendConformance({ open })) test(name, run);
 */
export function backendConformance(options: ConformanceOptions): ConformanceCase[] {
  return Object.entries(CASES).map(([name, definition]) => ({
    name,
    why: definition.why,
    needs: definition.needs ?? [],
    // No named parameter: a runner that counts them would take the first one for a callback.
    async run(...[context]) {
      const skipped = await attempt(definition, options);
      if (skipped === undefined) return {};
      const note = `"${skipped}" is not offered`;
      if (context?.skip) context.skip(note);
      else console.warn(`Skipped, because ${note}: ${name}.`);
      return { skipped };
    },
  }));
}
