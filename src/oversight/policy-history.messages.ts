/** What is said of the versions of a policy. */
export interface PolicyHistoryMessages {
  versions: string;
  showVersions: string;
  versionsLoading: string;
  versionsNone: string;
  versionsUnavailable: string;
  versionName: (version: string) => string;
  /** Without a beginning where none is recorded, as of all four. */
  inEffect: (from: string | undefined, until: string | undefined) => string;
  takesEffect: (from: string | undefined, until: string | undefined) => string;
  wasInEffect: (from: string | undefined, until: string | undefined) => string;
  /** Without a time it takes effect at once. */
  waitsForSecond: (from: string | undefined) => string;
  neverConfirmed: string;
  neverInEffect: (version: string) => string;
  savedBy: string;
  /** Between a name and a time. */
  beforeTime: string;
  savedBecause: string;
  noReason: string;
  secondPerson: string;
  nobody: string;
  nobodyYet: string;
  changedAgainst: (version: string, before: string) => string;
  startFrom: (version: string) => string;
  startedFrom: (version: string) => string;
}

export const policyHistoryMessages: PolicyHistoryMessages = {
  versions: 'Versions',
  showVersions: 'Show every version',
  versionsLoading: 'Loading the versions',
  versionsNone: 'No version is recorded.',
  versionsUnavailable: 'The versions could not be loaded.',
  versionName: (version) => `Version ${version}`,
  inEffect: (from, until) =>
    `In effect now, since ${from ?? 'the beginning'}${until === undefined ? '' : `, until ${until}`}`,
  takesEffect: (from, until) => `Takes effect on ${from}${until === undefined ? '' : `, until ${until}`}`,
  wasInEffect: (from, until) => `Was in effect from ${from ?? 'the beginning'} until ${until}`,
  waitsForSecond: (from) =>
    `Waits for a second person. Takes effect once confirmed${from === undefined ? '' : `, not before ${from}`}.`,
  neverConfirmed: 'Never took effect: nobody confirmed it.',
  neverInEffect: (version) => `Never took effect: version ${version} took its place.`,
  savedBy: 'Saved by',
  beforeTime: ', ',
  savedBecause: 'Why',
  noReason: 'No reason is recorded.',
  secondPerson: 'Second person',
  nobody: 'Nobody',
  nobodyYet: 'Nobody yet',
  changedAgainst: (version, before) => `What version ${version} changed against version ${before}`,
  startFrom: (version) => `Start from version ${version}`,
  startedFrom: (version) =>
    `The form holds version ${version} now. Nothing is saved yet, and the last change can be taken back.`,
};
