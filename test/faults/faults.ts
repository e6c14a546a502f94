import type { ReviewSession } from '../../src/review/session.types.js';
import type { Bench } from './bench.js';
import type { LineFault } from './fault-proxy.js';
import type { Shown } from './findings.js';
import type { Moment } from './sudden-death.js';
import { type Given, reachStatus } from './window.js';

/** What came of one try: whose words are to be compared with the record. */
export interface Outcome {
  /** Whether the fault took place at all: a try that nothing disturbed proves nothing. */
  isStruck: boolean;
  reviewIds: readonly string[];
  given: readonly Given[];
  shown: readonly Shown[];
}

export interface Fault {
  name: string;
  on: readonly Bench['name'][];
  run(bench: Bench, number: number): Promise<Outcome>;
}

const EVERYWHERE = ['PGlite', 'PostgreSQL'] as const;
const isCommand = (method: string, path: string) => method === 'POST' && path.endsWith('/commands');
const shownBy = (person: string, session: ReviewSession, typed?: string): Shown => ({
  reviewId: session.id,
  person,
  snapshot: session.getSnapshot(),
  ...(typed !== undefined && { typed }),
});

const NOTE = 'The order arrived broken; the photo shows it.\n';

/** One person claims, decides and takes it back, and one of the three is disturbed, in turn. */
function disturbed(
  name: string,
  strike: (bench: Bench, number: number) => Promise<() => boolean>,
  on: Fault['on'] = EVERYWHERE,
): Fault {
  return {
    name,
    on,
    async run(bench, number) {
      const id = await bench.openReview();
      const browser = await bench.browser('amara');
      const session = browser.openWindow().sit(id);
      let isStruck = () => false;
      const before = async (step: number) => {
        if (number % 3 === step) isStruck = await strike(bench, number);
      };
      try {
        await reachStatus(session, 'viewing');
        await before(0);
        session.claim();
        await reachStatus(session, 'deciding');
        session.editDraft({ verdict: 'approve', message: NOTE });
        await before(1);
        session.decide({ type: 'approve' });
        await reachStatus(session, 'settled');
        let typed: string | undefined;
        if (number % 3 === 2) {
          await before(2);
          session.undo();
          await reachStatus(session, 'deciding');
        }
        return {
          isStruck: isStruck(),
          reviewIds: [id],
          given: browser.given,
          shown: [shownBy(browser.person, session, typed)],
        };
      } finally {
        browser.stop();
      }
    },
  };
}

function killed(name: string, moment: Moment, statementsOf: (number: number) => number | undefined): Fault {
  return disturbed(name, async ({ servers: [server] }, number) => {
    const deaths = server?.deaths() ?? 0;
    await server?.dieAt(moment, statementsOf(number));
    return () => (server?.deaths() ?? 0) > deaths;
  });
}

function line(fault: LineFault, name: string): Fault {
  return disturbed(name, async ({ lines: [proxy] }) => {
    const struck = proxy?.struck() ?? 0;
    proxy?.strike(fault, isCommand);
    return () => (proxy?.struck() ?? 0) > struck;
  });
}

export const FAULTS: readonly Fault[] = [
  killed('kill -9 of the server before the transaction', 'before', () => undefined),
  killed('kill -9 of the server inside the transaction, after some statements', 'inside', (number) => 1 + (number % 9)),
  killed('kill -9 of the server right before the commit', 'inside', () => undefined),
  killed('kill -9 of the server after the commit, before the answer', 'after', () => undefined),
  line('twice at once', 'request delivered twice at once'),
  line('twice, later', 'request delivered again later'),
  line('delayed', 'request delayed beyond the patience of the client'),
  line('overtaken by its repeat', 'request overtaken by its own repeat'),
  line('500 before', 'status 500, nothing done'),
  line('500 after', 'status 500, though it was done'),
  line('hang before', 'no answer ever, nothing done'),
  line('hang after', 'no answer ever, though it was done'),
  line('cut body', 'body of the answer cut'),
  line('HTML with 200', 'HTML page with status 200 for an answer'),
  line('HTML with 502', 'HTML page with status 502 for an answer'),
  line('half a JSON', 'half of a JSON for an answer'),
  line('another JSON', 'JSON that is no answer'),
];
