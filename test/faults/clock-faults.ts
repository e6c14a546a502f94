import { setTimeout as sleep } from 'node:timers/promises';
import { BRIEF_LEASE, type ServerName, SKEW } from './bench.js';
import { DRAFT, EVERYWHERE, type Fault, isUnderClaim, shownBy } from './fault.js';
import type { Shown } from './findings.js';
import { type Given, reach, reachStatus } from './window.js';

/** How much a clock has to be off for a try to count, in milliseconds. */
const WRONG = SKEW - 60_000;

/**
 * Nothing fails but the clocks: what a window says of the end of a claim is true by the server's. One person's clock is
 * ahead, and then behind.
 */
export function skewed(name: string, on: Fault['on'], servers: readonly ServerName[]): Fault {
  return {
    name,
    on,
    async run(bench) {
      const outcome = { isStruck: true, reviewIds: [] as string[], given: [] as Given[], shown: [] as Shown[] };
      for (const shift of [SKEW, -SKEW]) {
        const id = await bench.openReview();
        const line = await bench.lineToEach(...servers);
        const browser = await bench.browser('amara', line, shift);
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
          outcome.reviewIds.push(id);
          outcome.given.push(...browser.given);
          outcome.shown.push(isTrue ? shown : { ...shown, isUntrue: `${claimLeft} and ${undoLeft} ms are left` });
          if (browser.ahead() * Math.sign(shift) < WRONG) outcome.isStruck = false;
          for (const each of servers) {
            const { server } = await bench.at(each);
            const isWrong = each === 'one' || Math.abs(await server.ahead()) > WRONG;
            if (!isWrong || !line.reached().has(server.url() ?? '')) outcome.isStruck = false;
          }
        } finally {
          browser.stop();
        }
      }
      return outcome;
    },
  };
}

/**
 * A claim ends while the verdict is on its way.
 *
 * @param isTaken whether somebody else takes the case meanwhile
 */
export function lapsed(name: string, isTaken: boolean): Fault {
  return {
    name,
    on: EVERYWHERE,
    server: 'brief',
    async run(bench) {
      const id = await bench.openReview();
      const { line } = await bench.at('brief');
      const amara = await bench.browser('amara', line);
      const mateo = await bench.browser('mateo', await bench.lineToEach('brief'));
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
        if (isTaken) shown.push(shownBy('mateo', theirs));
        else if (isStruck) {
          mine.reclaim();
          await reachStatus(mine, 'deciding');
          mine.decide({ type: 'approve' });
          await reachStatus(mine, 'settled');
          shown.push(shownBy('amara', mine));
        }
        return { isStruck, reviewIds: [id], given: [...amara.given, ...mateo.given], shown };
      } finally {
        amara.stop();
        mateo.stop();
      }
    },
  };
}
