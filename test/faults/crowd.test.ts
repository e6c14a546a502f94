import { describe, expect, it } from 'vitest';
import { findPostgres } from '../../scripts/postgres.js';
import { runCrowd } from './crowd.js';

const programs = findPostgres();

describe.runIf(programs)('a crowd on two servers that are killed', () => {
  it('decides each review once', async () => {
    const result = await runCrowd(programs as string, { reviewers: 50, reviews: 150, killEvery: 2_000, lease: 3_000 });
    expect(result.notes).toEqual([]);
    expect(result).toMatchObject({
      decisions: 150,
      notOnce: 0,
      lost: 0,
      doubled: 0,
      gaps: 0,
      replayDifferences: 0,
      overlappingClaims: 0,
    });
    expect(result.lineFaults).toBeGreaterThan(0);
  });
});
