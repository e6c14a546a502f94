import type { PolicyState, PolicyVersion } from './policy-service.types.js';

/** What became of a version. Times are ISO 8601. */
export type VersionStanding =
  | { status: 'in-force' | 'upcoming'; from: string; until?: string }
  | { status: 'past'; from: string; until: string }
  /** Without `from` it holds as soon as it is confirmed. */
  | { status: 'waiting'; from?: string }
  /** Another one took its place first; where none is named, nobody confirmed it. */
  | { status: 'never'; replacedBy?: string };

export interface VersionRow {
  version: PolicyVersion;
  standing: VersionStanding;
  /** The version that it was made from: the newest one before it that was to hold. */
  before?: PolicyVersion;
}

/** Which versions were ever to hold, newest first as they come. */
function decidedIn(versions: readonly PolicyVersion[], waiting: string | undefined): boolean[] {
  const isAskedOfMost = versions.some(({ confirmedBy }) => confirmedBy);
  return versions.map(
    ({ policy, confirmedBy, asksSecond }, index) =>
      confirmedBy !== undefined ||
      (policy.version !== waiting && !(asksSecond ?? (isAskedOfMost && index < versions.length - 1))),
  );
}

/**
 * What became of each version, by when it was to hold and which of them the service says is in force: the clock of the
 * page has no say.
 *
 * @param versions newest first
 * @param inForce `policy.version` of the one in force
 * @param waiting `policy.version` of the one that the service says waits for a second person
 */
export function versionRows(versions: readonly PolicyVersion[], inForce: string, waiting?: string): VersionRow[] {
  const decided = decidedIn(versions, waiting);
  const placeInForce = versions.findIndex(({ policy }) => policy.version === inForce);
  let next: PolicyVersion | undefined;
  return versions.map((version, index) => {
    const { effectiveFrom: from, proposedAt } = version;
    const row = { version, before: versions.find((_, place) => place > index && decided[place]) };
    if (!decided[index]) {
      if (index > 0) return { ...row, standing: { status: 'never' } };
      const isAtOnce = Date.parse(from) <= Date.parse(proposedAt);
      return { ...row, standing: { status: 'waiting', ...(!isAtOnce && { from }) } };
    }
    const follower = next;
    const until = follower?.effectiveFrom;
    // The newest one whose time has come holds: one that begins later than a newer one never does.
    if (!follower || Date.parse(from) < Date.parse(follower.effectiveFrom)) next = version;
    if (index === placeInForce)
      return { ...row, standing: { status: 'in-force', from, ...(until !== undefined && { until }) } };
    if (follower && until !== undefined && Date.parse(until) <= Date.parse(from))
      return { ...row, standing: { status: 'never', replacedBy: follower.policy.version } };
    if (until !== undefined && index > placeInForce) return { ...row, standing: { status: 'past', from, until } };
    return { ...row, standing: { status: 'upcoming', from, ...(until !== undefined && { until }) } };
  });
}

/** Whether two answers of a service tell of the same versions; whatever else it sends along has no say. */
export function sameStandings(one: PolicyState, other: PolicyState): boolean {
  const told = ({ newest, inForce, upcoming, waiting }: PolicyState) => [
    newest,
    ...[inForce, upcoming, waiting].map((each) => each?.policy.version),
    waiting?.confirmedAt,
  ];
  const others = told(other);
  return told(one).every((each, index) => each === others[index]);
}
