import pg from 'pg';

const SHORTEST_WAIT = 250;
const LONGEST_WAIT = 10_000;

/**
 * Hears the notifications of one channel of a PostgreSQL server, on a connection of its own that is opened again, with
 * back-off and jitter, whenever it breaks. Resolves as soon as it listens for the first time.
 *
 * @param onNotify called with every notification, and after every new connection: what was said meanwhile is lost
 * @returns stops listening
 */
export async function listenOn(url: string, channel: string, onNotify: () => void): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = SHORTEST_WAIT;
  let isOver = false;

  async function open() {
    const current = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: LONGEST_WAIT });
    client = current;
    // Without a listener an error would end the process; what follows from it is for the end of the connection.
    current.on('error', () => {});
    current.on('notification', onNotify);
    try {
      await current.connect();
      await current.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await current.end().catch(() => {});
      throw error;
    }
    current.once('end', again);
    wait = SHORTEST_WAIT;
  }

  function again() {
    if (isOver) return;
    timer = setTimeout(
      () => {
        open().then(onNotify, (error: Error) => {
          console.error(`The database cannot be listened to: ${error.message}`);
          again();
        });
      },
      wait * (0.5 + Math.random() / 2),
    );
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  await open();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    const ended = client?.end().catch(() => {});
    // A server that is gone never says goodbye.
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
  };
}
