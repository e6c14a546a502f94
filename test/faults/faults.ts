import { setTimeout as sleep } from 'node:timers/promises';
import type { ReviewSession } from '../../src/review/session.types.js';
import { type Bench, BRIEF_LEASE, type ServerName, SKEW } from './bench.js';
import type { FaultProxy, LineFault } from './fault-proxy.js';
import type { Expected, Shown } from './findings.js';
import { pageFaults } from './page-faults.js';
import type { Moment } from './sudden-death.js';
import { type Given, reach, reachStatus } from './window.js';

/** What came of one try: whose words are to be compared with the record. */
export interface Outcome {
  /** Whether the fault took place at all: a try that nothing disturbed proves nothing. */
  isStruck: boolean;
  reviewIds: readonly string[];
  given: readonly Given[];
  shown: readonly Shown[];
  /** Where a real page was asked, which tells its words but not its commands. */
  expected?: readonly Expected[];
}

export interface Fault {
  name: string;
  on: readonly Bench['name'][];
  /** The server that it is about, where only one can be. @default 'one' */
  server?: ServerName;
  run(bench: Bench, number: number): Promise<Outcome>;
}

const EVERYWHERE = ['PGlite', 'PostgreSQL'] as const;
const SERVER_ONLY = ['PostgreSQL'] as const;
const isCommand = (method: string, path: string) => method === 'POST' && path.endsWith('/commands');
const isUnderClaim = (method: string, path: string) => isCommand(method, path) || path.endsWith('/claim/renew');

const DRAFT = { verdict: 'approve', message: 'The order arrived broken; the photo shows it.\n' } as const;

/** What a window shows of a review, and what must still be there of its draft. */
function shownBy(person: string, session: ReviewSession, draft?: Shown['draft']): Shown {
  return { reviewId: session.id, person, snapshot: session.getSnapshot(), ...(draft && { draft }) };
}

interface Disturbance {
  line: FaultProxy;
  /** How far the clock of the browser is ahead, in milliseconds. */
  shift?: number;
  /** Orders the fault for the next command; the function it resolves with says whether it took place. */
  strike(): Promise<() => boolean | Promise<boolean>>;
}

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
      const id = await bench.openReview();
      const { line, shift, strike } = await prepare(bench, number);
      const browser = await bench.browser('amara', line, shift);
      const session = browser.openWindow().sit(id);
      let isStruck: () => boolean | Promise<boolean> = () => false;
      const before = async (step: number) => {
        if (number % 3 === step) isStruck = await strike();
      };
      try {
        await reachStatus(session, 'viewing');
        await before(0);
        session.claim();
        await reachStatus(session, 'deciding');
        session.editDraft(DRAFT);
        await before(1);
        session.decide({ type: 'approve' });
        await reachStatus(session, 'settled');
        if (number % 3 === 2) {
          await before(2);
          session.undo();
          await reachStatus(session, 'deciding');
        }
        const shown = [shownBy(browser.person, session, number % 3 === 2 ? { verdict: 'approve' } : undefined)];
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

const databaseRestarted = disturbed('database crashes and starts again', SERVER_ONLY, async (bench, number) => {
  const { line } = await bench.at('one');
  return {
    line,
    async strike() {
      // The command comes while it goes down, is down, or starts.
      const restart = bench.postgres?.restart() ?? Promise.reject(new Error('There is no server to restart.'));
      await sleep((number % 4) * 15);
      return async () => {
        await restart;
        return true;
      };
    },
  };
});

/** Nothing fails but the clocks: what a window says of the end of a claim is true by the server's. */
function skewed(name: string, on: Fault['on'], servers: readonly ServerName[], shift: number): Fault {
  return {
    name,
    on,
    async run(bench, number) {
      const id = await bench.openReview();
      const browser = await bench.browser('amara', await bench.lineToEach(...servers), number % 2 ? shift : -shift);
      const session = browser.openWindow().sit(id);
      try {
        await reachStatus(session, 'viewing');
        session.claim();
        const { review } = await reach(session, ({ claimStatus }) => claimStatus === 'held');
        session.editDraft(DRAFT);
        session.decide({ type: 'approve' });
        await reachStatus(session, 'settled');
        const { undo } = await reach(session, (snapshot) => snapshot.undo !== undefined);
        // As the host gives them: fifteen minutes, and ten where no other decision follows.
        const claimLeft = Date.parse(review?.claim?.until ?? '') - session.now();
        const undoLeft = Date.parse(undo?.until ?? '') - session.now();
        const isTrue = Math.abs(claimLeft - 15 * 60_000) < 5_000 && Math.abs(undoLeft - 10 * 60_000) < 5_000;
        session.undo();
        await reachStatus(session, 'deciding');
        const shown = shownBy(browser.person, session, { verdict: 'approve' });
        return {
          isStruck: true,
          reviewIds: [id],
          given: browser.given,
          shown: [isTrue ? shown : { ...shown, isUntrue: `says that ${claimLeft} and ${undoLeft} ms are left` }],
        };
      } finally {
        browser.stop();
      }
    },
  };
}

/** A claim ends while the verdict is on its way: in every second try somebody else takes the case meanwhile. */
const lapsed: Fault = {
  name: 'lease lapses while a verdict is on its way',
  on: EVERYWHERE,
  server: 'brief',
  async run(bench, number) {
    const id = await bench.openReview();
    const { line } = await bench.at('brief');
    const other = bench.name === 'PostgreSQL' ? (await bench.at('one')).line : line;
    const amara = await bench.browser('amara', line);
    const mateo = await bench.browser('mateo', other);
    const mine = amara.openWindow().sit(id);
    const theirs = mateo.openWindow().sit(id);
    try {
      await reachStatus(mine, 'viewing');
      mine.claim();
      await reachStatus(mine, 'deciding');
      mine.editDraft(DRAFT);
      const letThrough = line.hold(isUnderClaim);
      const held = line.held();
      mine.decide({ type: 'approve' });
      await held;
      await sleep(BRIEF_LEASE + 300);
      const isTaken = number % 2 === 0 && other !== line;
      if (isTaken) {
        await reachStatus(theirs, 'viewing');
        theirs.claim();
        await reachStatus(theirs, 'deciding');
        theirs.decide({ type: 'approve' });
        await reachStatus(theirs, 'settled');
      }
      letThrough();
      const { status } = await reachStatus(mine, 'lost', 'conflict', 'settled');
      // It may have come before anybody looked at the claim: then it counted.
      const isStruck = status !== 'settled';
      const shown = [shownBy('amara', mine, isStruck ? DRAFT : undefined)];
      if (isStruck && !isTaken) {
        mine.reclaim();
        await reachStatus(mine, 'deciding');
        mine.decide({ type: 'approve' });
        await reachStatus(mine, 'settled');
        shown[0] = shownBy('amara', mine);
      } else if (isTaken) shown.push(shownBy('mateo', theirs));
      return { isStruck, reviewIds: [id], given: [...amara.given, ...mateo.given], shown };
    } finally {
      amara.stop();
      mateo.stop();
    }
  },
};

const twoTabs: Fault = {
  name: 'two windows of one person decide at the same moment',
  on: EVERYWHERE,
  async run(bench) {
    const id = await bench.openReview();
    const browser = await bench.browser('amara', (await bench.at('one')).line);
    const [one, two] = [browser.openWindow().sit(id), browser.openWindow().sit(id)];
    try {
      await reachStatus(one, 'viewing');
      one.claim();
      await reachStatus(one, 'deciding');
      one.editDraft(DRAFT);
      await reachStatus(two, 'viewing');
      two.takeOver();
      await reachStatus(two, 'deciding');
      one.decide({ type: 'approve' });
      two.decide({ type: 'approve' });
      const [first] = await Promise.all([reachStatus(one, 'lost', 'conflict'), reachStatus(two, 'settled')]);
      return {
        isStruck: first.status !== 'settled',
        reviewIds: [id],
        given: browser.given,
        shown: [shownBy('amara', one, DRAFT), shownBy('amara', two)],
      };
    } finally {
      browser.stop();
    }
  },
};

/** Two people at one case: one has it, the other is told so. */
function twoBrowsers(name: string, servers: readonly [ServerName, ServerName]): Fault {
  return {
    name,
    on: servers[0] === servers[1] ? EVERYWHERE : SERVER_ONLY,
    async run(bench) {
      const id = await bench.openReview();
      const people = ['amara', 'mateo'] as const;
      const browsers = [];
      for (const [index, person] of people.entries()) {
        browsers.push(await bench.browser(person, (await bench.at(servers[index] as ServerName)).line));
      }
      const sessions = browsers.map((browser) => browser.openWindow().sit(id));
      try {
        await Promise.all(sessions.map((session) => reachStatus(session, 'viewing')));
        for (const session of sessions) session.claim();
        const ends = await Promise.all(
          sessions.map((session) =>
            reach(session, ({ status, problem }) => status === 'deciding' || problem?.kind === 'claim-refused'),
          ),
        );
        const winners = sessions.filter((_, index) => ends[index]?.status === 'deciding');
        for (const session of winners) session.decide({ type: 'approve' });
        await Promise.all(winners.map((session) => reachStatus(session, 'settled')));
        return {
          isStruck: winners.length < 2,
          reviewIds: [id],
          given: browsers.flatMap(({ given }) => given),
          shown: sessions.map((session, index) => shownBy(people[index] as string, session)),
        };
      } finally {
        for (const browser of browsers) browser.stop();
      }
    },
  };
}

export const FAULTS: readonly Fault[] = [
  killed('kill -9 of the server before the transaction', 'before', () => undefined),
  killed('kill -9 of the server inside the transaction, after some statements', 'inside', (number) => 1 + (number % 9)),
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
  skewed('clock of the browser 10 minutes off', EVERYWHERE, ['one'], SKEW),
  skewed('clocks of two servers 10 minutes ahead and behind', SERVER_ONLY, ['ahead', 'behind'], SKEW),
  lapsed,
  twoTabs,
  twoBrowsers('two people claim at the same moment', ['one', 'one']),
  twoBrowsers('two people claim at the same moment, on two servers', ['one', 'two']),
];
