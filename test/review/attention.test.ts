import { describe, expect, it } from 'vitest';
import { createAttention, IDLE_AFTER } from '../../src/review/attention.session.js';

const SECOND = 1_000;

function counting() {
  let now = 1_000_000;
  const attention = createAttention(() => now);
  return {
    attention,
    pass(milliseconds: number) {
      now += milliseconds;
    },
    looking() {
      attention.setAttended(true);
      attention.setShown(true);
    },
  };
}

describe('time with a case', () => {
  it('is not known where nobody says that the case is on screen', () => {
    const { attention, pass } = counting();
    attention.setAttended(true);
    pass(SECOND);
    expect(attention.read()).toBeUndefined();
  });

  it.each([
    ['the page is out of sight or without focus', 'setAttended'],
    ['another case is on screen', 'setShown'],
  ] as const)('rests while %s', (_, condition) => {
    const { attention, pass, looking } = counting();
    looking();
    pass(5 * SECOND);
    attention[condition](false);
    pass(40 * SECOND);
    expect(attention.read()).toBe(5 * SECOND);
    attention[condition](true);
    pass(2 * SECOND);
    expect(attention.read()).toBe(7 * SECOND);
  });

  it('ends a minute after the last sign of the person, and goes on with the next', () => {
    const { attention, pass, looking } = counting();
    looking();
    pass(20 * SECOND);
    attention.note();
    pass(30 * 60 * SECOND);
    expect(attention.read()).toBe(20 * SECOND + IDLE_AFTER);
    attention.note();
    pass(3 * SECOND);
    expect(attention.read()).toBe(23 * SECOND + IDLE_AFTER);
  });

  it('counts coming back as a sign', () => {
    const { attention, pass, looking } = counting();
    looking();
    pass(2 * IDLE_AFTER);
    attention.setAttended(false);
    attention.setAttended(true);
    pass(4 * SECOND);
    expect(attention.read()).toBe(IDLE_AFTER + 4 * SECOND);
  });

  it('is the same however often it is read', () => {
    const { attention, pass, looking } = counting();
    looking();
    for (let second = 0; second < 10; second++) {
      pass(SECOND);
      attention.read();
      attention.setShown(true);
    }
    expect(attention.read()).toBe(10 * SECOND);
  });

  it('loses nothing to a clock that is put back', () => {
    const { attention, pass, looking } = counting();
    looking();
    pass(5 * SECOND);
    attention.read();
    pass(-60 * 60 * SECOND);
    attention.read();
    attention.note();
    pass(SECOND);
    expect(attention.read()).toBe(6 * SECOND);
  });

  it('goes on from the count of an earlier page, and never counts one sitting twice', () => {
    const { attention, pass, looking } = counting();
    looking();
    pass(SECOND);
    attention.raiseTo(9 * SECOND);
    pass(SECOND);
    expect(attention.read()).toBe(10 * SECOND);
    attention.raiseTo(9 * SECOND);
    attention.raiseTo(Number.NaN);
    attention.raiseTo(undefined);
    expect(attention.read()).toBe(10 * SECOND);
  });

  it('begins again with the next decision', () => {
    const { attention, pass, looking } = counting();
    looking();
    pass(8 * SECOND);
    attention.reset();
    pass(SECOND);
    expect(attention.read()).toBe(SECOND);
  });
});
