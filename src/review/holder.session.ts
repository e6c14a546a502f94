const KEY = 'countersign.holder';
/** How long a page that is being reloaded may take to let go of its own mark, in milliseconds. */
const PATIENCE = 400;

let known: string | Promise<string> | undefined;

/** Storage may be blocked: then an id lives as long as the page. */
function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function fresh(): string {
  const id = crypto.randomUUID();
  try {
    sessionStorage.setItem(KEY, id);
  } catch {
    // See above.
  }
  void mark(id);
  return id;
}

/** Holds the lock of an id for as long as this page lives; `false` where another page has it. */
function mark(id: string): Promise<boolean> {
  const { locks } = globalThis.navigator ?? {};
  if (!locks) return Promise.resolve(false);
  return new Promise((resolve) => {
    const untilUnload = () => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    locks.request(`${KEY}:${id}`, { signal: AbortSignal.timeout(PATIENCE) }, untilUnload).catch(() => resolve(false));
  });
}

async function confirmed(id: string): Promise<string> {
  return (await mark(id)) ? id : fresh();
}

/**
 * The id of this window, under which it claims. It is kept in `sessionStorage`, so that a claim survives a reload; a
 * duplicated tab has a copy of that storage, and finds the Web Lock of the id taken. Known at once where nothing is
 * stored. Without Web Locks a stored id cannot be trusted: each page load is a window of its own.
 */
export function windowHolder(): string | Promise<string> {
  if (known !== undefined) return known;
  const before = stored();
  if (before === null) {
    known = fresh();
    return known;
  }
  const sought = confirmed(before).then((id) => {
    known = id;
    return id;
  });
  known = sought;
  return sought;
}
