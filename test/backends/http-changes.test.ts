import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChangesAnswer } from '../../src/backends/http-answers.js';
import { CHANGES_TIMING } from '../../src/backends/http-changes.js';
import { HttpBackendError } from '../../src/backends/http-errors.js';
import { createChangeFeed } from '../../src/backends/http-feed.js';
import type { EventSourceLike } from '../../src/backends/http-stream.js';
import { sampleReview } from '../../src/backends/sample-reviews.js';
import type { ReviewChange, StreamStatus, SubscribeOptions } from '../../src/review/backend.types.js';
import { summaryOf } from '../../src/review/summary.selectors.js';

const template = summaryOf(sampleReview());
const summary = (id: string, version: number) => ({ ...template, id, version });
const change = (cursor: string, id: string, version: number): ReviewChange => ({
  cursor,
  summary: summary(id, version),
});

/** A connection that the test leads: real ones are tried against the reference host. */
class FakeSource implements EventSourceLike {
  readyState = 1;
  isClosed = false;
  private readonly listeners = new Map<string, ((event: { data?: unknown; lastEventId?: string }) => void)[]>();

  constructor(readonly since: string | undefined) {}

  addEventListener(type: string, listener: (event: { data?: unknown; lastEventId?: string }) => void) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }
  emit(type: string, event: { data?: unknown; lastEventId?: string } = {}) {
    for (const listener of this.listeners.get(type) ?? []) listener(event);
  }
  ready(position: string) {
    this.emit('ready', { data: '{}', lastEventId: position });
  }
  review(cursor: string, id: string, version: number) {
    this.emit('review', { data: JSON.stringify(summary(id, version)), lastEventId: cursor });
  }
  close() {
    this.isClosed = true;
  }
}

interface Question {
  since: string | undefined;
  hold: number;
  signal: AbortSignal;
  answer(answer: ChangesAnswer): Promise<void>;
  fail(error?: Error): Promise<void>;
}

const settle = async () => {
  await vi.advanceTimersByTimeAsync(0);
};

function open({ streams = true } = {}) {
  const sources: FakeSource[] = [];
  const questions: Question[] = [];
  const feed = createChangeFeed({
    ...(streams && {
      connect: (since) => {
        const source = new FakeSource(since);
        sources.push(source);
        return source;
      },
    }),
    ask: (since, hold, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        questions.push({
          since,
          hold,
          signal,
          async answer(answer) {
            resolve(answer);
            await settle();
          },
          async fail(error = new Error('gone')) {
            reject(error);
            await settle();
          },
        });
      }),
    timing: CHANGES_TIMING,
  });
  const subscribe = (options: SubscribeOptions = {}) => {
    const heard: ReviewChange[] = [];
    const statuses: StreamStatus[] = [];
    const gaps = { count: 0 };
    const stop = feed.subscribe((each) => heard.push(each), {
      onGapFind: () => {
        gaps.count += 1;
      },
      onStatusChange: (status) => statuses.push(status),
      ...options,
    });
    return {
      heard,
      statuses,
      gaps,
      stop,
      told: () => heard.map((each) => `${each.summary.id}@${each.summary.version}`),
    };
  };
  const last = <T>(all: readonly T[]) => all.at(-1) as T;
  return { feed, sources, questions, subscribe, source: () => last(sources), question: () => last(questions) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('changes by a stream', () => {
  it('are heard by everybody through one connection, which closes after the last of them', () => {
    const { sources, source, subscribe } = open();
    const one = subscribe();
    const two = subscribe();
    expect(sources).toHaveLength(1);
    source().ready('5');
    source().review('7', 'a', 1);
    one.stop();
    source().review('8', 'a', 2);
    expect(one.told()).toEqual(['a@1']);
    expect(two.told()).toEqual(['a@1', 'a@2']);
    expect(one.statuses).toEqual(['connecting', 'live']);
    expect(source().isClosed).toBe(false);
    two.stop();
    expect(source().isClosed).toBe(true);
    subscribe();
    expect(sources.map(({ since }) => since)).toEqual([undefined, undefined]);
  });

  it('reach the others where one of the listeners throws', () => {
    const { feed, source, subscribe } = open();
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    feed.subscribe(() => {
      throw new Error('mine');
    });
    const other = subscribe();
    source().review('7', 'a', 1);
    expect(other.told()).toEqual(['a@1']);
    expect(report).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  it('go on after a position, and catch up with it where others listen already', async () => {
    const { sources, source, questions, question, subscribe } = open();
    const first = subscribe({ since: '41' });
    expect(source().since).toBe('41');
    source().ready('41');
    source().review('50', 'a', 5);
    const late = subscribe({ since: '44' });
    expect(sources).toHaveLength(1);
    expect(question()).toMatchObject({ since: '44', hold: 0 });
    // News that come meanwhile wait for what is older.
    source().review('51', 'b', 2);
    expect(late.told()).toEqual([]);
    await question().answer({ changes: [change('46', 'c', 1)], position: '46' });
    expect(question().since).toBe('46');
    await question().answer({ changes: [change('50', 'a', 5), change('51', 'b', 2)], position: '51' });
    expect(questions).toHaveLength(2);
    expect(late.told()).toEqual(['c@1', 'a@5', 'b@2']);
    source().review('52', 'b', 3);
    expect(late.told()).toEqual(['c@1', 'a@5', 'b@2', 'b@3']);
    expect(first.told()).toEqual(['a@5', 'b@2', 'b@3']);
    expect(late.gaps.count).toBe(0);
  });

  it('tell whoever cannot catch up to load again, and go on', async () => {
    const { source, question, subscribe } = open();
    subscribe();
    source().ready('50');
    const late = subscribe({ since: '44' });
    source().review('51', 'b', 2);
    await question().fail();
    expect(late.gaps.count).toBe(1);
    expect(late.told()).toEqual(['b@2']);
  });

  it('never put an older version over a newer one, nor tell one twice', () => {
    const { source, subscribe } = open();
    const { told, gaps } = subscribe();
    source().ready('5');
    source().review('9', 'a', 4);
    source().review('9', 'a', 4);
    source().review('7', 'a', 3);
    source().review('10', 'a', 4);
    expect(told()).toEqual(['a@4']);
    expect(gaps.count).toBe(0);
  });

  it.each<[what: string, act: (source: FakeSource) => void]>([
    ['the server does not know the position', (source) => source.emit('reset', { data: '{}', lastEventId: '2' })],
    ['an event is no JSON', (source) => source.emit('review', { data: '{"id":', lastEventId: '12' })],
    ['an event is no summary', (source) => source.emit('review', { data: '{"id":"x"}', lastEventId: '12' })],
    [
      'an event has no position',
      (source) => source.emit('review', { data: JSON.stringify(template), lastEventId: '' }),
    ],
    ['a position jumps back', (source) => source.review('4', 'b', 1)],
  ])('are loaded again where %s', async (_what, act) => {
    const { source, subscribe } = open();
    const { gaps } = subscribe();
    source().ready('10');
    act(source());
    expect(gaps.count).toBe(1);
    // Not with every event of a stream that is nothing but gaps.
    act(source());
    act(source());
    expect(gaps.count).toBe(1);
    await vi.advanceTimersByTimeAsync(CHANGES_TIMING.gap);
    expect(gaps.count).toBeLessThanOrEqual(2);
  });

  it('count anew after the server lost its log', () => {
    const { source, subscribe } = open();
    const { told } = subscribe();
    source().ready('90');
    source().review('91', 'a', 9);
    source().emit('reset', { data: '{}', lastEventId: '10' });
    source().review('11', 'a', 3);
    expect(told()).toEqual(['a@9', 'a@3']);
  });

  it('find the gap where a server begins elsewhere than it was asked to', async () => {
    const { source, subscribe } = open();
    const { gaps } = subscribe({ since: '41' });
    source().ready('60');
    expect(gaps.count).toBe(1);
  });

  it('find the gap between what was read and where the stream began', () => {
    const { feed, source, subscribe } = open();
    const { gaps } = subscribe();
    feed.noteAnswer('10');
    source().ready('10');
    expect(gaps.count).toBe(0);
    const second = open();
    const other = second.subscribe();
    second.feed.noteAnswer('9');
    second.source().ready('10');
    expect(other.gaps.count).toBe(1);
    // An answer that was on its way.
    const third = open();
    const another = third.subscribe();
    third.source().ready('10');
    third.feed.noteAnswer('9');
    expect(another.gaps.count).toBe(1);
  });
});

describe('a stream that is cut', () => {
  it('is opened again from the last position, later each time and never in step with others', async () => {
    const waits: number[] = [];
    for (const random of [0, 0.999]) {
      vi.spyOn(Math, 'random').mockReturnValue(random);
      const { source, sources, subscribe } = open();
      const { statuses, stop } = subscribe();
      source().ready('10');
      source().review('12', 'a', 1);
      await vi.advanceTimersByTimeAsync(CHANGES_TIMING.steady - 1);
      source().emit('error');
      expect(source().isClosed).toBe(true);
      expect(statuses).toEqual(['connecting', 'live', 'connecting']);
      const began = performance.now();
      while (sources.length < 2) await vi.advanceTimersByTimeAsync(10);
      waits.push(performance.now() - began);
      expect(source().since).toBe('12');
      stop();
    }
    expect(waits[0]).toBeGreaterThanOrEqual(500);
    expect(waits[1]).toBeGreaterThan((waits[0] ?? 0) + 400);
    vi.restoreAllMocks();
  });

  it('is given up for questions after three cuts, and tried again later', async () => {
    const { source, sources, question, questions, subscribe } = open();
    const { statuses, told } = subscribe();
    for (let cut = 1; cut <= 3; cut += 1) {
      source().ready('10');
      expect(questions).toHaveLength(0);
      source().emit('error');
      await vi.advanceTimersByTimeAsync(cut < 3 ? 4_000 : 0);
    }
    expect(sources).toHaveLength(3);
    expect(question()).toMatchObject({ since: '10', hold: 0 });
    await question().answer({ changes: [change('11', 'a', 1)], position: '11' });
    expect(statuses.at(-1)).toBe('polling');
    expect(question()).toMatchObject({ since: '11', hold: CHANGES_TIMING.hold });
    await vi.advanceTimersByTimeAsync(20_000);
    await question().answer({ changes: [], position: '11' });
    // It goes on to ask while it tries, until the stream is there.
    while (sources.length < 4) {
      await question().answer({ changes: [change('12', 'b', 1)], position: '12' });
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(source().since).toBe('12');
    expect(statuses.at(-1)).toBe('polling');
    const { signal } = question();
    source().ready('12');
    expect(signal.aborted).toBe(true);
    expect(statuses.at(-1)).toBe('live');
    expect(told()).toEqual(['a@1', 'b@1']);
  });

  it('is opened again at once when the device is back online', async () => {
    const { source, sources, subscribe } = open();
    subscribe();
    source().emit('error');
    expect(sources).toHaveLength(1);
    window.dispatchEvent(new Event('online'));
    expect(sources).toHaveLength(2);
  });

  it('is not opened again after everybody left', async () => {
    const { source, sources, questions, subscribe } = open();
    const { stop } = subscribe();
    source().emit('error');
    stop();
    await vi.advanceTimersByTimeAsync(600_000);
    window.dispatchEvent(new Event('online'));
    expect(sources).toHaveLength(1);
    expect(questions).toHaveLength(0);
  });
});

describe('a stream that says nothing', () => {
  it('is given up for questions where it never got ready', async () => {
    const { source, question, subscribe } = open();
    const { statuses } = subscribe();
    await vi.advanceTimersByTimeAsync(CHANGES_TIMING.ready);
    expect(source().isClosed).toBe(true);
    await question().answer({ changes: [], position: '10' });
    expect(statuses).toEqual(['connecting', 'polling']);
  });

  it('is given up after two pings that did not come, and not before', async () => {
    const { source, question, subscribe } = open();
    const { statuses } = subscribe();
    source().ready('10');
    for (let ping = 0; ping < 4; ping += 1) {
      await vi.advanceTimersByTimeAsync(30_000);
      source().emit('ping', { data: '{}' });
    }
    expect(statuses.at(-1)).toBe('live');
    await vi.advanceTimersByTimeAsync(CHANGES_TIMING.silence);
    expect(source().isClosed).toBe(true);
    expect(question().since).toBe('10');
  });
});

describe('changes by asking', () => {
  it('are asked for where there are no streams, and paced where the server does not hold questions', async () => {
    const { questions, question, subscribe } = open({ streams: false });
    const { statuses, told, gaps } = subscribe();
    expect(question()).toMatchObject({ since: undefined, hold: 0 });
    await question().answer({ changes: [], position: '10' });
    expect(statuses).toEqual(['connecting', 'polling']);
    expect(question()).toMatchObject({ since: '10', hold: CHANGES_TIMING.hold });
    await question().answer({ changes: [change('11', 'a', 1)], position: '11' });
    expect(told()).toEqual(['a@1']);
    expect(questions).toHaveLength(3);
    await question().answer({ changes: [], position: '11' });
    expect(questions).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(CHANGES_TIMING.pace);
    expect(questions).toHaveLength(4);
    expect(gaps.count).toBe(0);
  });

  it('say that they are down while nobody answers, and that the beginning was missed', async () => {
    const { questions, question, subscribe } = open({ streams: false });
    const { statuses, gaps } = subscribe();
    await question().fail();
    expect(statuses).toEqual(['connecting', 'down']);
    expect(questions).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(questions).toHaveLength(2);
    await question().fail();
    await vi.advanceTimersByTimeAsync(900);
    expect(questions).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_100);
    await question().answer({ changes: [], position: '10' });
    expect(statuses).toEqual(['connecting', 'down', 'polling']);
    expect(gaps.count).toBe(1);
  });

  it.each<[what: string, act: (given: ReturnType<typeof open>) => void]>([
    ['somebody else begins to listen', ({ subscribe }) => void subscribe()],
    ['the server answers something else', ({ feed }) => feed.noteAnswer(null)],
    ['the device is back online', () => void window.dispatchEvent(new Event('online'))],
  ])('are asked for at once when %s', async (_what, act) => {
    const given = open({ streams: false });
    given.subscribe();
    for (let tries = 0; tries < 8; tries += 1) {
      await given.question().fail();
      if (tries < 7) await vi.advanceTimersByTimeAsync(30_000);
    }
    const before = given.questions.length;
    act(given);
    await settle();
    expect(given.questions).toHaveLength(before + 1);
  });

  it('count a question that hangs as one without an answer', async () => {
    const { question, subscribe } = open({ streams: false });
    const { statuses } = subscribe();
    await vi.advanceTimersByTimeAsync(CHANGES_TIMING.ready);
    expect(question().signal.aborted).toBe(true);
    await settle();
    expect(statuses).toEqual(['connecting', 'down']);
  });

  it('try a stream soon after the server was down', async () => {
    const { source, sources, question, subscribe } = open();
    subscribe();
    while (sources.length < 3) {
      source().emit('error');
      await vi.advanceTimersByTimeAsync(4_000);
    }
    source().emit('error');
    await question().fail();
    await vi.advanceTimersByTimeAsync(1_000);
    await question().answer({ changes: [], position: '10' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sources).toHaveLength(4);
    expect(source().since).toBe('10');
  });

  it('begin anew where the server refuses the position or has lost it', async () => {
    const { question, subscribe } = open({ streams: false });
    const { gaps, told } = subscribe({ since: 'odd' });
    await question().fail(new HttpBackendError('request-refused', 'No.', { status: 400 }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(question().since).toBeUndefined();
    await question().answer({ changes: [], position: '90' });
    expect(gaps.count).toBe(1);
    await question().answer({ changes: [change('91', 'a', 9)], position: '91' });
    await vi.advanceTimersByTimeAsync(CHANGES_TIMING.gap);
    await question().answer({ changes: [], position: '7', reset: true });
    expect(gaps.count).toBe(2);
    await vi.advanceTimersByTimeAsync(CHANGES_TIMING.pace);
    expect(question().since).toBe('7');
    await question().answer({ changes: [change('8', 'a', 2)], position: '8' });
    expect(told()).toEqual(['a@9', 'a@2']);
  });
});
