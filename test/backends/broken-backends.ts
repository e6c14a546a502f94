import type { ConformanceHost } from '../../src/backends/conformance/index.js';
import type { Draft, PresenceService, ReviewBackend, SendOptions } from '../../src/review/backend.types.js';
import { batchFirst } from '../../src/review/batch.selectors.js';
import { presentAsSeenBy } from '../../src/review/presence.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { AuditEntry, Command, Review, Reviewer, ReviewSummary } from '../../src/review/review.types.js';
import { summaryOf } from '../../src/review/summary.selectors.js';
import { keepsApart } from '../../src/review/withheld.selectors.js';
import { WITHHELD } from '../../src/review/withheld-name.selectors.js';
import { type MemoryHost, openMemory } from './memory-host.js';

type Open = (reviews: readonly Review[]) => ConformanceHost;

/** A memory backend with one thing changed, the same for everybody on one store. */
function breaking(
  change: (backend: ReviewBackend, host: MemoryHost, reviewer: Reviewer) => Partial<ReviewBackend>,
): Open {
  return (reviews) => {
    const host = openMemory(reviews);
    return {
      ...host,
      backendFor(reviewer) {
        const backend = host.store.backendFor(reviewer);
        return { ...backend, ...change(backend, host, reviewer) };
      },
    };
  };
}

/** The same, with something that everybody on one store shares. */
function sharing<Shared>(
  share: () => Shared,
  change: (shared: Shared, backend: ReviewBackend, host: MemoryHost, reviewer: Reviewer) => Partial<ReviewBackend>,
): Open {
  return (reviews) => {
    const shared = share();
    return breaking((backend, host, reviewer) => change(shared, backend, host, reviewer))(reviews);
  };
}

const person = (reviewer: Reviewer) => ({ kind: 'person', ...reviewer }) as const;

/** The same command with its batch called otherwise. */
const renamed = (command: Command, id: string): Command =>
  command?.type === 'approve' && command.batch ? { ...command, batch: { ...command.batch, id } } : command;

/** Takes an approval whose batch is refused for one problem, as if nobody had asked. */
const sendingAlone =
  ({ send }: ReviewBackend, problem: string): ReviewBackend['send'] =>
  async (id, command, options) => {
    const result = await send(id, command, options);
    const isRefused = result.outcome === 'invalid' && result.issues.some(({ detail }) => detail?.problem === problem);
    const idempotencyKey = `${options.idempotencyKey} alone`;
    return isRefused ? send(id, { type: 'approve' }, { ...options, idempotencyKey }) : result;
  };

/** As if this person had looked at all of them, whoever has. */
async function seeAsAll(backend: ReviewBackend, host: MemoryHost, reviewer: Reviewer, cases: readonly string[]) {
  for (const id of cases) {
    const isSeen = host.store.entries(id).some(({ type }) => type === 'viewed');
    if (isSeen) host.store.apply(id, { type: 'view', of: 'case' }, person(reviewer));
    await backend.load(id);
  }
}

const newPresent = () => new Map<string, Map<object, Reviewer>>();

/** Who else has a case open, of those that may be told of by a rule of one's own. */
function tellingOf(
  present: ReturnType<typeof newPresent>,
  reader: Reviewer,
  mayTell: (id: string, other: Reviewer) => boolean,
): PresenceService {
  return {
    watch(id, listener) {
      const here = present.get(id) ?? new Map<object, Reviewer>();
      const page = {};
      present.set(id, here.set(page, reader));
      const others = [...here.values()].filter((other) => other.id !== reader.id);
      queueMicrotask(() => listener(others.filter((other) => mayTell(id, other))));
      return () => void here.delete(page);
    },
  };
}

/** Backends with one promise broken each, as real ones break it. */
export const brokenBackends = {
  'last write wins': breaking((backend) => ({
    send: async (id, command, options) =>
      backend.send(id, command, { ...options, expectedVersion: (await backend.load(id)).version }),
  })),

  'asks for no fencing token': breaking((backend) => ({
    send: async (id, command, options) => {
      const { claim } = await backend.load(id);
      return backend.send(id, command, { ...options, ...(claim && { fence: claim.fence }) });
    },
  })),

  'asks of a key only for which command it was': sharing(
    () => new Map<string, SendOptions['saw']>(),
    (seen, backend) => ({
      send: (id, command, options) => {
        const key = options.idempotencyKey;
        const saw = seen.get(key) ?? options.saw;
        seen.set(key, saw);
        return backend.send(id, command, { ...options, ...(saw && { saw }) });
      },
    }),
  ),

  'takes a missing token for any': breaking((backend) => ({
    send: async (id, command, options) => {
      const { claim } = await backend.load(id);
      return backend.send(id, command, { ...options, fence: options.fence ?? claim?.fence });
    },
  })),

  'takes the name of the holder for the token': breaking((backend, _host, reviewer) => ({
    send: async (id, command, options) => {
      const { claim } = await backend.load(id);
      return backend.send(id, command, { ...options, ...(claim?.by.id === reviewer.id && { fence: claim.fence }) });
    },
  })),

  'renews with any token': breaking((backend) => ({
    claims: {
      ...backend.claims,
      renew: async (id) => {
        const { claim } = await backend.load(id);
        return backend.claims?.renew(id, { fence: claim?.fence ?? 0 }) as never;
      },
    },
  })),

  'renews without moving the end': breaking((backend, host) => ({
    claims: {
      ...backend.claims,
      renew: async (id, { fence }) => {
        const review = await backend.load(id);
        if (review.claim?.fence !== fence) return { outcome: 'claim-lost', review };
        return { outcome: 'renewed', until: new Date(host.clock() + 15 * 60_000).toISOString() };
      },
    },
  })),

  'forgets idempotency keys': sharing(
    () => ({ count: 0 }),
    (shared, backend) => ({
      send: (id, command, options) => backend.send(id, command, { ...options, idempotencyKey: `${++shared.count}` }),
    }),
  ),

  'forgets idempotency keys with the page': (reviews) => {
    let pages = 0;
    return breaking((backend) => {
      const page = ++pages;
      return {
        send: (id, command, options) =>
          backend.send(id, command, {
            ...options,
            idempotencyKey: options.idempotencyKey && `${page} ${options.idempotencyKey}`,
          }),
      };
    })(reviews);
  },

  'looks for the key, and only then waits for the lock': sharing(
    () => new Set<string>(),
    (used, backend, _host, reviewer) => ({
      send: async (id, command, options) => {
        const key = `${reviewer.id} ${options.idempotencyKey}`;
        const isRepeat = used.has(key);
        await Promise.resolve();
        const isSecondAtOnce = !isRepeat && used.has(key);
        used.add(key);
        return backend.send(id, command, isSecondAtOnce ? { ...options, idempotencyKey: `${key} again` } : options);
      },
    }),
  ),

  'shares idempotency keys between people': sharing(
    () => new Map<string, Promise<unknown>>(),
    (answers, backend) => ({
      send: (id, command, options) => {
        const key = JSON.stringify([options.idempotencyKey, id, command]);
        if (!answers.has(key)) answers.set(key, backend.send(id, command, options));
        return answers.get(key) as never;
      },
    }),
  ),

  'answers a repeat with what is true now': breaking((backend) => ({
    send: async (id, command, options) => {
      const answer = await backend.send(id, command, options);
      return answer.outcome === 'accepted' ? { ...answer, review: await backend.load(id) } : answer;
    },
  })),

  'ignores what was seen': breaking((backend) => ({
    send: async (id, command, options) =>
      backend.send(id, command, { ...options, saw: sawOf((await backend.load(id)).proposal) }),
  })),

  'compares the revision only': breaking((backend) => ({
    send: async (id, command, options) => {
      const current = sawOf((await backend.load(id)).proposal);
      const isSame = options.saw?.revision === current.revision;
      return backend.send(id, command, { ...options, ...(isSame && { saw: current }) });
    },
  })),

  'gives one case to two people at once': breaking((backend) => ({
    claims: {
      renew: (id, options) => backend.claims?.renew(id, options) as never,
      next: async (query) => {
        const [row] = (await backend.list({ ...query, status: ['pending'] })).items;
        await Promise.resolve();
        const review = row && (await backend.load(row.id));
        if (!review) return undefined;
        const options = { idempotencyKey: `next ${review.id}`, expectedVersion: review.version };
        const answer = await backend.send(review.id, { type: 'claim' }, options);
        return 'review' in answer ? answer.review : undefined;
      },
    },
  })),

  'hands a skipped case out again': breaking((backend, host, reviewer) => ({
    claims: {
      renew: (id, options) => backend.claims?.renew(id, options) as never,
      next: async (query, { holder }) => {
        const [row] = (await backend.list({ ...query, status: ['pending'] })).items;
        const answer = row && host.store.apply(row.id, { type: 'claim', holder }, person(reviewer));
        return answer && 'review' in answer ? answer.review : undefined;
      },
    },
  })),

  'hands out what is assigned to others': breaking((backend, host, reviewer) => ({
    claims: {
      renew: (id, options) => backend.claims?.renew(id, options) as never,
      next: async (query, { holder }) => {
        const [row] = (await backend.list({ ...query, status: ['pending'] })).items;
        if (!row) return undefined;
        if (row.assignedTo) host.store.apply(row.id, { type: 'unassign' }, { kind: 'system', id: 'x', name: 'x' });
        const answer = host.store.apply(row.id, { type: 'claim', holder }, person(reviewer));
        return 'review' in answer ? answer.review : undefined;
      },
    },
  })),

  'tells whom a case of two is assigned to': breaking((backend, host) => ({
    load: async (id) => {
      const review = await backend.load(id);
      const { assignment } = host.store.get(id);
      return { ...review, ...(assignment && { assignment }) };
    },
  })),

  'assigns to whoever is named': breaking((backend, host, reviewer) => ({
    send: async (id, command, options) =>
      command?.type === 'assign' ? host.store.apply(id, command, person(reviewer)) : backend.send(id, command, options),
  })),

  'lets anybody have an assigned case': breaking((backend, host) => ({
    send: async (id, command, options) => {
      if (command?.type === 'claim' && host.store.get(id).assignment) {
        host.store.apply(id, { type: 'unassign' }, { kind: 'system', id: 'x', name: 'x' });
        return backend.send(id, command, { ...options, expectedVersion: host.store.get(id).version });
      }
      return backend.send(id, command, options);
    },
  })),

  'lets two people claim at once': breaking((backend, host, reviewer) => ({
    send: async (id, command, options) => {
      const { claim } = host.store.get(id);
      if (command?.type === 'claim' && claim && claim.by.id !== reviewer.id) {
        host.store.apply(id, { type: 'release' }, claim.by);
        return host.store.apply(id, command, person(reviewer));
      }
      return backend.send(id, command, options);
    },
  })),

  'never lets a lease run out': (reviews) => ({ ...openMemory(reviews), advance: () => {} }),

  'decides on a case that somebody else has': breaking((backend, host) => ({
    send: async (id, command, options) => {
      const { claim } = host.store.get(id);
      return command?.type === 'approve' && claim
        ? host.store.apply(id, command, claim.by, { saw: options.saw, expectedVersion: options.expectedVersion })
        : backend.send(id, command, options);
    },
  })),

  'loses events': sharing(
    () => ({ count: 0 }),
    (shared, backend) => ({
      subscribe: (listener, options) =>
        backend.subscribe?.((change) => {
          if (++shared.count % 2 === 1) listener(change);
        }, options) as never,
    }),
  ),

  'loses what happened between two connections': breaking((backend) => ({
    subscribe: (listener, { since: _since, ...options } = {}) => backend.subscribe?.(listener, options) as never,
  })),

  'tells old states after new ones': breaking((backend) => ({
    subscribe: (listener, options) => {
      const before = new Map<string, Parameters<typeof listener>[0]>();
      return backend.subscribe?.((change) => {
        listener(change);
        const old = before.get(change.summary.id);
        if (old) listener(old);
        before.set(change.summary.id, change);
      }, options) as never;
    },
  })),

  'says nothing of a gap': breaking((backend) => ({
    subscribe: (listener, options) => backend.subscribe?.(listener, { ...options, onGapFind: () => {} }) as never,
  })),

  'is off by one between pages': breaking((backend) => ({
    list: async (query) => {
      const page = await backend.list(query);
      return page.next === undefined ? page : { ...page, items: page.items.slice(0, -1) };
    },
  })),

  'counts rows to skip them': breaking((backend) => ({
    list: async ({ cursor = '0', limit = 50, ...query }) => {
      if (!/^\d+$/.test(cursor)) throw new Error('This is no cursor.');
      const { items } = await backend.list({ ...query, limit: 200 });
      const end = Number(cursor) + limit;
      return {
        items: items.slice(Number(cursor), end),
        total: items.length,
        ...(end < items.length && { next: String(end) }),
      };
    },
  })),

  'promises a page after the last': breaking((backend) => ({
    list: async (query) => {
      const page = await backend.list(query);
      const last = page.items.at(-1);
      return last && page.items.length === query.limit ? { ...page, next: last.id } : page;
    },
  })),

  'begins again at a strange cursor': breaking((backend) => ({
    list: (query) => backend.list(query).catch(() => backend.list({ ...query, cursor: undefined })),
  })),

  'shows the AI too early': breaking((backend) => ({
    list: async (query) => {
      const page = await backend.list(query);
      return { ...page, items: page.items.map((row) => ({ ...row, confidence: { value: 0.9 } })) };
    },
  })),

  'shares drafts': sharing(
    () => new Map<string, Draft>(),
    (drafts) => ({
      drafts: {
        save: async (id, draft) => void drafts.set(id, draft),
        load: async (id) => drafts.get(id),
        clear: async (id) => void drafts.delete(id),
      },
    }),
  ),

  'sends for whoever is signed in': breaking((backend) => ({
    send: (id, command, { by: _by, ...options }) => backend.send(id, command, options),
  })),

  'takes drafts for whoever is signed in': breaking(({ drafts }) => ({
    drafts: drafts && {
      save: (id, draft) => drafts.save(id, draft),
      load: (id) => drafts.load(id),
      clear: (id) => drafts.clear(id),
    },
  })),

  'tidies drafts up': breaking(({ drafts }) => ({
    drafts: drafts && {
      ...drafts,
      save: (id, draft) => drafts.save(id, { ...draft, ...(draft.value === '' && { value: undefined }) }),
    },
  })),

  'keeps whichever draft comes last': breaking(({ drafts }) => ({
    drafts: drafts && {
      ...drafts,
      save: (id, { typedAt: _typedAt, ...draft }, options) => drafts.save(id, draft, options),
    },
  })),

  'clears everybody’s drafts with a decision': sharing(
    () => [] as (() => Promise<void>)[],
    (clearings, { drafts, send }) => ({
      drafts: drafts && {
        ...drafts,
        save: (id, draft) => {
          clearings.push(() => drafts.clear(id));
          return drafts.save(id, draft);
        },
      },
      send: async (id, command, options) => {
        const answer = await send(id, command, options);
        if (answer.outcome === 'accepted') await Promise.all(clearings.map((clear) => clear()));
        return answer;
      },
    }),
  ),

  'drops the entry': breaking((backend) => ({
    history: async (id, cursor) => {
      const page = await backend.history(id, cursor);
      return { ...page, items: page.items.filter(({ type }) => type !== 'released') };
    },
  })),

  'rewrites the record': breaking((backend) => ({
    history: async (id, cursor) => {
      const page = await backend.history(id, cursor);
      const rewritten = (entry: AuditEntry): AuditEntry =>
        entry.type === 'overridden' ? { ...entry, reason: { codes: ['newer-file'] } } : entry;
      return { ...page, items: page.items.map(rewritten) };
    },
  })),

  'writes refusals into the record': breaking((backend, host, reviewer) => ({
    send: async (id, command, options) => {
      const answer = await backend.send(id, command, options);
      if (answer.outcome === 'conflict' && answer.review.claim)
        host.store.apply(id, { type: 'ask', question: 'Why?', to: reviewer.name }, answer.review.claim.by);
      return answer;
    },
  })),

  'writes into the record what it is sent': breaking((backend) => {
    const sent = new Map<string, Command>();
    return {
      send: async (id, command, options) => {
        const answer = await backend.send(id, command, options);
        if (answer.outcome !== 'accepted') return answer;
        sent.set(answer.entry.id, command);
        return { ...answer, entry: { ...answer.entry, command } };
      },
    };
  }),

  'forgets that an undo ends': breaking((backend, host, reviewer) => ({
    send: async (id, command, options) =>
      command?.type === 'undo' && !host.store.get(id).hold
        ? host.store.apply(id, command, person(reviewer), { isUndoable: true })
        : backend.send(id, command, options),
  })),

  'lets anybody undo': breaking((backend, host) => ({
    send: async (id, command, options) => {
      const signer = host.store.get(id).signatures.at(-1)?.by;
      return command?.type === 'undo' && signer
        ? host.store.apply(id, command, signer)
        : backend.send(id, command, options);
    },
  })),

  'ends an undo with anybody’s next verdict': sharing(
    () => ({ last: '' }),
    (shared, backend) => ({
      send: async (id, command, options) => {
        if (command?.type === 'undo' && shared.last !== id)
          return { outcome: 'forbidden', why: { code: 'undo-over' } } as const;
        if (command?.type === 'approve') shared.last = id;
        return backend.send(id, command, options);
      },
    }),
  ),

  'takes any batch': breaking((backend, host, reviewer) => ({
    send: async (id, command, options) => {
      if (command?.type === 'approve' && command.batch)
        for (const each of command.batch.cases) host.store.apply(each, { type: 'view', of: 'case' }, person(reviewer));
      return backend.send(id, command, options);
    },
  })),

  'takes anybody’s look for one’s own': breaking((backend, host, reviewer) => ({
    send: async (id, command, options) => {
      if (command?.type === 'approve' && command.batch) await seeAsAll(backend, host, reviewer, command.batch.cases);
      return backend.send(id, command, options);
    },
  })),

  'forgets what a batch began with': breaking((backend) => ({
    send: (id, command, options) => backend.send(id, renamed(command, `${id} ${options.idempotencyKey}`), options),
  })),

  'counts a batch by each case alone': breaking((backend, host) => ({
    send: async (id, command, options) => {
      if (command?.type !== 'approve' || !command.batch) return backend.send(id, command, options);
      // Only those that are as lenient are looked at.
      const own = host.store.get(id).policy.batchApprove;
      const cases = command.batch.cases.filter((each) => host.store.get(each).policy.batchApprove === own);
      return backend.send(id, { ...command, batch: { ...command.batch, cases } }, options);
    },
  })),

  'opens batch after batch by one look': breaking((backend) => ({ send: sendingAlone(backend, 'not-begun') })),

  'asks of the others in a batch only whether they are there': breaking((backend) => ({
    send: sendingAlone(backend, 'not-together'),
  })),

  'tells of checks of others by a batch': breaking((backend, host) => ({
    send: async (id, command, options) => {
      const result = await backend.send(id, command, options);
      if (command?.type !== 'approve' || !command.batch?.cases.includes('R03') || result.outcome !== 'invalid')
        return result;
      const isStored = host.store.entries('R03').length > 0;
      const issues = [{ code: 'batch-refused', path: 'batch', detail: { problem: 'unopened' } }] as const;
      return isStored ? { outcome: 'invalid', issues } : result;
    },
  })),

  'takes each case of a batch for the next decision': breaking((backend, _host, reviewer) => ({
    send: (id, command, options) => {
      const isOther =
        command?.type === 'approve' && command.batch && batchFirst(command.batch.cases, reviewer.id) !== id;
      return backend.send(id, isOther ? { type: 'approve' } : command, options);
    },
  })),

  'lets everybody lift a stop': breaking((backend, host) => ({
    send: async (id, command, options) =>
      command?.type === 'resume'
        ? host.store.apply(id, command, { kind: 'person', id: 'priya', name: 'Priya Nair', roles: ['supervisor'] })
        : backend.send(id, command, options),
  })),

  'decides while a stop is on': breaking((backend, host, reviewer) => ({
    send: async (id, command, options) => {
      const { hold } = host.store.get(id);
      if (!hold || command?.type !== 'approve') return backend.send(id, command, options);
      host.store.apply(id, { type: 'resume' }, { ...person(reviewer), roles: ['supervisor'] });
      return backend.send(id, command, { ...options, expectedVersion: options.expectedVersion + 1 });
    },
  })),

  'answers about reviews it does not hold': breaking((backend, host) => ({
    load: async (id) => backend.load(id).catch(() => ({ ...host.store.get('LN-20417'), id })),
  })),

  'breaks on an unknown command': breaking((backend) => ({
    send: async (id, command, options) => {
      if (command?.type === ('rubber-stamp' as string)) throw new TypeError('handlers[command.type] is not a function');
      return backend.send(id, command, options);
    },
  })),

  'takes any version that is none': breaking((backend) => ({
    send: async (id, command, options) => {
      const expectedVersion = options.expectedVersion ?? (await backend.load(id)).version;
      return backend.send(id, command, { ...options, expectedVersion });
    },
  })),

  'takes a look for a change': breaking((backend) => ({
    send: async (id, command, options) => {
      const review = await backend.load(id);
      return review.views && command?.type !== 'view' && options.expectedVersion !== review.version
        ? { outcome: 'conflict', review }
        : backend.send(id, command, options);
    },
  })),

  'records no look that comes late': breaking((backend) => ({
    send: async (id, command, options) => {
      const review = await backend.load(id);
      return command?.type === 'view' && options.expectedVersion !== review.version
        ? { outcome: 'conflict', review }
        : backend.send(id, command, options);
    },
  })),

  'records looks unasked': breaking((backend, host, reviewer) => ({
    send: async (id, command, options) => {
      const answer = await backend.send(id, command, options);
      if (command?.type !== 'view' || answer.outcome !== 'invalid') return answer;
      return host.store.apply(id, { type: 'hold', reason: 'A look', scope: 'review' }, person(reviewer));
    },
  })),

  'tells everybody of a look': breaking((backend) => ({
    list: async (query) => {
      const page = await backend.list(query);
      return { ...page, items: page.items.map(({ views: _views, ...row }) => row) };
    },
  })),

  'writes looks down without what was looked at': breaking((backend) => ({
    send: (id, command, options) =>
      backend.send(id, command?.type === 'view' ? { type: 'view', of: 'case' } : command, options),
  })),

  'knows its own time only': breaking((backend) => ({
    send: (id, command, { sentAt: _sentAt, ...options }) => backend.send(id, command, options),
  })),

  'takes any word for a time': breaking((backend) => ({
    send: (id, command, { sentAt, ...options }) =>
      backend.send(id, command, {
        ...options,
        ...(Number.isFinite(Date.parse(sentAt ?? '')) && { sentAt }),
      } as SendOptions),
  })),

  'shows the first decision to everybody in the record': breaking((_backend, host) => ({
    history: async (id) => ({ items: [...host.store.entries(id)].reverse() }),
  })),

  'shows the first decision to everybody who loads the case': breaking((backend, host) => ({
    load: async (id) => ({ ...(await backend.load(id)), signatures: host.store.get(id).signatures }),
  })),

  'names whoever is at work in the list': breaking((backend, host) => ({
    list: async (query) => {
      const page = await backend.list(query);
      const named = (row: ReviewSummary) => ({ ...row, ...summaryOf(host.store.get(row.id)) });
      return { ...page, items: page.items.map(named) };
    },
  })),

  'hides the first decision for ever': breaking((backend) => ({
    history: async (id, cursor) => {
      const page = await backend.history(id, cursor);
      const hidden = (entry: AuditEntry) => ({ ...entry, by: WITHHELD, reason: { codes: [] }, command: { type: 'x' } });
      return { ...page, items: page.items.map(hidden) as never };
    },
    send: async (id, command, options) => {
      const result = await backend.send(id, command, options);
      return result.outcome === 'accepted' ? { ...result, review: { ...result.review, signatures: [] } } : result;
    },
  })),

  'shows a decision that was taken back': breaking((backend, host) => ({
    history: async (id, cursor) => {
      const isSigned = host.store.get(id).signatures.length > 0;
      return isSigned ? backend.history(id, cursor) : { items: [...host.store.entries(id)].reverse() };
    },
  })),

  'lets one person sign twice': breaking((backend, host, reviewer) => ({
    send: async (id, command, options) =>
      command?.type === 'claim' && host.store.get(id).signatures.length === 1
        ? host.store.apply(id, command, { ...person(reviewer), id: `${reviewer.id} again` })
        : backend.send(id, command, options),
  })),

  'cuts long texts': breaking((backend) => ({
    send: (id, command, options) => {
      const note = command?.type === 'escalate' && typeof command.note === 'string' ? command.note : undefined;
      return backend.send(
        id,
        note === undefined ? command : ({ ...command, note: note.slice(0, 1_000) } as Command),
        options,
      );
    },
  })),

  'takes nobody away who has left': breaking((backend) => ({
    presence: {
      watch: (id, listener) => {
        backend.presence?.watch(id, listener);
        return () => {};
      },
    },
  })),

  'writes down who had a case open': breaking((backend, host, reviewer) => ({
    presence: {
      watch: (id, listener) => {
        host.store.apply(id, { type: 'view', of: 'case' }, person(reviewer));
        return backend.presence?.watch(id, listener) as () => void;
      },
    },
  })),

  'tells by presence who signed first': sharing(newPresent, (present, _backend, _host, reviewer) => ({
    presence: tellingOf(present, reviewer, () => true),
  })),

  'leaves only the first signer out': sharing(newPresent, (present, _backend, host, reviewer) => ({
    presence: tellingOf(present, reviewer, (id, other) => host.store.get(id).signatures[0]?.by.id !== other.id),
  })),

  'tells before the own answer who is there': sharing(newPresent, (present, _backend, host, reviewer) => ({
    presence: tellingOf(present, reviewer, (id) => !keepsApart(host.store.get(id))),
  })),

  'throws where a check is somebody else’s': breaking((backend, host, reviewer) => ({
    presence: {
      watch: (id, listener) => {
        const isCheck = id === 'R02' && reviewer.id !== 'amara';
        if (isCheck) throw new Error(`There is no review "${host.store.get(id).id}".`);
        return backend.presence?.watch(id, listener) as () => void;
      },
    },
  })),

  'shows who has a check open': sharing(newPresent, (present, _backend, host, reviewer) => ({
    presence: tellingOf(
      present,
      reviewer,
      (id, other) => presentAsSeenBy([other], host.store.get(id), reviewer).length > 0,
    ),
  })),

  'tells what a check is before the decision': breaking((backend, host) => ({
    checks: {
      outcome: async (id) => {
        const told = await backend.checks?.outcome(id);
        const { proposal } = host.store.get(id);
        return told ?? (id === 'R02' ? { truth: 'approve', proposed: proposal.value, isRight: false } : undefined);
      },
    },
  })),

  'answers about checks of others': breaking((backend, host, reviewer) => ({
    list: async (query) => {
      const page = await backend.list(query);
      const isThere = page.items.some(({ id }) => id === 'R02');
      try {
        const row = summaryOf(host.store.get('R02'), reviewer);
        return isThere ? page : { ...page, items: [...page.items, row] };
      } catch {
        return page;
      }
    },
  })),

  'marks no decision as one on a check': breaking((backend) => ({
    history: async (id, cursor) => {
      const page = await backend.history(id, cursor);
      return {
        ...page,
        items: page.items.map((entry) => {
          if (!entry.exposure) return entry;
          const { seeded: _seeded, ...exposure } = entry.exposure;
          return { ...entry, exposure };
        }),
      };
    },
  })),

  'offers to take a decision on a check back': breaking((backend, _host, reviewer) => ({
    send: async (id, command, options) => {
      const result = await backend.send(id, command, options);
      if (result.outcome !== 'accepted' || id !== 'R02' || command.type !== 'approve') return result;
      const undo = { by: reviewer.id, until: '2999-01-01T00:00:00Z' };
      return { ...result, review: { ...result.review, undo } };
    },
  })),

  'leaves a check open that was given back': breaking((backend) => ({
    send: async (id, command, options) => {
      const before = await backend.load(id);
      const result = await backend.send(id, command, options);
      if (result.outcome !== 'accepted' || command?.type !== 'skip') return result;
      const { claim: _claim, ...open } = before;
      return {
        ...result,
        review: { ...open, state: 'pending.open', status: 'pending', version: result.review.version },
      };
    },
  })),
} satisfies Record<string, Open>;
