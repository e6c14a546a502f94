import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxTimers } from '../../src/backends/outbox-backend.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import type { Command, CommandResult } from '../../src/review/review.types.js';
import { createDevice, createServer, optionsFor, pause, recordOf, until } from './outbox.fixtures.js';

const REVIEWS = ['R-1', 'R-2'] as const;
const FAULTS = ['unreachable', 'answer-lost', 'garbage', 'late'] as const;

const inWindow = fc.nat({ max: 2 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('give'),
      at: inWindow,
      review: fc.constantFrom(...REVIEWS),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('fail'),
      fault: fc.constantFrom(...FAULTS),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('kill', 'freeze', 'thaw', 'flush'), at: inWindow }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('wait'), milliseconds: fc.nat({ max: 12 }) }) },
) as fc.Arbitrary<
  | { type: 'give'; at: number; review: (typeof REVIEWS)[number]; count: number }
  | { type: 'fail'; fault: (typeof FAULTS)[number]; times: number }
  | { type: 'kill' | 'freeze' | 'thaw' | 'flush'; at: number }
  | { type: 'wait'; milliseconds: number }
>;

/** A window that can be frozen, and ended at any moment without a word to anybody. */
function mortalWindow(here: ReturnType<typeof createDevice>, usesLocks: boolean) {
  let isDead = false;
  let isFrozen = false;
  let late: (() => void)[] = [];
  const endings: (() => void)[] = [];
  /** Runs it when this window runs; never where it is dead. */
  const live = (call: () => void) => {
    if (isDead) return;
    if (isFrozen) late.push(call);
    else call();
  };
  const timers: OutboxTimers = {
    setTimeout: (call, milliseconds) => setTimeout(() => live(call), milliseconds),
    clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
  };
  const wrap = (behind: ReviewBackend): ReviewBackend => ({
    ...behind,
    // What left the window goes on; what comes back waits until the window runs.
    send: (...call) =>
      new Promise<CommandResult>((resolve, reject) =>
        live(() =>
          behind.send(...call).then(
            (result) => live(() => resolve(result)),
            (error) => live(() => reject(error)),
          ),
        ),
      ),
  });
  // A browser gives back the lock of a window that is gone.
  const request = ((name: string, options: LockOptions, work: () => Promise<unknown>) => {
    const isOver = new Promise<void>((resolve) => endings.push(resolve));
    return here.locks.request(name, options, () => Promise.race([work(), isOver]));
  }) as LockManager['request'];
  const page = here.window({ timers, wrap, locks: usesLocks ? { request } : false });
  const thaw = () => {
    isFrozen = false;
    const calls = late;
    late = [];
    for (const call of calls) call();
  };
  return {
    page,
    isFrozen: () => isFrozen,
    freeze: () => {
      isFrozen = true;
    },
    thaw,
    kill() {
      isDead = true;
      for (const end of endings) end();
      page.stop();
    },
  };
}

describe.each([
  ['a lock', true],
  ['a lease', false],
])('with %s between windows', (_what, usesLocks) => {
  it('every command is delivered once, in order per review, whatever fails in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        const server = createServer(REVIEWS);
        const here = createDevice(server);
        const windows = [0, 1, 2].map(() => mortalWindow(here, usesLocks));
        const at = (index: number) => windows[index] as (typeof windows)[number];
        const versions: Record<string, number> = { 'R-1': 1, 'R-2': 1 };
        const asked: { by: (typeof windows)[number]; outcome?: string }[] = [];
        try {
          for (const each of steps) {
            if (each.type === 'wait') {
              await pause(each.milliseconds);
              continue;
            }
            if (each.type === 'fail') {
              // Whichever window sends next.
              for (const { page } of windows) page.behind.fail('send', each.fault, each.times);
              continue;
            }
            const { page, freeze, thaw, isFrozen, kill } = at(each.at);
            if (each.type === 'freeze') freeze();
            if (each.type === 'thaw') thaw();
            if (each.type === 'flush') page.outbox.flush();
            if (each.type === 'kill') {
              kill();
              windows[each.at] = mortalWindow(here, usesLocks);
            }
            if (each.type === 'give' && !isFrozen()) {
              for (let count = 0; count < each.count; count++) {
                const version = versions[each.review] as number;
                versions[each.review] = version + 1;
                // Each builds on the one before: in any other order, or twice, it is refused and the record lacks it.
                const command: Command = { type: version % 2 === 1 ? 'claim' : 'release' };
                const fence = command.type === 'release' ? { fence: version } : {};
                const one: (typeof asked)[number] = { by: at(each.at) };
                asked.push(one);
                void page.send(each.review, command, optionsFor(version, fence)).then(({ outcome }) => {
                  one.outcome = outcome;
                });
              }
              await until(() => expect(page.hasUnsaved()).toBe(false));
            }
          }
          for (const { thaw } of windows) thaw();
          await until(() => {
            for (const id of REVIEWS) {
              const expected = Array.from({ length: (versions[id] as number) - 1 }, (_, index) =>
                index % 2 === 0 ? 'claimed' : 'released',
              );
              expect(recordOf(server, id)).toEqual(expected);
            }
          });
          // Whoever asked and is still there was told, and nothing is left.
          await until(() => {
            for (const { by, outcome } of asked) if (windows.includes(by)) expect(outcome).toBe('accepted');
            for (const { page } of windows)
              expect(page.outbox.getSnapshot()).toMatchObject({ items: [], storage: 'device' });
          });
        } finally {
          here.end();
        }
      }),
      // To shrink what fails would take minutes of waiting: the seed is enough.
      { numRuns: 20, endOnFailure: true },
    );
  }, 120_000);
});
