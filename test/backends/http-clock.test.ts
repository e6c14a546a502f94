import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../src/backends/http-clock.js';

const EPOCH = Date.parse('2026-11-21T12:00:00.000Z');

/** A device and a server that is ahead of it, with a line in between that the test stretches. */
function setUp(ahead: number) {
  const time = { device: EPOCH, ahead };
  const clock = createServerClock(() => time.device);
  return {
    time,
    clock,
    /** How far the estimate is off. */
    error: () => Math.abs(clock.now() - (time.device + time.ahead)),
    answer(there: number, back: number) {
      const sent = time.device;
      const date = new Date(sent + there + time.ahead).toISOString();
      time.device += there + back;
      clock.learn(date, sent, time.device);
    },
  };
}

describe('the server’s clock, as far as it is known here', () => {
  it('is the device’s own until the server has said the time', () => {
    const { clock, time } = setUp(600_000);
    expect(clock.now()).toBe(time.device);
    clock.learn(null, 0, 10);
    clock.learn('yesterday', 0, 10);
    expect(clock.now()).toBe(time.device);
  });

  it.each([-600_000, 600_000])('bridges %d ms of difference with the first answer', (ahead) => {
    const { answer, error } = setUp(ahead);
    answer(40, 40);
    expect(error()).toBeLessThanOrEqual(1);
  });

  it('is never off by more than half of the best round trip', () => {
    const { answer, error } = setUp(-600_000);
    answer(0, 400);
    expect(error()).toBeLessThanOrEqual(201);
    answer(5, 5);
    expect(error()).toBeLessThanOrEqual(10);
  });

  it('hardly moves for an answer that took long', () => {
    const { answer, error } = setUp(600_000);
    answer(10, 10);
    for (let each = 0; each < 100; each += 1) answer(25_000, 5);
    expect(error()).toBeLessThan(1_000);
    answer(10, 10);
    expect(error()).toBeLessThanOrEqual(20);
  });

  it('moves by little where answers differ by little', () => {
    const { answer, clock, time } = setUp(1_000);
    answer(20, 20);
    const offsets = [clock.now() - time.device];
    for (const [there, back] of [
      [22, 18],
      [15, 25],
      [30, 10],
    ] as const) {
      answer(there, back);
      offsets.push(clock.now() - time.device);
    }
    for (const offset of offsets) expect(Math.abs(offset - 1_000)).toBeLessThanOrEqual(10);
  });

  it('follows at once where one of the clocks is set', () => {
    const { answer, error, time } = setUp(0);
    answer(10, 10);
    time.ahead = 600_000;
    answer(10, 10);
    expect(error()).toBeLessThanOrEqual(2);
    time.ahead = -600_000;
    answer(10, 10);
    expect(error()).toBeLessThanOrEqual(2);
  });

  it('learns nothing from a trip that ended before it began', () => {
    const { answer, clock, error } = setUp(5_000);
    answer(10, 10);
    clock.learn('2030-01-01T00:00:00.000Z', EPOCH + 1_000, EPOCH);
    expect(error()).toBeLessThanOrEqual(1);
  });
});
