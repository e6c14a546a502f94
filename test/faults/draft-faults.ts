import { setTimeout as sleep } from 'node:timers/promises';
import { DRAFT, EVERYWHERE, type Fault, shownBy } from './fault.js';
import type { LineFault } from './fault-proxy.js';
import { claimNext, reach, reachStatus, type Window } from './window.js';

const isNext = (method: string, path: string) => method === 'POST' && path.endsWith('/reviews/next');
const isDraft = (method: string, path: string) => method === 'PUT' && path.endsWith('/draft');

/** Waits until a window finds the draft as it was typed: another device hears of it by and by. */
async function draftIn(window: Window, id: string): Promise<void> {
  for (let look = 0; look < 40; look++) {
    const found = await window.backend.drafts.load(id);
    if (found?.message === DRAFT.message) return;
    await sleep(50);
  }
}

/** What a line does to a draft: it is as typed on the device where it was typed, and on another one. */
export function draftStruck(fault: LineFault, name: string): Fault {
  return {
    name,
    on: EVERYWHERE,
    async run(bench) {
      const id = await bench.openReview();
      const line = await bench.lineToEach('one');
      const here = await bench.browser('amara', line);
      const there = await bench.browser('amara', line);
      const window = here.openWindow();
      const session = window.sit(id);
      try {
        await reachStatus(session, 'viewing');
        session.claim();
        await reachStatus(session, 'deciding');
        line.strike(fault, isDraft);
        const saved = line.sent(isDraft);
        session.editDraft({ ...DRAFT, message: DRAFT.message.slice(0, 10) });
        await saved;
        session.editDraft(DRAFT);
        await reach(session, ({ draftStatus }) => draftStatus === 'saved');
        const shown = [shownBy('amara', session, DRAFT)];
        for (let look = 0; look < 100 && line.struck() === 0; look++) await sleep(20);
        await line.quiet();
        window.kill();
        for (const browser of [here, there]) {
          const opened = browser.openWindow();
          await draftIn(opened, id);
          const again = opened.sit(id);
          await reach(again, (snapshot) => snapshot.draft.message !== undefined, 3_000).catch(() => {});
          shown.push(shownBy('amara', again, DRAFT));
        }
        return { isStruck: line.struck() > 0, reviewIds: [id], given: here.given, shown };
      } finally {
        here.stop();
        there.stop();
      }
    },
  };
}

/** The claim of the next case is disturbed: one case is given, however often it is asked for. */
export function nextStruck(fault: LineFault, name: string): Fault {
  return {
    name,
    on: EVERYWHERE,
    async run(bench) {
      const kind = `next-${crypto.randomUUID()}`;
      const ids = [await bench.openReview(kind), await bench.openReview(kind)];
      const line = await bench.lineToEach('one');
      const browser = await bench.browser('amara', line);
      const window = browser.openWindow();
      try {
        line.strike(fault, isNext);
        const holder = crypto.randomUUID();
        const review = await claimNext(browser, window, holder, { order: 'oldest', kind });
        if (!review) throw new Error('No case was given.');
        const session = window.sit(review.id, { review, holder });
        session.decide({ type: 'approve' });
        await reachStatus(session, 'settled');
        return {
          isStruck: line.struck() > 0,
          reviewIds: ids,
          given: browser.given,
          shown: [shownBy('amara', session)],
        };
      } finally {
        browser.stop();
      }
    },
  };
}
