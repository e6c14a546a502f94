import { act, screen, waitFor, within } from '@testing-library/react';
import { PointerEventsCheckLevel, userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { ar } from '../../src/messages/ar.js';
import { de } from '../../src/messages/de.js';
import type { StopControl as Parts } from '../../src/oversight/index.js';
import { StopControl } from '../../src/oversight/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { ShortcutProvider } from '../../src/react/shortcuts.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import type { Reviewer } from '../../src/review/review.types.js';
import type { StopService } from '../../src/review/stop.types.js';
import { describeEachReactMode } from '../react-modes.js';

const { amara, priya } = sampleReviewers;
const WHY = 'Income is read from the wrong column.';
const models = [{ id: 'credit-risk' }, { id: 'credit-risk', version: '4.2' }];
const review = { id: sampleReview('loan').id, title: 'Loan 20417' };

describeEachReactMode('StopControl', (renderIn) => {
  let store: ReturnType<typeof createMemoryStore>;
  let user: ReturnType<typeof userEvent.setup>;
  /** How many of the next orders get no answer. */
  let silent = 0;
  let sent = 0;

  beforeEach(() => {
    store = createMemoryStore({ reviews: [sampleReview('loan'), sampleReview('refund')] });
    user = userEvent.setup();
    silent = 0;
    sent = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A backend whose orders do not arrive while `silent` counts down. */
  function backendFor(reviewer: Reviewer): ReviewBackend {
    const backend = store.backendFor(reviewer);
    const stops = backend.stops as StopService;
    const unless = <T,>(work: () => Promise<T>) => {
      sent += 1;
      if (silent === 0) return work();
      silent -= 1;
      return Promise.reject(new Error('unreachable'));
    };
    return {
      ...backend,
      stops: {
        ...stops,
        stop: (order, options) => unless(() => stops.stop(order, options)),
        resume: (order, options) => unless(() => stops.resume(order, options)),
      },
    };
  }
  const open = (reviewer: Reviewer = amara, props: Partial<Parts.RootProps> = {}) => {
    const backend = backendFor(reviewer);
    renderIn(<StopControl.Root backend={backend} reviewer={reviewer} models={models} {...props} />);
    return backend;
  };
  // Radix lets the pointer into its dialog in an effect, for which React 18 waits longer than these timers do.
  const withFakeTimers = () =>
    userEvent.setup({ advanceTimers: vi.advanceTimersByTime, pointerEventsCheck: PointerEventsCheckLevel.Never });
  const dialog = () => within(screen.getByRole('alertdialog'));
  const stopAll = async (reason = WHY) => {
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await user.click(dialog().getByRole('radio', { name: /^Everything/ }));
    await user.type(dialog().getByRole('textbox', { name: 'Why' }), reason);
    await user.click(dialog().getByRole('button', { name: 'Stop now' }));
  };
  const asPriya = () => store.backendFor(priya).stops as StopService;
  const stopped = (reason = WHY) => asPriya().stop({ scope: 'all', reason }, { idempotencyKey: reason });

  it('opens by one keystroke from anywhere, also while somebody types, and lets them say what by the next', async () => {
    renderIn(
      <>
        <input aria-label="Elsewhere" />
        <StopControl.Root backend={backendFor(amara)} reviewer={amara} models={models} review={review} />
      </>,
    );
    const trigger = screen.getByRole('button', { name: 'Stop' });
    expect(trigger.getAttribute('aria-keyshortcuts')).toBe('Alt+Shift+S');
    expect(trigger.title).toBe('Stop a case, a model or everything (Alt+Shift+S)');
    await user.type(screen.getByRole('textbox', { name: 'Elsewhere' }), 'half a s');
    await user.keyboard('{Alt>}{Shift>}s{/Shift}{/Alt}');
    const alert = screen.getByRole('alertdialog', { name: 'Stop' });
    expect(document.getElementById(alert.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(
      /^What is stopped/,
    );
    expect(document.activeElement?.textContent).toBe('Stop');
    expect(
      dialog()
        .getAllByRole<HTMLInputElement>('radio')
        .map(({ checked }) => checked),
    ).toEqual([false, false, false, false]);
    await user.tab();
    expect(document.activeElement).toBe(dialog().getByRole('radio', { name: 'This case only: Loan 20417' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Elsewhere' }));
    expect((document.activeElement as HTMLInputElement).value).toBe('half a s');
  });

  it('is one of the shortcuts of a page that has a list of them, and goes by its map', async () => {
    const backend = backendFor(amara);
    const ui = (map: Record<string, string | null>) => (
      <ShortcutProvider map={map}>
        <StopControl.Root backend={backend} reviewer={amara} />
      </ShortcutProvider>
    );
    const { rerender } = renderIn(ui({}));
    const trigger = screen.getByRole('button', { name: 'Stop' });
    expect(trigger.getAttribute('aria-keyshortcuts')).toBe('Alt+Shift+S');
    await user.keyboard('{Alt>}{Shift>}S{/Shift}{/Alt}');
    await screen.findByRole('alertdialog');
    await user.keyboard('{Escape}');
    rerender(ui({ stop: 'Alt+Shift+H' }));
    expect(trigger.getAttribute('aria-keyshortcuts')).toBe('Alt+Shift+H');
    rerender(ui({ stop: null }));
    expect(trigger.hasAttribute('aria-keyshortcuts')).toBe(false);
    await user.keyboard('{Alt>}{Shift>}S{/Shift}{/Alt}');
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('listens to the keys that a host names, and to none where it says so', async () => {
    const backend = backendFor(amara);
    const ui = (shortcut: string | false) => (
      <StopControl.Root backend={backend} reviewer={amara} shortcut={shortcut} />
    );
    const { rerender } = renderIn(ui('Control+Shift+X'));
    await user.keyboard('{Alt>}{Shift>}s{/Shift}{/Alt}');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await user.keyboard('{Control>}{Shift>}x{/Shift}{/Control}');
    await user.click(dialog().getByRole('button', { name: 'Cancel' }));
    rerender(ui(false));
    await user.keyboard('{Control>}{Shift>}x{/Shift}{/Control}');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(screen.getByRole('button', { name: 'Stop' }).hasAttribute('aria-keyshortcuts')).toBe(false);
  });

  it('says in words what is missing, and puts focus there', async () => {
    open();
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await user.click(dialog().getByRole('button', { name: 'Stop now' }));
    expect(dialog().getByText('Say what to stop.')).toBeTruthy();
    expect(document.activeElement).toBe(dialog().getAllByRole('radio')[0]);
    await user.click(dialog().getByRole('radio', { name: /^Everything/ }));
    await user.click(dialog().getByRole('button', { name: 'Stop now' }));
    const why = dialog().getByRole('textbox', { name: 'Why' });
    expect(why.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(why.getAttribute('aria-describedby')?.split(' ')[0] ?? '')?.textContent).toBe(
      'Say why, in a few words.',
    );
    expect(document.activeElement).toBe(why);
    expect(await asPriya().list()).toEqual([]);
  });

  it('says how much it would hold, counted for what is chosen', async () => {
    open();
    store.backendFor(amara);
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await user.click(dialog().getByRole('radio', { name: 'Model credit-risk, version 4.2 only' }));
    await dialog().findByText('This holds 1 open case, 0 of them claimed.');
    await user.click(dialog().getByRole('radio', { name: /^Everything/ }));
    await dialog().findByText('This holds 2 open cases, 0 of them claimed.');
  });

  it('stops a model, and everybody sees at once what, by whom, since when, why and how much', async () => {
    open();
    const onlooker = document.body.appendChild(document.createElement('div'));
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await user.click(dialog().getByRole('radio', { name: 'Model credit-risk, every version' }));
    await user.type(dialog().getByRole('textbox', { name: 'Why' }), WHY);
    await user.click(dialog().getByRole('button', { name: 'Stop now' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    const banner = screen.getByRole('region', { name: 'Stops' });
    expect(banner.textContent).toMatch(/Model credit-risk halted by Amara Osei.*\d{4}.*Reason: “Income is read/);
    // Apart, so that its full stop stays at its end on a page that reads the other way.
    expect([...banner.querySelectorAll('bdi bdi')].map(({ textContent }) => textContent)).toEqual([WHY]);
    expect(banner.textContent).toContain('1 case is held: not claimed, not decided, not sent out. Drafts are kept.');
    expect(banner.textContent).toContain('Resuming takes the role: supervisor.');
    expect(within(banner).queryByRole('button')).toBeNull();
    expect(store.get(review.id).hold?.reason).toBe(WHY);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stop' }));
    onlooker.remove();
  });

  it('stops one case, whatever is done to it at the same moment', async () => {
    const onOrderSettle = vi.fn();
    const backend = open(amara, { review, onOrderSettle });
    const { load } = backend;
    backend.load = async (id) => {
      const before = await load(id);
      if (before.version === 1) store.apply(id, { type: 'claim' }, priya);
      return before;
    };
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await user.click(dialog().getByRole('radio', { name: 'This case only: Loan 20417' }));
    await user.type(dialog().getByRole('textbox', { name: 'Why' }), WHY);
    await user.click(dialog().getByRole('button', { name: 'Stop now' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(store.get(review.id)).toMatchObject({ status: 'reviewing', hold: { reason: WHY, scope: 'review' } });
    expect(onOrderSettle).toHaveBeenCalledWith({
      ask: { type: 'stop', scope: 'review', id: review.id, reason: WHY },
      answer: { outcome: 'accepted' },
    });
  });

  it('asks no question where there is one answer', async () => {
    open(amara, { models: [] });
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    expect(dialog().getByRole<HTMLInputElement>('radio').checked).toBe(true);
  });

  it('offers nothing where nothing can be stopped', () => {
    const { stops: _stops, ...backend } = backendFor(amara);
    renderIn(<StopControl.Root backend={backend} reviewer={amara} />);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says that a stop has not arrived, holds this screen, and keeps trying under one key until it has', async () => {
    silent = 1;
    open();
    await stopAll();
    await dialog().findByText('The stop has not reached the server', { selector: 'p' });
    expect(
      dialog().getByText(
        /It is not in force: others can go on deciding\. This screen is held\..*1 try had no answer\./,
      ),
    ).toBeTruthy();
    // Nothing else of the page can be reached: neither by role nor by a key that closes things.
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
    await user.keyboard('{Escape}');
    expect(dialog().getByText('The stop has not reached the server', { selector: 'p' })).toBeTruthy();
    expect(document.activeElement).toBe(dialog().getByRole('button', { name: 'Try now' }));
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    expect(await asPriya().list()).toEqual([]);
    // By itself, after a second.
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull(), { timeout: 3_000 });
    expect(sent).toBe(2);
    expect(await asPriya().list()).toHaveLength(1);
    const staying = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(staying);
    expect(staying.defaultPrevented).toBe(false);
  });

  it('tries at once where somebody asks, or the connection is back', async () => {
    silent = 99;
    open();
    await stopAll();
    await dialog().findByText(/3 tries had no answer/, {}, { timeout: 6_000 });
    // The next one would come by itself after four seconds, and then after eight.
    await user.click(dialog().getByRole('button', { name: 'Try now' }));
    await waitFor(() => expect(sent).toBe(4), { timeout: 1_500 });
    silent = 0;
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull(), { timeout: 2_000 });
    expect(sent).toBe(5);
  }, 20_000);

  it('can be given up, and says that nobody knows whether it arrived', async () => {
    silent = 9;
    open();
    await stopAll();
    await user.click(await dialog().findByRole('button', { name: 'Give it up' }));
    await dialog().findByText('Given up. Whether the last try arrived is not known.', { selector: 'p' });
    expect(dialog().getByRole<HTMLTextAreaElement>('textbox', { name: 'Why' }).value).toBe(WHY);
    await user.click(dialog().getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('says it within three seconds where an answer hangs', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    user = withFakeTimers();
    const backend = backendFor(amara);
    (backend.stops as { stop: unknown }).stop = () => new Promise(() => {});
    renderIn(<StopControl.Root backend={backend} reviewer={amara} />);
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await user.type(dialog().getByRole('textbox', { name: 'Why' }), WHY);
    await user.click(dialog().getByRole('button', { name: 'Stop now' }));
    expect(dialog().getByRole('button', { name: 'Sending the stop' })).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(3_100));
    expect(dialog().getByText('The stop has not reached the server', { selector: 'p' })).toBeTruthy();
  });

  it('tries at once also while an answer hangs, under the same key, and hears whichever comes first', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    user = withFakeTimers();
    const backend = backendFor(amara);
    const answers: (() => void)[] = [];
    const keys: string[] = [];
    const { stop } = backend.stops as StopService;
    (backend.stops as StopService).stop = (order, options) => {
      keys.push(options.idempotencyKey);
      return new Promise((resolve) => answers.push(() => resolve(stop(order, options))));
    };
    renderIn(<StopControl.Root backend={backend} reviewer={amara} />);
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await user.type(dialog().getByRole('textbox', { name: 'Why' }), WHY);
    await user.click(dialog().getByRole('button', { name: 'Stop now' }));
    await act(() => vi.advanceTimersByTimeAsync(3_100));
    await user.click(dialog().getByRole('button', { name: 'Try now' }));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    // The second one hangs as well: the first has arrived after all.
    await act(async () => answers[0]?.());
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(await asPriya().list()).toHaveLength(1);
    await act(() => vi.advanceTimersByTimeAsync(20_000));
    expect(keys).toHaveLength(2);
  });

  it('is resumed by whoever may, with a reason, and what the server says no to stays', async () => {
    await stopped();
    open(priya);
    const banner = within(screen.getByRole('region', { name: 'Stops' }));
    await user.click(banner.getByRole('button', { name: 'Resume' }));
    expect(dialog().getByText('Everything halted by Priya Nair')).toBeTruthy();
    await user.click(dialog().getByRole('button', { name: 'Resume now' }));
    expect(document.activeElement).toBe(dialog().getByRole('textbox', { name: 'Why it can go on' }));
    await user.keyboard('The column is right again.');
    await user.click(dialog().getByRole('button', { name: 'Resume now' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Stops' })).toBeNull());
    expect(store.entries(review.id).at(-1)).toMatchObject({
      type: 'resumed',
      command: { reason: 'The column is right again.' },
    });
  });

  it('leaves focus on the way to stop once it is resumed, also where the news of that comes later', async () => {
    await stopped();
    const backend = backendFor(priya);
    const stops = backend.stops as StopService;
    const listed = await stops.list();
    let hear: Parameters<StopService['subscribe']>[0] = () => {};
    const subscribe: StopService['subscribe'] = (listener) => {
      hear = listener;
      listener(listed, 'now');
      return () => {};
    };
    renderIn(
      <StopControl.Root backend={{ ...backend, stops: { ...stops, subscribe } }} reviewer={priya} models={models} />,
    );
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    await user.type(dialog().getByRole('textbox', { name: 'Why it can go on' }), 'Repaired.');
    await user.click(dialog().getByRole('button', { name: 'Resume now' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getByRole('button', { name: 'Resume' })).toBeTruthy();
    act(() => hear([], 'now'));
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stop' })));
  });

  it('says who has resumed it meanwhile, and which role it takes', async () => {
    const made = await stopped();
    // A role that the page still believes in.
    open({ ...amara, roles: ['supervisor', 'reviewer'] });
    const backend = store.backendFor(amara).stops as StopService;
    const id = made.outcome === 'accepted' ? made.stop.id : '';
    expect(await backend.resume({ id, reason: 'x' }, { idempotencyKey: 'k' })).toMatchObject({ outcome: 'forbidden' });
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    await user.type(dialog().getByRole('textbox'), 'Fine');
    await asPriya().resume({ id, reason: 'Repaired.' }, { idempotencyKey: 'r' });
    await user.click(dialog().getByRole('button', { name: 'Resume now' }));
    await dialog().findByText('Priya Nair has resumed it already.', { selector: 'p' });
  });

  it('says aloud at once that something was stopped, and that it is over', async () => {
    open();
    const spoken = () =>
      [...document.querySelectorAll('[data-csn-announcer="assertive"]')].map((each) => each.textContent).join();
    const made = await act(() => stopped('The scores are shifted.'));
    await waitFor(() => expect(spoken()).toContain('Everything halted by Priya Nair. The scores are shifted.'));
    const id = made.outcome === 'accepted' ? made.stop.id : '';
    await act(() => asPriya().resume({ id, reason: 'x' }, { idempotencyKey: 'r' }));
    await screen.findByText('The stop is over.');
  });

  it('marks that news of stops may be late', async () => {
    const backend = backendFor(amara);
    let tell = (_news: 'now' | 'late') => {};
    (backend.stops as { subscribe: unknown }).subscribe = (listener: (stops: [], news: string) => void) => {
      tell = (news) => listener([], news);
      tell('now');
      return () => {};
    };
    renderIn(<StopControl.Root backend={backend} reviewer={amara} />);
    expect(screen.queryByRole('region')).toBeNull();
    act(() => tell('late'));
    expect(screen.getByRole('region', { name: 'Stops' }).textContent).toContain('News of stops may be late');
  });

  it.each([
    ['de', de, 'Anhalten', 'Jetzt anhalten', 'Alles angehalten von Priya Nair'],
    ['ar', ar, 'إيقاف', 'أوقف الآن', 'أوقف Priya Nair كل شيء'],
  ] as const)('reads in %s', async (locale, messages, stop, submit, title) => {
    await stopped();
    renderIn(
      <LocaleProvider locale={locale} messages={messages}>
        <StopControl.Root backend={backendFor(amara)} reviewer={amara} models={models} review={review} />
      </LocaleProvider>,
    );
    expect(screen.getByText(title)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: stop }));
    expect(dialog().getByRole('button', { name: submit })).toBeTruthy();
    expect(screen.getByRole('alertdialog').dir).toBe(locale === 'ar' ? 'rtl' : 'ltr');
  });
});
