import { notifyAll } from '../internal/notify.js';
import type { ReviewBackend, ReviewChange, StreamStatus } from '../review/backend.types.js';
import { type ChangesSource, type Following, followChanges, isBefore } from './http-changes.js';

interface Member {
  listener: (change: ReviewChange) => void;
  onGapFind?: (() => void) | undefined;
  onStatusChange?: ((status: StreamStatus) => void) | undefined;
  /** What came while the member still hears of older changes; it is told afterwards. */
  backlog?: ReviewChange[];
  /** Runs as soon as the server has named a position. */
  onBegin?: () => void;
}

export interface ChangeFeed {
  subscribe: NonNullable<ReviewBackend['subscribe']>;
  /** Says that the server answered, with the position in its log that the answer was read at, where it named one. */
  noteAnswer(position: string | null): void;
}

/** Lets everybody on the page share one connection: a browser opens six to a server at most. */
export function createChangeFeed(source: ChangesSource): ChangeFeed {
  const members = new Set<Member>();
  let following: Following | undefined;

  function tell(change: ReviewChange) {
    beginAll();
    notifyAll(
      [...members].map((member) => (each: ReviewChange) => {
        // One of them may have made another one leave.
        if (!members.has(member)) return;
        if (member.backlog) member.backlog.push(each);
        else member.listener(each);
      }),
      change,
    );
  }

  function beginAll() {
    for (const member of [...members]) member.onBegin?.();
  }

  function begin(since: string | undefined): Following {
    return followChanges({
      ...source,
      since,
      onChange: tell,
      onGapFind: () =>
        notifyAll(
          [...members].map(
            ({ onGapFind }) =>
              () =>
                onGapFind?.(),
          ),
        ),
      onStatusChange: (status) => {
        if (status === 'live' || status === 'polling') beginAll();
        notifyAll(
          [...members].map(
            ({ onStatusChange }) =>
              () =>
                onStatusChange?.(status),
          ),
        );
      },
    });
  }

  /** Tells one member what changed between its position and that of the shared connection. */
  async function catchUp(member: Member, since: string, target: string) {
    const abort = new AbortController();
    const told = new Map<string, number>();
    try {
      for (let from = since; isBefore(from, target) && members.has(member); ) {
        const { changes, position, reset } = await source.ask(from, 0, abort.signal);
        if (!members.has(member)) return;
        if (reset || !isBefore(from, position)) {
          member.onGapFind?.();
          break;
        }
        for (const change of changes) {
          told.set(change.summary.id, change.summary.version);
          notifyAll([member.listener], change);
        }
        from = position;
      }
    } catch {
      member.onGapFind?.();
    }
    const backlog = member.backlog ?? [];
    delete member.backlog;
    for (const change of backlog) {
      const isNews = change.summary.version > (told.get(change.summary.id) ?? 0);
      if (isNews && members.has(member)) notifyAll([member.listener], change);
    }
  }

  return {
    subscribe(listener, { since, onGapFind, onStatusChange } = {}) {
      const member: Member = { listener, onGapFind, onStatusChange };
      members.add(member);
      if (!following) following = begin(since);
      else {
        following.wake();
        if (since !== undefined) {
          member.backlog = [];
          member.onBegin = () => {
            const target = following?.position;
            if (target === undefined) return;
            delete member.onBegin;
            void catchUp(member, since, target);
          };
          member.onBegin();
        }
      }
      onStatusChange?.(following.status);
      return () => {
        if (!members.delete(member) || members.size > 0) return;
        following?.stop();
        following = undefined;
      };
    },
    noteAnswer(position) {
      following?.wake();
      if (position !== null) following?.noteRead(position);
    },
  };
}
