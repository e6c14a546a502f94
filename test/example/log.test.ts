import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

describe('log', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let lena: Visitor;
  beforeAll(async () => {
    engine = await openReusable();
    host = await startTestHost({ database: await engine.fresh() });
    lena = await signIn(host.url, 'lena');
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });
  it('works', async () => {
    for (const path of [
      '?limit=2',
      '?text=repaid&limit=3',
      '/keys',
      '/checkpoint',
      '/inclusion?position=3',
      '/consistency?from=3',
      '/export?reviewId=APP-0006',
      '/state?reviewId=APP-0006',
      '/export',
    ]) {
      const answer = await lena.request(`/api/log${path}`);
      console.log(path, answer.status, (await answer.text()).slice(0, 700));
    }
  });
});
