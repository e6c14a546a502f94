import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { OversightPolicy } from 'countersign/core';
import type { Application } from '../model/application.js';
import { createAgreement } from './agreement.js';
import { createApp } from './app.js';
import type { Database } from './database.js';
import { startDatabaseClock } from './database-clock.js';
import type { Webhook } from './effect-delivery.js';
import { createEffectDesk } from './effect-desk.js';
import { type DeliveryTimes, startEffectWorker } from './effect-worker.js';
import { createGroupPatterns } from './group-patterns.js';
import { forgetKeys } from './idempotency.js';
import {
  type CheckpointTimes,
  createLogCheckpoints,
  type LogCheckpoints,
  newestCheckpoint,
} from './log-checkpoints.js';
import { openLogKeys } from './log-keys.js';
import { CHANGES_CHANNEL, migrate } from './migrations.js';
import { createModelService, type Source } from './model-service.js';
import { fixedOversight } from './oversight-policy.js';
import { createPeople, seedPeople } from './people.js';
import { canDecide } from './policy.js';
import { createPolicyVersions } from './policy-versions.js';
import { createPresence } from './presence.js';
import type { Rate } from './request-rate.js';
import { createReviewStore, type ReviewStore } from './review-store.js';
import { createSessions, type Sessions } from './sessions.js';
import { createSights } from './sight.js';
import { createSignInAttempts } from './sign-in-attempts.js';
import { createSignatureProofs } from './signature-proofs.js';
import type { StaticFiles } from './static-files.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** How often claims are looked at, in milliseconds. */
const SWEEP = 10_000;
/** How often keys are forgotten whose time is over, in milliseconds. */
const FORGET = 3_600_000;
/** How often to look for changes that the database told nobody of, in milliseconds. */
const POLL = 15_000;

export interface HostOptions {
  database: Database;
  source: Source;
  loadApplications: () => readonly Application[];
  queueSize?: number;
  /** Sends each case where it says, until another version is confirmed. @default people look at all of them */
  oversight?: OversightPolicy;
  /** Whether checks whose answer is known come among the cases of those who decide (B-14). @default false */
  hasChecks?: boolean;
  page?: StaticFiles;
  /** 0 takes a free one. */
  port: number;
  /** @default '127.0.0.1' */
  address?: string;
  /** Milliseconds since 1970. @default the database's clock */
  clock?: () => number;
  /** How long a claim lasts without a heartbeat, in milliseconds. @default 15 minutes */
  lease?: number;
  /** Milliseconds between two pings of a stream. @default 15 seconds */
  ping?: number;
  /** Where effects are sent; without it they are kept. */
  webhook?: Webhook;
  deliveryTimes?: Partial<DeliveryTimes>;
  /** Whether browsers come by https, through a proxy before this server. @default false */
  isHttps?: boolean;
  /** How many proxies before this server are trusted to say where a request came from. @default 0 */
  proxies?: number;
  /** How much each person may change. @default 300 requests at once, 20 a second */
  writes?: Rate;
  /** Hears of every answered request, in one line of JSON. */
  log?: (line: string) => void;
  /** File with the key that signs the record. @default a key for the life of this process, for tests */
  logKey?: string;
  /** Whether a new key takes its place. @default false */
  isNewLogKey?: boolean;
  checkpointTimes?: Partial<CheckpointTimes>;
  /** How long an export whose reader does not read on goes on, in milliseconds. @default 60 seconds */
  exportIdle?: number;
}

export interface Host {
  url: string;
  /** Where the host's own systems open reviews. */
  store: ReviewStore;
  /** Where somebody’s access is ended at once: after a change of password, or when they leave. */
  sessions: Sessions;
  /** What signs the record, and says where it is not what was signed. */
  checkpoints: LogCheckpoints;
  /** Ends the streams, lets running requests finish and closes the database. */
  stop(): Promise<void>;
}

/** Migrates, trains on the first start, and serves. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { database, lease, webhook, deliveryTimes: times = {}, address = '127.0.0.1' } = options;
  await migrate(database);
  await seedPeople(database);
  const time = options.clock ? { now: options.clock, sync: async () => {} } : await startDatabaseClock(database);
  const clock = time.now;
  const policies = options.oversight && createPolicyVersions(database, options.oversight, clock);
  const oversight = policies ?? fixedOversight(undefined);
  const sightOf = createSights(oversight);
  const store = createReviewStore({
    database,
    canDecide,
    clock,
    ...(lease !== undefined && { lease }),
    oversight,
    sightOf,
    ...(options.hasChecks !== undefined && { hasChecks: options.hasChecks }),
  });
  const keys = openLogKeys({
    ...(options.logKey !== undefined && { path: options.logKey }),
    isNew: options.isNewLogKey === true,
    at: new Date(clock()).toISOString(),
    newest: await newestCheckpoint(database),
  });
  const { checkpointTimes } = options;
  const checkpoints = createLogCheckpoints({
    database,
    keys,
    clock,
    ...(checkpointTimes && { times: checkpointTimes }),
  });
  store.onChange(checkpoints.note);
  const model = await createModelService({ ...options, store, clock });
  const sessions = createSessions(database, clock);
  const presence = createPresence(database, sightOf, clock);
  const stopping = new AbortController();
  // Every open stream and every question that waits hears of it: many are no leak.
  setMaxListeners(0, stopping.signal);
  let following = Promise.resolve();
  function sweepStops() {
    following = Promise.all([following, store.stops.sweep()]).then(
      () => {},
      (error: Error) => console.error(`Reviews could not follow a stop: ${error.message}`),
    );
  }
  const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(address);
  const app = createApp({
    store,
    people: createPeople(database),
    sessions,
    attempts: createSignInAttempts(database, clock),
    proofs: createSignatureProofs(database, clock),
    agreement: createAgreement(database),
    groups: createGroupPatterns(database),
    policies,
    model,
    presence,
    effects: createEffectDesk(database, clock, webhook?.fingerprint),
    record: {
      ...{ database, sightOf, checkpoints, keys, clock },
      ...(options.exportIdle !== undefined && { exportIdle: options.exportIdle }),
    },
    onStop: sweepStops,
    stopping: stopping.signal,
    clock,
    ...(options.ping !== undefined && { ping: options.ping }),
    ...(options.page && { page: options.page }),
    ...(isLoopback && { hosts: LOOPBACK }),
    ...(options.isHttps !== undefined && { isHttps: options.isHttps }),
    ...(options.proxies !== undefined && { proxies: options.proxies }),
    ...(options.writes && { writes: options.writes }),
    ...(options.log && { log: options.log }),
  });

  const server = await new Promise<Server>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, hostname: address, port: options.port }, () =>
      resolve(starting as Server),
    ) as Server;
    starting.once('error', reject);
  });
  let sweeping = Promise.resolve();
  const sweep = setInterval(() => {
    // What a server left that was killed in the middle; and whatever an order could not finish.
    sweepStops();
    sweeping = Promise.all([store.lapse(), store.proceed(), store.showChecks(), presence.sweep(), time.sync()]).then(
      () => {},
      (error: Error) =>
        console.error(`Claims, veto windows, checks and open cases could not be looked at: ${error.message}`),
    );
  }, SWEEP);
  const forget = () =>
    forgetKeys(database, clock()).catch((error: Error) =>
      console.error(`Keys could not be forgotten: ${error.message}`),
    );
  let forgetting = forget();
  const forgets = setInterval(() => {
    forgetting = forget();
  }, FORGET);
  const stopListening = await database.listen(CHANGES_CHANNEL, store.announce);
  const poll = database.isShared ? setInterval(store.announce, POLL) : undefined;

  const worker = webhook && startEffectWorker({ database, webhook, clock, times });

  const { port } = server.address() as AddressInfo;
  checkpoints.start();
  sweepStops();

  return {
    store,
    sessions,
    checkpoints,
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    async stop() {
      clearInterval(sweep);
      clearInterval(forgets);
      clearInterval(poll);
      stopping.abort();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // What has not finished by then is cut: the client asks again with the same key.
        setTimeout(() => server.closeAllConnections(), 2_000).unref();
      });
      await worker?.stop();
      await stopListening();
      await sweeping;
      await following;
      await forgetting;
      await checkpoints.stop();
      await database.close();
    },
  };
}
