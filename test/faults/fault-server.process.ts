import { openEmbedded, openServer } from '../../example/server/database.js';
import { readWebhook } from '../../example/server/effect-delivery.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { readSecrets } from '../../example/server/webhook-signature.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { startTestHost } from '../example/host.fixtures.js';
import type { Order, ServerOptions } from './fault-server.js';
import { logFaults } from './log-check.js';
import { readRecords, releaseEffects } from './records.js';
import { makeMortal } from './sudden-death.js';

/*
 * The reference host in a process of its own, to be killed. Its parent says over the channel between them what it shall
 * do, and hears that it was done.
 */

const options = JSON.parse(process.argv[2] ?? '') as ServerOptions;
const { databaseUrl, folder, logKey, shift = 0, deviceShift = 0, lease, page, webhook } = options;

// A machine whose clock is wrong: everything in this process reads it.
if (deviceShift !== 0) {
  const deviceNow = Date.now;
  Date.now = () => deviceNow() + deviceShift;
}

const database = makeMortal(databaseUrl ? openServer(databaseUrl) : await openEmbedded(folder));
const host = await startTestHost({
  database,
  queueSize: 0,
  logKey,
  // Signed often, so that many a kill comes in between.
  checkpointTimes: { lines: 5, wait: 300 },
  writes: { burst: 10_000, perSecond: 1_000 },
  ...(shift !== 0 && { clock: () => Date.now() + shift }),
  ...(lease !== undefined && { lease }),
  ...(page !== undefined && { page: readStaticFiles(page) }),
  ...(webhook && { webhook: readWebhook(webhook.url, readSecrets(webhook.secret)) }),
  // What a server had taken when it was killed is soon due again, and nothing is given up.
  deliveryTimes: { poll: 100, timeout: 1_500, lease: 2_000, firstDelay: 30, longestDelay: 300, tries: 1_000 },
});

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'open':
      return host.store.open(
        order.ids.map((id) => ({
          ...sampleProposals.refund,
          id,
          dueAt: '2999-01-01T00:00:00Z',
          ...(order.kind !== undefined && { kind: order.kind }),
        })),
        () => samplePolicy,
      );
    case 'enrol':
      return database.query(
        `insert into people (id, name, title, roles, salt, password_hash)
         select added.id, added.id, title, roles, salt, password_hash
         from people, unnest($1::text[]) as added (id) where people.id = 'amara' on conflict (id) do nothing`,
        [order.ids],
      );
    case 'die':
      return database.dieAt(order.moment, order.statements);
    case 'read':
      await releaseEffects(database, order.ids);
      return readRecords(database, order.ids);
    case 'verify':
      await host.checkpoints.take();
      return [host.checkpoints.fault ?? [], await logFaults(database, logKey)].flat();
    case 'tell the time':
      return Date.now();
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (value) => process.send?.({ number: order.number, value }),
    (error: Error) => process.send?.({ number: order.number, error: error.message }),
  );
});
// Whoever started it is gone: nobody would end it.
process.on('disconnect', () => process.exit(0));
process.send?.({ url: host.url });
