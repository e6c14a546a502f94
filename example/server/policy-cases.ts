import {
  type CaseRecord,
  isPersonMode,
  type Json,
  type OversightPolicy,
  type ProposalFacts,
  peopleChances,
  type RecordedCase,
  type Review,
} from 'countersign/core';
import { AREA } from '../model/application.js';
import { turnedOut } from './check-results.js';
import type { Queryable } from './database.js';
import { NEWEST_OUTCOMES } from './outcomes.js';
import type { PolicyVersions } from './policy-versions.js';

const DAY = 86_400_000;
/** How far back cases are looked at. */
const DAYS = 90;

interface Row {
  body: Review;
  code: string | null;
  /** What became of it, where that is known. */
  outcome: Json | null;
}

/** What rules ask of a proposal, and nothing by which the case could be found. */
function factsOf(
  { kind, value, risk, confidence, alternatives, signals, explanation }: Review['proposal'],
  id: string,
) {
  const facts: ProposalFacts = {
    ...{ id, kind, value, risk },
    ...(confidence && { confidence: { value: confidence.value, of: confidence.of } }),
    ...(alternatives && {
      alternatives: alternatives.map((each) => ({ value: each.value, confidence: each.confidence })),
    }),
    ...(signals && { signals }),
    ...(explanation && {
      explanation: { factors: explanation.factors?.map(({ contribution }) => ({ contribution })) ?? [] },
    }),
  };
  return facts;
}

/** What a person made of the AI's value; nothing where they said neither. */
/** What people made of the model's answer, where they said anything of it. */
export function answerOf({ status, decision }: Review): RecordedCase['answer'] {
  if (status === 'approved') return 'agreed';
  const verdict = decision?.verdict.type;
  return status === 'overridden' && (verdict === 'override' || verdict === 'reject') ? 'changed' : undefined;
}

/**
 * What happened lately, as far as nobody is still to decide: what is open is left out, so that nobody reads an answer of the model's
 * before their own (B-1). Days are cut to their beginning, and cases are told under numbers that say nothing.
 *
 * @param isByGroup whether the reader may know which group of applicants a case is of
 */
export async function policyCases(
  tx: Queryable,
  versions: PolicyVersions,
  now: number,
  isByGroup: boolean,
): Promise<CaseRecord> {
  const until = Math.floor(now / DAY) * DAY + DAY;
  const from = until - DAYS * DAY;
  const rows = await tx.query<Row>(
    `select reviews.body, applications.body -> 'values' ->> $1 as code, known.value as outcome
     from real_reviews as reviews left join applications on applications.id = reviews.id
     left join ${NEWEST_OUTCOMES} as known on known.review_id = reviews.id
     where reviews.status in ('approved', 'overridden', 'closed') and reviews.body -> 'route' is not null
     order by md5(reviews.id)`,
    [AREA.name],
  );
  const policies = new Map<string, OversightPolicy>(
    (await versions.history(tx)).map(({ policy }) => [policy.version, policy]),
  );
  const chances = new Map([...policies].map(([version, policy]) => [version, peopleChances(policy)]));
  const cases = rows.flatMap(({ body, code, outcome }, index): RecordedCase[] => {
    const { route } = body;
    const chanceIn = route && chances.get(route.policy.version);
    const at = Date.parse(route?.at ?? '');
    // What came by another policy, or was withdrawn, tells nothing of how it would have gone.
    if (!route || !chanceIn || at < from || at >= until || body.state === 'closed.withdrawn') return [];
    // Revised while somebody had it: it came to them as something else.
    if (route.revision !== body.proposal.revision) return [];
    const answer = answerOf(body);
    const group = code === null ? undefined : AREA.codes[code];
    return [
      {
        proposal: factsOf(body.proposal, `case-${index + 1}`),
        at: new Date(Math.floor(at / DAY) * DAY).toISOString(),
        chance: chanceIn(body.proposal),
        // Whoever stepped in did so because of what they saw: that stands for no other case.
        ...(answer && (isPersonMode(route.mode) ? { answer } : { truth: answer === 'agreed' ? 'right' : 'wrong' })),
        // What it turned out to be counts before what anybody said (B-27).
        ...(outcome !== null && {
          truth: turnedOut(body.proposal, outcome, body.proposal.value) ? ('right' as const) : ('wrong' as const),
        }),
        ...(isByGroup && group !== undefined && { group }),
      },
    ];
  });
  const first = cases.reduce((least, each) => Math.min(least, Date.parse(each.at)), until - DAY);
  return { from: new Date(first).toISOString(), until: new Date(until).toISOString(), cases };
}
