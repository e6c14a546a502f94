import type { OversightPolicy } from '../oversight/oversight.types.js';
import { oversightPolicyProblems } from '../oversight/oversight-policy.selectors.js';
import type { CaseRecord } from '../oversight/policy-estimate.types.js';
import type {
  PolicyAnswer,
  PolicyAuthor,
  PolicyService,
  PolicyState,
  PolicyVersion,
} from '../oversight/policy-service.types.js';

export interface MemoryPolicyOptions {
  /** The policy that is in force from the beginning, as the version that it names. */
  policy: OversightPolicy;
  cases?: CaseRecord;
  /** Whether a second person has to confirm a version. @default false */
  asksSecond?: boolean;
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
}

export interface MemoryPolicyService {
  /** The service as one person meets it. */
  as(person: PolicyAuthor): PolicyService;
}

const SYSTEM: PolicyAuthor = { id: 'system', name: 'System' };

/** Keeps the versions of one policy in memory: for tests, stories and first steps. Several people can use it at once. */
export function createMemoryPolicyService({
  policy,
  cases,
  asksSecond = false,
  clock = Date.now,
}: MemoryPolicyOptions): MemoryPolicyService {
  const nowText = () => new Date(clock()).toISOString();
  const versions: PolicyVersion[] = [
    { policy, proposedBy: SYSTEM, proposedAt: nowText(), reason: '', effectiveFrom: nowText() },
  ];
  const isDecided = ({ confirmedAt }: PolicyVersion, index: number) =>
    !asksSecond || index === 0 || confirmedAt !== undefined;

  function stateNow(): PolicyState {
    const decided = versions.filter(isDecided);
    const holds = decided.filter(({ effectiveFrom }) => Date.parse(effectiveFrom) <= clock());
    const [newest, last] = [versions.at(-1) as PolicyVersion, decided.at(-1)];
    return {
      inForce: holds.at(-1) ?? (versions[0] as PolicyVersion),
      ...(last && !holds.includes(last) && { upcoming: last }),
      // A newer proposal takes the place of one that nobody confirmed.
      ...(!isDecided(newest, versions.length - 1) && { waiting: newest }),
      newest: newest.policy.version,
    };
  }

  return {
    as: (person) => ({
      current: async () => stateNow(),
      history: async () => [...versions].reverse(),
      ...(cases && { cases: async () => cases }),
      async propose({ policy: next, basedOn, effectiveFrom, reason }): Promise<PolicyAnswer> {
        const problems = oversightPolicyProblems(next);
        if (problems.length > 0) return { outcome: 'invalid', problems };
        if (basedOn !== stateNow().newest) return { outcome: 'conflict', state: stateNow() };
        if (effectiveFrom !== undefined && Date.parse(effectiveFrom) <= clock()) return { outcome: 'too-early' };
        const version = String(Number(versions[0]?.policy.version ?? 0) + versions.length);
        versions.push({
          policy: { ...next, version },
          proposedBy: person,
          proposedAt: nowText(),
          reason,
          effectiveFrom: effectiveFrom ?? nowText(),
          asksSecond,
        });
        return { outcome: 'accepted', state: stateNow() };
      },
      ...(asksSecond && {
        async confirm(version: string): Promise<PolicyAnswer> {
          const { waiting } = stateNow();
          if (waiting?.policy.version !== version) return { outcome: 'conflict', state: stateNow() };
          if (waiting.proposedBy.id === person.id) return { outcome: 'forbidden', why: 'same-person' };
          const at = nowText();
          // Nothing holds before it is confirmed.
          const effectiveFrom = waiting.effectiveFrom > at ? waiting.effectiveFrom : at;
          versions[versions.length - 1] = { ...waiting, confirmedBy: person, confirmedAt: at, effectiveFrom };
          return { outcome: 'accepted', state: stateNow() };
        },
      }),
    }),
  };
}
