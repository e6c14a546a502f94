import type { MiddlewareHandler } from 'hono';
import { RequestError } from './request-error.js';
import type { Env } from './sign-in.js';

/** How much somebody may ask for: a number at once, and as many more with each second. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Far above what a person can do by hand, far below what would slow the others down. */
export const WRITES_PER_PERSON: Rate = { burst: 300, perSecond: 20 };

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * A token bucket for each name, in this process.
 *
 * @param clock milliseconds that never go back
 * @returns takes one token; how many milliseconds to wait where there is none, otherwise 0
 */
export function createBuckets({ burst, perSecond }: Rate, clock: () => number): (name: string) => number {
  const buckets = new Map<string, Bucket>();
  const refilled = ({ tokens, at }: Bucket, now: number) => Math.min(burst, tokens + ((now - at) / 1_000) * perSecond);
  return (name) => {
    const now = clock();
    const tokens = refilled(buckets.get(name) ?? { tokens: burst, at: now }, now);
    if (tokens < 1) return Math.ceil(((1 - tokens) / perSecond) * 1_000);
    buckets.set(name, { tokens: tokens - 1, at: now });
    // A full bucket is as good as none.
    if (buckets.size > 1_000) {
      for (const [other, bucket] of buckets) if (refilled(bucket, now) >= burst) buckets.delete(other);
    }
    return 0;
  };
}

/** The answer to somebody who asks too often. Nothing was done: the same request, with the same key, may come later. */
export function tooMany(wait: number): RequestError {
  const seconds = Math.max(1, Math.ceil(wait / 1_000));
  return new RequestError(429, 'too-many-requests', `That was too much at once. Try again in ${seconds} s.`, {
    'retry-after': String(seconds),
  });
}

/** Holds back a person whose requests change more than anybody could by hand. */
export function limitWrites(rate: Rate, clock: () => number): MiddlewareHandler<Env> {
  const take = createBuckets(rate, clock);
  return async (context, next) => {
    const wait = ['GET', 'HEAD'].includes(context.req.method) ? 0 : take(context.get('person').id);
    if (wait > 0) throw tooMany(wait);
    await next();
  };
}
