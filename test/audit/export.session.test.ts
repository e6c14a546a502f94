import { describe, expect, it, vi } from 'vitest';
import { createExportRun, type ExportJob, ExportRefused, type FileSink } from '../../src/audit/export.session.js';

/** A file that remembers what happened to it. */
function openSink(change: Partial<FileSink> = {}) {
  const events: string[] = [];
  const sink: FileSink = {
    write: (piece) => void events.push(String(piece)),
    close: async () => {
      events.push('closed');
      return { name: 'record.csv', bytes: 3 };
    },
    abort: () => void events.push('aborted'),
    ...change,
  };
  return { sink, events };
}

const jobOf = (sink: FileSink | undefined, pieces: ExportJob['pieces']): ExportJob => ({
  open: async () => sink,
  pieces,
});
const three: ExportJob['pieces'] = async function* (progress) {
  progress.total = 3;
  for (const piece of ['a', 'b', 'c']) {
    progress.written++;
    yield piece;
  }
};

describe('an export', () => {
  it('writes every piece, then ends the file', async () => {
    const { sink, events } = openSink();
    const run = createExportRun();
    expect(run.getSnapshot()).toEqual({ status: 'idle', written: 0 });
    expect(await run.start(jobOf(sink, three))).toEqual({
      ...{ status: 'done', written: 3, total: 3, file: { name: 'record.csv', bytes: 3 } },
    });
    expect(events).toEqual(['a', 'b', 'c', 'closed']);
  });

  it('lets the page draw whenever its turn is over, however many pieces that takes', async () => {
    let time = 0;
    let pieces = 0;
    let longest = 0;
    let turnBegan = 0;
    const pause = vi.fn(async () => {
      longest = Math.max(longest, time - turnBegan);
      turnBegan = time;
    });
    const run = createExportRun({ pause, clock: () => time });
    await run.start(
      jobOf(openSink().sink, async function* () {
        for (; pieces < 1_000; pieces++) {
          time += 3;
          yield 'x';
        }
      }),
    );
    expect(pieces).toBe(1_000);
    // A turn ends with the piece in which it became too long.
    expect(longest).toBeLessThanOrEqual(12);
    expect(pause.mock.calls.length).toBeGreaterThan(200);
  });

  it('tells how far it is now and then, not with every piece', async () => {
    let time = 0;
    const told: number[] = [];
    const run = createExportRun({ pause: async () => {}, clock: () => time });
    run.subscribe(() => told.push(run.getSnapshot().written));
    await run.start(
      jobOf(openSink().sink, async function* (progress) {
        for (let at = 0; at < 1_000; at++) {
          time += 1;
          progress.written++;
          yield 'x';
        }
      }),
    );
    expect(told.length).toBeGreaterThan(5);
    expect(told.length).toBeLessThan(15);
    expect(told.at(-1)).toBe(1_000);
  });

  it('can be cancelled while it waits for a page that never comes, and keeps nothing', async () => {
    const { sink, events } = openSink();
    const run = createExportRun();
    const ended = run.start(
      jobOf(sink, async function* () {
        yield 'a';
        await new Promise(() => {});
      }),
    );
    await vi.waitFor(() => expect(events).toEqual(['a']));
    run.cancel();
    expect(await ended).toMatchObject({ status: 'cancelled' });
    expect(events).toEqual(['a', 'aborted']);
  });

  it('asks for no more pieces once it was cancelled', async () => {
    const { sink, events } = openSink();
    const run = createExportRun();
    let asked = 0;
    let isOver = false;
    const ended = run.start(
      jobOf(sink, async function* () {
        try {
          for (;;) {
            asked++;
            if (asked === 5) run.cancel();
            yield 'x';
          }
        } finally {
          isOver = true;
        }
      }),
    );
    expect(await ended).toMatchObject({ status: 'cancelled' });
    await vi.waitFor(() => expect(isOver).toBe(true));
    expect(asked).toBe(5);
    expect(events.at(-1)).toBe('aborted');
  });

  it('says what went wrong, keeps nothing, and can be tried again', async () => {
    const { sink, events } = openSink({ abort: () => Promise.reject(new Error('not even that')) });
    const run = createExportRun();
    const failing: ExportJob['pieces'] = async function* () {
      yield 'a';
      throw new Error('The network is unreachable.');
    };
    expect(await run.start(jobOf(sink, failing))).toMatchObject({
      status: 'failed',
      message: 'The network is unreachable.',
    });
    expect(events).toEqual(['a']);
    expect(await run.start(jobOf(openSink().sink, three))).toMatchObject({ status: 'done' });
  });

  it('that cannot be ended has failed: a full disk is no file', async () => {
    const { sink, events } = openSink({ close: () => Promise.reject(new Error('The disk is full.')) });
    expect(await createExportRun().start(jobOf(sink, three))).toMatchObject({
      status: 'failed',
      message: 'The disk is full.',
    });
    expect(events.at(-1)).toBe('aborted');
  });

  it('that the person thought better of was cancelled, and nothing was asked for', async () => {
    const pieces = vi.fn(three);
    expect(await createExportRun().start(jobOf(undefined, pieces))).toMatchObject({ status: 'cancelled' });
    expect(pieces).not.toHaveBeenCalled();
  });

  it('that there is none of was refused, with why', async () => {
    const { sink, events } = openSink();
    const refused = await createExportRun().start(
      // biome-ignore lint/correctness/useYield: it ends before its first piece
      jobOf(sink, async function* () {
        throw new ExportRefused('seeded');
      }),
    );
    expect(refused).toMatchObject({ status: 'refused', why: 'seeded' });
    expect(events).toEqual(['aborted']);
  });

  it('is one at a time', async () => {
    const { sink, events } = openSink();
    const run = createExportRun();
    const first = run.start(jobOf(sink, three));
    expect(await run.start(jobOf(openSink().sink, three))).toMatchObject({ status: 'running' });
    await first;
    expect(events).toEqual(['a', 'b', 'c', 'closed']);
  });

  it('frees the file before it when another one begins', async () => {
    const forget = vi.fn();
    const { sink } = openSink({ close: async () => ({ name: 'a', bytes: 1, forget }) });
    const run = createExportRun();
    await run.start(jobOf(sink, three));
    expect(forget).not.toHaveBeenCalled();
    await run.start(jobOf(openSink().sink, three));
    expect(forget).toHaveBeenCalledOnce();
  });
});
