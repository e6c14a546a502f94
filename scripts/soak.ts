import { parseArgs } from 'node:util';
import { runCrowd } from '../test/faults/crowd.js';
import { crowdReport, writeSection } from '../test/faults/report.js';
import { findPostgres, NO_POSTGRES } from './postgres.js';

/*
 * Has 50 simulated reviewers decide many reviews on two servers and PostgreSQL under random faults, and writes the counts
 * into docs/reliability.md: npm run soak -- --reviews 5000
 */

const { values } = parseArgs({
  options: { reviews: { type: 'string', default: '5000' }, reviewers: { type: 'string', default: '50' } },
});
const [reviews, reviewers] = [Number(values.reviews), Number(values.reviewers)];
if (![reviews, reviewers].every((count) => Number.isInteger(count) && count >= 1)) {
  console.error('--reviews and --reviewers take whole numbers from 1 on.');
  process.exit(1);
}
const programs = findPostgres();
if (!programs) {
  console.error(`The soak needs a server: ${NO_POSTGRES}.`);
  process.exit(1);
}

let nextLine = 0;
const result = await runCrowd(programs, {
  reviews,
  reviewers,
  patience: 60_000 + reviews * 400,
  onProgress(decided, seconds) {
    if (seconds < nextLine) return;
    nextLine = seconds + 10;
    console.log(`${seconds} s: ${decided} of ${reviews} decided`);
  },
});
const { notes, ...counts } = result;
console.log(counts);
for (const note of notes.slice(0, 50)) console.error(note);
writeSection('crowd', crowdReport(`npm run soak -- --reviews ${reviews}`, programs, result));
process.exit(notes.length === 0 && result.notOnce === 0 ? 0 : 1);
