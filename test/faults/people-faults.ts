import type { ServerName } from './bench.js';
import { DRAFT, EVERYWHERE, type Fault, SERVER_ONLY, shownBy } from './fault.js';
import { reach, reachStatus } from './window.js';

export const twoTabs: Fault = {
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
export function twoBrowsers(name: string, servers: readonly [ServerName, ServerName]): Fault {
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
          isStruck: winners.length === 1,
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
