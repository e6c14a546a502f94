import {
  type OversightPolicy,
  oversightPolicyProblems,
  type PolicyAnswer,
  type PolicyProblem,
  type PolicyState,
  type PolicyVersion,
  type Reviewer,
} from 'countersign/core';
import { authorityOf } from './authority.js';
import type { Database, Queryable } from './database.js';
import type { Oversight } from './oversight-policy.js';
import { mayConfirmPolicy, mayProposePolicy, policyFor } from './policy.js';

const LOCK_POLICY = 7_309;

interface Row {
  number: number;
  policy: OversightPolicy;
  proposed_by: string;
  proposed_by_name: string;
  proposed_at: Date;
  reason: string;
  effective_from: Date;
  confirmed_by: string | null;
  confirmed_by_name: string | null;
  confirmed_at: Date | null;
  holds_from: Date | null;
}

const VERSIONS = `select policy_versions.*, confirmed_by, confirmed_by_name, confirmed_at,
    policy_confirmations.effective_from as holds_from
  from policy_versions left join policy_confirmations using (number)`;

function versionFrom(row: Row): PolicyVersion {
  return {
    policy: row.policy,
    proposedBy: { id: row.proposed_by, name: row.proposed_by_name },
    proposedAt: row.proposed_at.toISOString(),
    reason: row.reason,
    effectiveFrom: (row.holds_from ?? row.effective_from).toISOString(),
    asksSecond: true,
    ...(row.confirmed_by !== null &&
      row.confirmed_by_name !== null &&
      row.confirmed_at && {
        confirmedBy: { id: row.confirmed_by, name: row.confirmed_by_name },
        confirmedAt: row.confirmed_at.toISOString(),
      }),
  };
}

/** What somebody asks for; its policy is checked here. */
export interface PolicyRequest {
  policy: unknown;
  basedOn: string;
  effectiveFrom?: string;
  reason: string;
}

/** The versions of the host's oversight policy. The first is the program's own. */
export interface PolicyVersions extends Oversight {
  state(tx?: Queryable): Promise<PolicyState>;
  /** Newest first. */
  history(tx?: Queryable): Promise<PolicyVersion[]>;
  propose(request: PolicyRequest, by: Reviewer): Promise<PolicyAnswer>;
  confirm(version: string, by: Reviewer): Promise<PolicyAnswer>;
}

export function createPolicyVersions(database: Database, first: OversightPolicy, clock: () => number): PolicyVersions {
  const own: PolicyVersion = {
    policy: first,
    proposedBy: { id: 'program', name: 'Program' },
    proposedAt: new Date(0).toISOString(),
    reason: 'As the program has it.',
    effectiveFrom: new Date(0).toISOString(),
    asksSecond: false,
  };

  async function history(tx: Queryable = database): Promise<PolicyVersion[]> {
    const rows = await tx.query<Row>(`${VERSIONS} order by number desc`);
    return [...rows.map(versionFrom), own];
  }

  const state = async (tx: Queryable = database): Promise<PolicyState> => stateOf(await history(tx));

  function stateOf(versions: readonly PolicyVersion[]): PolicyState {
    const decided = versions.filter((each) => each === own || each.confirmedAt !== undefined);
    const inForce = decided.find(({ effectiveFrom }) => Date.parse(effectiveFrom) <= clock()) ?? own;
    const [newest, last] = [versions[0] ?? own, decided[0]];
    return {
      inForce,
      ...(last && last !== inForce && { upcoming: last }),
      // A newer proposal takes the place of one that nobody confirmed.
      ...(newest !== last && { waiting: newest }),
      newest: newest.policy.version,
    };
  }

  /** Asked for with every list and every command: rows are only ever added, so as many as before are the same. */
  let read: { count: string; versions: readonly PolicyVersion[] } | undefined;
  async function readOnce(tx: Queryable): Promise<readonly PolicyVersion[]> {
    const [row] = await tx.query<{ count: string }>(
      `select (select count(*) from policy_versions) || '/' || (select count(*) from policy_confirmations) as count`,
    );
    const count = row?.count ?? '';
    if (read?.count !== count) read = { count, versions: await history(tx) };
    return read.versions;
  }

  /** What the library cannot know: the roles that people have here, and which policy this is. */
  function problemsOf(policy: unknown): PolicyProblem[] {
    const problems = oversightPolicyProblems(policy);
    if (problems.length > 0) return problems;
    const { id, roles } = policy as OversightPolicy;
    return [
      ...(id === first.id
        ? []
        : [{ code: 'not-one-of' as const, path: 'id', detail: { given: id, list: [first.id] } }]),
      ...roles.flatMap((role, index): PolicyProblem[] =>
        first.roles.includes(role)
          ? []
          : [{ code: 'role-unknown', path: `roles.${index}`, detail: { given: role, roles: [...first.roles] } }],
      ),
    ];
  }

  return {
    current: async (tx) => (await state(tx)).inForce.policy,
    async known(tx) {
      const versions = await readOnce(tx);
      return { current: stateOf(versions).inForce.policy, versions: versions.map(({ policy }) => policy) };
    },
    base: ({ risk }) => policyFor(risk),
    state,
    history,

    propose: ({ policy, basedOn, effectiveFrom, reason }, person) =>
      database.transaction(async (tx): Promise<PolicyAnswer> => {
        const by = await authorityOf(tx, person);
        if (!mayProposePolicy(by.roles)) return { outcome: 'forbidden', why: 'role' };
        const problems = problemsOf(policy);
        if (problems.length > 0) return { outcome: 'invalid', problems };
        await tx.query('select pg_advisory_xact_lock($1)', [LOCK_POLICY]);
        const now = clock();
        if (effectiveFrom !== undefined && Date.parse(effectiveFrom) <= now) return { outcome: 'too-early' };
        const before = await state(tx);
        if (before.newest !== basedOn) return { outcome: 'conflict', state: before };
        const number = Number(before.newest) + 1;
        const { effectiveFrom: _, ...rules } = policy as OversightPolicy;
        await tx.query(
          `insert into policy_versions
             (number, policy, proposed_by, proposed_by_name, proposed_at, reason, effective_from)
           values ($1, $2::jsonb, $3, $4, $5::timestamptz, $6, $7::timestamptz)`,
          [
            number,
            JSON.stringify({ ...rules, version: String(number) }),
            by.id,
            by.name,
            new Date(now).toISOString(),
            reason,
            effectiveFrom ?? new Date(now).toISOString(),
          ],
        );
        return { outcome: 'accepted', state: await state(tx) };
      }),

    confirm: (version, person) =>
      database.transaction(async (tx): Promise<PolicyAnswer> => {
        const by = await authorityOf(tx, person);
        if (!mayConfirmPolicy(by.roles)) return { outcome: 'forbidden', why: 'role' };
        await tx.query('select pg_advisory_xact_lock($1)', [LOCK_POLICY]);
        const before = await state(tx);
        const { waiting } = before;
        if (waiting?.policy.version !== version) return { outcome: 'conflict', state: before };
        if (waiting.proposedBy.id === by.id) return { outcome: 'forbidden', why: 'same-person' };
        const at = clock();
        await tx.query(
          `insert into policy_confirmations (number, confirmed_by, confirmed_by_name, confirmed_at, effective_from)
           values ($1, $2, $3, $4::timestamptz, $5::timestamptz)`,
          [
            Number(version),
            by.id,
            by.name,
            new Date(at).toISOString(),
            // Nothing holds before it is confirmed.
            new Date(Math.max(at, Date.parse(waiting.effectiveFrom))).toISOString(),
          ],
        );
        return { outcome: 'accepted', state: await state(tx) };
      }),
  };
}
