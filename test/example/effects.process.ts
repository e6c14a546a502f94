import { openServer } from '../../example/server/database.js';
import { startDatabaseClock } from '../../example/server/database-clock.js';
import { readWebhook } from '../../example/server/effect-delivery.js';
import { startEffectWorker } from '../../example/server/effect-worker.js';
import { readSecrets } from '../../example/server/webhook-signature.js';

/** A server of its own that does nothing but deliver, to be killed: `database webhook secret clockShift`. */
const [url = '', address = '', secret = '', shift = '0'] = process.argv.slice(2);
const database = openServer(url);
const { now } = await startDatabaseClock(database);
startEffectWorker({
  database,
  webhook: readWebhook(address, readSecrets(secret)),
  clock: () => now() + Number(shift),
  times: { poll: 20, timeout: 20_000, lease: 1_000, firstDelay: 50, longestDelay: 50, tries: 10 },
});
process.stdout.write('delivering\n');
