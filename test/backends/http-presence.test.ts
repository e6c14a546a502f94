import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttpBackend } from '../../src/backends/http-backend.js';
import type { PresenceService, PresentPerson } from '../../src/review/presence.types.js';

const LENA = { id: 'lena', name: 'Lena Vogt' };
const MATEO = { id: 'mateo', name: 'Mateo Ruiz' };
type Answer = () => Response | Promise<Response>;

const told =
  (...people: PresentPerson[]): Answer =>
  () =>
    Response.json({ people });
const refused =
  (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  () =>
    Response.json({ error: { code, message: 'No.' } }, { status, headers });
const unreachable: Answer = () => Promise.reject(new TypeError('The network is unreachable.'));
const hanging: Answer = () => new Promise(() => {});

/** A backend before a server that answers as it is told; the newest answer stays. */
function against(...answers: Answer[]) {
  const asked: string[] = [];
  const pages = new Set<string | undefined>();
  let leaveWith: Answer = () => Response.json({});
  const backend = createHttpBackend({
    baseUrl: '/api',
    updates: false,
    presence: true,
    fetch: async (path, init) => {
      const isLeaving = init?.method === 'DELETE';
      const [pathname, page] = String(path).split('?page=');
      pages.add(page);
      asked.push(`${init?.method} ${pathname}${init?.keepalive ? ' (outlives the page)' : ''}`);
      const answer = isLeaving ? leaveWith : answers.length > 1 ? answers.shift() : answers[0];
      return (answer as Answer)();
    },
  });
  const heard: string[][] = [];
  const hear = (people: readonly PresentPerson[]) => void heard.push(people.map(({ name }) => name));
  return {
    presence: backend.presence as PresenceService,
    asked,
    pages,
    heard,
    hear,
    answer(...next: Answer[]) {
      answers.splice(0, answers.length, ...next);
    },
    leaveWith(answer: Answer) {
      leaveWith = answer;
    },
  };
}

const SAY = 'PUT /api/reviews/LN%201/presence';
const LEAVE = 'DELETE /api/reviews/LN%201/presence (outlives the page)';
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('who else has a case open, over HTTP', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    expect(vi.getTimerCount(), 'timers that are left').toBe(0);
    vi.useRealTimers();
  });

  it('is asked for every twenty seconds while somebody watches, and told when it changes', async () => {
    const { presence, asked, heard, hear, answer } = against(told(LENA));
    const stop = presence.watch('LN 1', hear);
    expect(heard).toEqual([]);
    await pass(0);
    expect([asked, heard]).toEqual([[SAY], [['Lena Vogt']]]);
    await pass(19_999);
    expect(asked).toEqual([SAY]);
    await pass(1);
    expect([asked, heard]).toEqual([[SAY, SAY], [['Lena Vogt']]]);
    answer(told(LENA, MATEO));
    await pass(20_000);
    expect(heard).toEqual([['Lena Vogt'], ['Lena Vogt', 'Mateo Ruiz']]);
    stop();
    expect(asked).toEqual([SAY, SAY, SAY, LEAVE]);
    stop();
    await pass(300_000);
    expect(asked).toHaveLength(4);
  });

  it('is asked for once for everybody on the page who watches', async () => {
    const { presence, asked, heard, hear } = against(told(LENA));
    const stops = [presence.watch('LN 1', hear)];
    await pass(0);
    stops.push(presence.watch('LN 1', hear));
    expect(heard).toEqual([['Lena Vogt']]);
    await pass(0);
    expect([asked, heard]).toEqual([[SAY], [['Lena Vogt'], ['Lena Vogt']]]);
    stops[0]?.();
    await pass(20_000);
    expect(asked).toEqual([SAY, SAY]);
    stops[1]?.();
    expect(asked).toEqual([SAY, SAY, LEAVE]);
    await pass(0);
  });

  it('says that a case is left only after it said that it is open', async () => {
    let arrive: (response: Response) => void = () => {};
    const { presence, asked, heard, hear } = against(
      () =>
        new Promise<Response>((resolve) => {
          arrive = resolve;
        }),
    );
    presence.watch('LN 1', hear)();
    await pass(0);
    expect(asked).toEqual([SAY]);
    arrive(Response.json({ people: [LENA] }));
    await pass(0);
    expect([asked, heard]).toEqual([[SAY, LEAVE], []]);
  });

  it('says that a case is open again only after it was left', async () => {
    const { presence, asked, hear, leaveWith } = against(told());
    let left: (response: Response) => void = () => {};
    leaveWith(
      () =>
        new Promise<Response>((resolve) => {
          left = resolve;
        }),
    );
    const stop = presence.watch('LN 1', hear);
    await pass(0);
    stop();
    const again = presence.watch('LN 1', hear);
    await pass(0);
    expect(asked).toEqual([SAY, LEAVE]);
    left(Response.json({}));
    await pass(0);
    expect(asked).toEqual([SAY, LEAVE, SAY]);
    leaveWith(unreachable);
    again();
    await pass(0);
    expect(asked).toEqual([SAY, LEAVE, SAY, LEAVE]);
  });

  it.each<[what: string, answer: Answer]>([
    ['the server cannot be reached', unreachable],
    ['the server fails', refused(500, 'server-failed')],
    ['nobody is signed in', refused(401, 'not-signed-in')],
    ['the answer is none', () => Response.json({ people: [{ id: 'lena' }] })],
    ['no answer comes', hanging],
  ])('keeps what is known for three heartbeats where %s, and is quiet', async (_what, fault) => {
    const { presence, heard, hear, answer } = against(told(LENA));
    const stop = presence.watch('LN 1', hear);
    await pass(0);
    answer(fault);
    await pass(59_999);
    expect(heard).toEqual([['Lena Vogt']]);
    await pass(60_001);
    expect(heard).toEqual([['Lena Vogt'], []]);
    answer(told(MATEO));
    await pass(40_000);
    expect(heard).toEqual([['Lena Vogt'], [], ['Mateo Ruiz']]);
    stop();
    await pass(0);
  });

  it.each<[what: string, answer: Answer]>([
    ['the case is not there for this person', refused(404, 'review-unknown')],
    ['the server knows nothing of it', refused(404, 'not-found')],
    ['it is refused', refused(403, 'origin-refused')],
  ])('is asked for no more where %s', async (_what, answer) => {
    const { presence, asked, heard, hear } = against(answer);
    const stop = presence.watch('LN 1', hear);
    await pass(300_000);
    expect([asked, heard]).toEqual([[SAY], [[]]]);
    stop();
    expect(asked).toEqual([SAY]);
  });

  it('waits as long as a server asks that has too much to do', async () => {
    const { presence, asked, hear } = against(refused(429, 'too-many-requests', { 'retry-after': '90' }), told());
    const stop = presence.watch('LN 1', hear);
    await pass(89_999);
    expect(asked).toEqual([SAY]);
    await pass(1);
    expect(asked).toEqual([SAY, SAY]);
    stop();
    await pass(0);
  });

  it('says of every page which one it is', async () => {
    const [one, other] = [against(told()), against(told())];
    for (const { presence, hear } of [one, other]) {
      const stop = presence.watch('LN 1', hear);
      await pass(20_000);
      stop();
      await pass(0);
    }
    const pages = [...one.pages, ...other.pages];
    expect(pages).toEqual([expect.stringMatching(/^[a-z0-9]{6,10}$/), expect.stringMatching(/^[a-z0-9]{6,10}$/)]);
    expect(pages[0]).not.toBe(pages[1]);
  });

  it('is not there unless it is turned on', () => {
    expect(createHttpBackend({ baseUrl: '/api', updates: false }).presence).toBeUndefined();
  });
});
