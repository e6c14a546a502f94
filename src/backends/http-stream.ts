/** What is needed of an `EventSource`; the browser's own fits. */
export interface EventSourceLike {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { data?: unknown; lastEventId?: string }) => void): void;
  close(): void;
}

/** Times in milliseconds. */
export interface StreamTiming {
  /** How long a stream may take until it says that it is ready: a proxy that collects it never lets it. */
  ready: number;
  /** How long a stream may be silent: two pings of the server, and a little. */
  silence: number;
}

export interface StreamEvents {
  onReady(position: string | undefined): void;
  /** The position asked for is unknown to the server. */
  onReset(position: string | undefined): void;
  onReview(data: string, position: string | undefined): void;
  /** It is over: cut, or taken for dead because nothing came. Called once. */
  onEnd(why: 'cut' | 'silent'): void;
}

/**
 * One stream, until it ends. It is never left to the browser to connect again: that happens without a back-off, without
 * jitter, and without anybody knowing how often.
 *
 * @returns closes it without a word
 */
export function openStream(connect: () => EventSourceLike, timing: StreamTiming, events: StreamEvents): () => void {
  let source: EventSourceLike | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = true;

  function close() {
    isOpen = false;
    clearTimeout(timer);
    source?.close();
  }

  function end(why: 'cut' | 'silent') {
    if (!isOpen) return;
    close();
    events.onEnd(why);
  }

  function expectWithin(limit: number) {
    clearTimeout(timer);
    timer = setTimeout(() => end('silent'), limit);
  }

  function on(type: string, handle: (data: string, position: string | undefined) => void) {
    source?.addEventListener(type, ({ data, lastEventId }) => {
      if (!isOpen) return;
      expectWithin(timing.silence);
      handle(String(data), lastEventId || undefined);
    });
  }

  expectWithin(timing.ready);
  try {
    source = connect();
    on('ready', (_data, position) => events.onReady(position));
    on('reset', (_data, position) => events.onReset(position));
    on('review', events.onReview);
    on('ping', () => {});
    source.addEventListener('error', () => end('cut'));
  } catch {
    // A policy of the page that forbids the connection, for instance. Never before the caller knows how to close it.
    clearTimeout(timer);
    timer = setTimeout(() => end('cut'), 0);
  }
  return close;
}
