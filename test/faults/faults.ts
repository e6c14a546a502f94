import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, ServerName } from './bench.js';
import { lapsed, skewed } from './clock-faults.js';
import { draftStruck, nextStruck } from './draft-faults.js';
import { DRAFT, EVERYWHERE, type Fault, isCommand, SERVER_ONLY, shownBy } from './fault.js';
import type { FaultProxy, LineFault } from './fault-proxy.js';
import { overtakenByTakeOver, stale, twoReviews } from './order-faults.js';
import { pageFaults } from './page-faults.js';
import { twoBrowsers, twoTabs } from './people-faults.js';
import type { Moment } from './sudden-death.js';
import { reachStatus } from './window.js';

interface Disturbance {
  line: FaultProxy;
  /** Orders the fault for the next command; the function it resolves with says whether it took place. */
  strike(): Promise<() => boolean | Promise<boolean>>;
}

/** What is struck, in the order of the tries. */
const STEPS = ['decision', 'claim', 'undo'] as const;
type Step = (typeof STEPS)[number];

/** One person claims, decides and takes it back, and one of the three is disturbed, in turn. */
function disturbed(
  name: string,
  on: Fault['on'],
  prepare: (bench: Bench, number: number) => Promise<Disturbance>,
): Fault {
  return {
    name,
    on,
    async run(bench, number) {
      const struck = STEPS[number % STEPS.length];
      const id = await bench.openReview();
      const { line, strike } = await prepare(bench, number);
      const browser = await bench.browser('amara', line);
      const session = browser.openWindow().sit(id);
      let isStruck: () => boolean | Promise<boolean> = () => false;
      const before = async (step: Step) => {
        if (step === struck) isStruck = await strike();
      };
      try {
        await reachStatus(session, 'viewing');
        await before('claim');
        session.claim();
        await reachStatus(session, 'deciding');
        session.editDraft(DRAFT);
        await before('decision');
        session.decide({ type: 'approve' });
        await reachStatus(session, 'settled');
        if (struck === 'undo') {
          await before('undo');
          session.undo();
          await reachStatus(session, 'deciding');
        }
        const shown = [shownBy(browser.person, session, struck === 'undo' ? { verdict: 'approve' } : undefined)];
        return { isStruck: await isStruck(), reviewIds: [id], given: browser.given, shown };
      } finally {
        browser.stop();
      }
    },
  };
}

function killed(name: string, moment: Moment, statementsOf: (number: number) => number | undefined): Fault {
  return disturbed(name, EVERYWHERE, async (bench, number) => {
    const { server, line } = await bench.at('one');
    return {
      line,
      async strike() {
        const deaths = server.deaths();
        await server.dieAt(moment, statementsOf(number));
        return () => server.deaths() > deaths;
      },
    };
  });
}

/** What a line does to one command. */
function line(fault: LineFault, name: string, servers: readonly ServerName[] = ['one']): Fault {
  return disturbed(name, servers.length > 1 ? SERVER_ONLY : EVERYWHERE, async (bench) => {
    const proxy = await bench.lineToEach(...servers);
    return {
      line: proxy,
      async strike() {
        proxy.strike(fault, isCommand);
        return () => proxy.struck() > 0;
      },
    };
  });
}

const databaseRestarted = disturbed('database crashes and starts again', SERVER_ONLY, async (bench) => {
  const { line } = await bench.at('one');
  return {
    line,
    async strike() {
      const failed = line.failed(isCommand);
      // The command comes while it goes down, is down, or starts.
      const restart = bench.postgres?.restart() ?? Promise.reject(new Error('There is no server to restart.'));
      await sleep(Math.random() * 45);
      return async () => {
        await restart;
        return line.failed(isCommand) > failed;
      };
    },
  };
});

export const FAULTS: readonly Fault[] = [
  killed('kill -9 of the server before the transaction', 'before', () => undefined),
  killed(
    'kill -9 of the server inside the transaction, after some statements',
    'inside',
    (number) => 1 + ((number + 3) % 9),
  ),
  killed('kill -9 of the server right before the commit', 'inside', () => undefined),
  killed('kill -9 of the server after the commit, before the answer', 'after', () => undefined),
  ...pageFaults,
  databaseRestarted,
  line('twice at once', 'request delivered twice at once'),
  line('twice at once', 'request delivered twice at once, to two servers', ['one', 'two']),
  line('twice, later', 'request delivered again later'),
  line('delayed', 'request delayed beyond the patience of the client'),
  line('overtaken by its repeat', 'request overtaken by its own repeat'),
  line('overtaken by its repeat', 'request overtaken by its own repeat, on another server', ['one', 'two']),
  line('500 before', 'status 500, nothing done'),
  line('500 after', 'status 500, though it was done'),
  line('hang before', 'no answer ever, nothing done'),
  line('hang after', 'no answer ever, though it was done'),
  line('cut body', 'body of the answer cut'),
  line('HTML with 200', 'HTML page with status 200 for an answer'),
  line('HTML with 502', 'HTML page with status 502 for an answer'),
  line('half a JSON', 'half of a JSON for an answer'),
  line('another JSON', 'JSON that is no answer'),
  twoReviews,
  overtakenByTakeOver,
  stale('claim delivered again after the decision', 'claim'),
  stale('claim delivered again after the decision, to another server', 'claim', ['one', 'two']),
  stale('decision delivered again after its undo', 'decision'),
  draftStruck('hang before', 'draft: no answer ever, nothing saved'),
  draftStruck('500 before', 'draft: status 500, nothing saved'),
  draftStruck('500 after', 'draft: status 500, though it was saved'),
  draftStruck('cut body', 'draft: body of the answer cut'),
  draftStruck('again after the next', 'draft delivered again after a later one'),
  nextStruck('500 after', 'next case: status 500, though it was claimed'),
  nextStruck('hang after', 'next case: no answer ever, though it was claimed'),
  skewed('clock of the browser 10 minutes off', EVERYWHERE, ['one']),
  skewed('clocks of two servers 10 minutes ahead and behind', SERVER_ONLY, ['ahead', 'behind']),
  lapsed('lease lapses while a verdict is on its way', false),
  lapsed('lease lapses while a verdict is on its way, and somebody else takes the case', true),
  twoTabs,
  twoBrowsers('two people claim at the same moment', ['one', 'one']),
  twoBrowsers('two people claim at the same moment, on two servers', ['one', 'two']),
];
