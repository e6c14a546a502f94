import type { ServerName } from './bench.js';
import { DRAFT, EVERYWHERE, type Fault, isCommand, isUnderClaim, SERVER_ONLY, shownBy } from './fault.js';
import { reachStatus } from './window.js';

/** Two decisions on their way at once, of which the later one arrives first. */
export const twoReviews: Fault = {
  name: 'decisions on two reviews arrive in the wrong order',
  on: EVERYWHERE,
  async run(bench) {
    const ids = [await bench.openReview(), await bench.openReview()] as const;
    const line = await bench.lineToEach('one');
    const browser = await bench.browser('amara', line);
    const window = browser.openWindow();
    const [first, second] = [window.sit(ids[0]), window.sit(ids[1])];
    try {
      for (const session of [first, second]) {
        await reachStatus(session, 'viewing');
        session.claim();
        await reachStatus(session, 'deciding');
        session.editDraft(DRAFT);
      }
      const letThrough = line.hold((method, path) => isCommand(method, path) && path.includes(ids[0]));
      const held = line.held();
      first.decide({ type: 'approve' });
      await held;
      second.decide({ type: 'approve' });
      await reachStatus(second, 'settled');
      const isStruck = first.getSnapshot().status === 'sending';
      letThrough();
      await reachStatus(first, 'settled');
      const shown = [first, second].map((session) => shownBy('amara', session));
      return { isStruck, reviewIds: ids, given: browser.given, shown };
    } finally {
      browser.stop();
    }
  },
};

/** Two commands of one person to one review, from two devices, of which the one given last arrives first. */
export const overtakenByTakeOver: Fault = {
  name: 'decision arrives after its person has taken the case over on another device',
  on: EVERYWHERE,
  async run(bench) {
    const id = await bench.openReview();
    const line = await bench.lineToEach('one');
    const here = await bench.browser('amara', line);
    const there = await bench.browser('amara', (await bench.at('one')).line);
    const [one, two] = [here.openWindow().sit(id), there.openWindow().sit(id)];
    try {
      await reachStatus(one, 'viewing');
      one.claim();
      await reachStatus(one, 'deciding');
      one.editDraft(DRAFT);
      const letThrough = line.hold(isUnderClaim);
      const held = line.held();
      one.decide({ type: 'approve' });
      await held;
      await reachStatus(two, 'viewing');
      two.takeOver();
      await reachStatus(two, 'deciding');
      letThrough();
      const { status } = await reachStatus(one, 'lost', 'conflict', 'settled');
      const shown = [shownBy('amara', one, DRAFT)];
      two.decide({ type: 'approve' });
      await reachStatus(two, 'settled');
      shown.push(shownBy('amara', two));
      return { isStruck: status !== 'settled', reviewIds: [id], given: [...here.given, ...there.given], shown };
    } finally {
      here.stop();
      there.stop();
    }
  },
};

/** A command is delivered once more after the next one of its review was answered. */
export function stale(name: string, step: 'claim' | 'decision', servers: readonly ServerName[] = ['one']): Fault {
  return {
    name,
    on: servers.length > 1 ? SERVER_ONLY : EVERYWHERE,
    async run(bench) {
      const id = await bench.openReview();
      const line = await bench.lineToEach(...servers);
      const browser = await bench.browser('amara', line);
      const session = browser.openWindow().sit(id);
      try {
        await reachStatus(session, 'viewing');
        if (step === 'claim') line.strike('again after the next', isCommand);
        session.claim();
        await reachStatus(session, 'deciding');
        session.editDraft(DRAFT);
        if (step === 'decision') line.strike('again after the next', isCommand);
        session.decide({ type: 'approve' });
        await reachStatus(session, 'settled');
        if (step === 'decision') {
          session.undo();
          await reachStatus(session, 'deciding');
        }
        await line.quiet();
        const shown = [shownBy('amara', session, step === 'decision' ? { verdict: 'approve' } : undefined)];
        return { isStruck: line.struck() > 0, reviewIds: [id], given: browser.given, shown };
      } finally {
        browser.stop();
      }
    },
  };
}
