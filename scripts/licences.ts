/** A package as it is installed. */
export interface Installed {
  name: string;
  version: string;
  /** What its package.json says, whatever the form. */
  license: unknown;
  /** Whether it comes along where Countersign is installed, rather than being a tool of this repository. */
  isRuntime: boolean;
}

/** What may come along: whoever embeds the kit takes these on, so they ask for no more than to be named. */
export const FOR_RUNTIME: readonly string[] = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** What a tool of this repository may have besides: nothing of it is published. */
export const FOR_TOOLS: readonly string[] = [
  ...FOR_RUNTIME,
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
];

/** Read by a person, where package.json names no licence that a program could. */
const READ: { readonly [name: string]: string } = {
  // Its LICENSE is the MIT licence.
  spawndamnit: 'MIT',
};

/** The SPDX expression of a package; nothing where it says none. */
export function licenceOf({ name, license }: Pick<Installed, 'name' | 'license'>): string | undefined {
  if (READ[name]) return READ[name];
  if (typeof license === 'string') return license;
  // The form of old packages.
  const type = (license as { type?: unknown } | null | undefined)?.type;
  return typeof type === 'string' ? type : undefined;
}

/** Whether an SPDX expression is satisfied by licences on a list: one side of an OR is enough, an AND needs each. */
export function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const words = expression.replace(/[()]/g, ' ').trim();
  return words
    .split(/\s+OR\s+/)
    .some((side) => side.split(/\s+AND\s+/).every((licence) => allowed.includes(licence.trim())));
}

/** One sentence for each package whose licence is not on the list for its use. */
export function objections(packages: readonly Installed[]): string[] {
  return packages.flatMap((each) => {
    const licence = licenceOf(each);
    if (licence !== undefined && isAllowed(licence, each.isRuntime ? FOR_RUNTIME : FOR_TOOLS)) return [];
    const use = each.isRuntime ? 'comes along with the kit' : 'is a tool of this repository';
    return [`${each.name} ${each.version} ${use} and has ${licence ?? 'no licence that package.json names'}.`];
  });
}

/** What `npm audit --json` found, or why it could not look. */
export type AuditReading = { advisories: readonly string[] } | { notChecked: string };

interface AuditReport {
  error?: { summary?: string; code?: string };
  message?: string;
  vulnerabilities?: { [name: string]: { severity: Severity; range: string; via: (string | { title?: string })[] } };
}

/** As npm grades advisories. */
const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Reads the output of `npm audit --json`, from a severity on. A registry that does not answer is no finding, and no clean bill either. */
export function readAudit(output: string, from: Severity = 'info'): AuditReading {
  let report: AuditReport;
  try {
    report = JSON.parse(output) as AuditReport;
  } catch {
    return { notChecked: 'npm audit said nothing that could be read' };
  }
  if (!report.vulnerabilities) {
    return {
      notChecked: report.message || report.error?.summary || report.error?.code || 'the registry gave no answer',
    };
  }
  return {
    advisories: Object.entries(report.vulnerabilities)
      .filter(([, { severity }]) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(from))
      .map(([name, { severity, range, via }]) => {
        const titles = via.map((each) => (typeof each === 'string' ? `through ${each}` : (each.title ?? 'no title')));
        return `${name} ${range}: ${severity}; ${titles.join('; ')}`;
      }),
  };
}
