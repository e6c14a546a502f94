import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  REPLAY_WINDOW,
  readSecrets,
  signDelivery,
  verifyDelivery,
  WebhookError,
} from '../../example/server/webhook-signature.js';

const secret = () => `whsec_${randomBytes(32).toString('base64')}`;
const NOW = Date.parse('2026-11-21T09:00:00Z');

/** A delivery as it arrives, signed with `text`. */
function arriving(text: string, body = '{"type":"review.approved","note":"Ä 🧾"}', at = NOW) {
  const delivery = { id: 'eff_1', timestamp: at / 1_000, body };
  return {
    headers: {
      'webhook-id': delivery.id,
      'webhook-timestamp': String(delivery.timestamp),
      'webhook-signature': signDelivery(delivery, readSecrets(text)),
    },
    body,
    now: NOW,
  };
}

describe('the signature of a webhook', () => {
  it('is the one of the specification’s own libraries', () => {
    const secrets = readSecrets('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const delivery = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    };
    expect(signDelivery(delivery, secrets)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is accepted with the secret it was made with, from text and from bytes', () => {
    const text = secret();
    const delivery = arriving(text);
    const secrets = readSecrets(text);
    const verified = { outcome: 'verified', id: 'eff_1', timestamp: NOW / 1_000 };
    expect(verifyDelivery({ ...delivery, secrets })).toEqual(verified);
    expect(verifyDelivery({ ...delivery, body: Buffer.from(delivery.body), secrets })).toEqual(verified);
  });

  it.each<[string, (delivery: ReturnType<typeof arriving>) => object, string]>([
    ['another body', ({ body }) => ({ body: body.replace('approved', 'rejected') }), 'signature-wrong'],
    ['a body that was parsed and written again', ({ body }) => ({ body: `${body} ` }), 'signature-wrong'],
    ['another id', ({ headers }) => ({ headers: { ...headers, 'webhook-id': 'eff_2' } }), 'signature-wrong'],
    [
      'another time within the window',
      ({ headers }) => ({ headers: { ...headers, 'webhook-timestamp': String(NOW / 1_000 + 1) } }),
      'signature-wrong',
    ],
    ['no id', ({ headers }) => ({ headers: { ...headers, 'webhook-id': undefined } }), 'header-missing'],
    ['an empty signature', ({ headers }) => ({ headers: { ...headers, 'webhook-signature': '' } }), 'header-missing'],
    [
      'a signature of another kind',
      ({ headers }) => ({
        headers: { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') },
      }),
      'signature-wrong',
    ],
    [
      'a signature cut short',
      ({ headers }) => ({ headers: { ...headers, 'webhook-signature': headers['webhook-signature'].slice(0, 20) } }),
      'signature-wrong',
    ],
    ['an id with a full stop', ({ headers }) => ({ headers: { ...headers, 'webhook-id': 'a.b' } }), 'header-invalid'],
    [
      'a time that is none',
      ({ headers }) => ({ headers: { ...headers, 'webhook-timestamp': '1e9' } }),
      'header-invalid',
    ],
    [
      'a header that came twice',
      ({ headers }) => ({ headers: { ...headers, 'webhook-id': ['a', 'b'] } }),
      'header-invalid',
    ],
  ])('is refused with %s', (_, change, why) => {
    const text = secret();
    const delivery = arriving(text);
    expect(verifyDelivery({ ...delivery, ...change(delivery), secrets: readSecrets(text) })).toEqual({
      outcome: 'refused',
      why,
    });
  });

  it('is refused with another secret', () => {
    expect(verifyDelivery({ ...arriving(secret()), secrets: readSecrets(secret()) })).toEqual({
      outcome: 'refused',
      why: 'signature-wrong',
    });
  });

  it('is worth nothing once the replay window is over, nor before its time', () => {
    const text = secret();
    const secrets = readSecrets(text);
    const sentAt = (at: number) => verifyDelivery({ ...arriving(text, '{}', at), secrets });
    expect(sentAt(NOW - REPLAY_WINDOW).outcome).toBe('verified');
    expect(sentAt(NOW + REPLAY_WINDOW).outcome).toBe('verified');
    expect(sentAt(NOW - REPLAY_WINDOW - 1_000)).toEqual({ outcome: 'refused', why: 'time-outside' });
    expect(sentAt(NOW + REPLAY_WINDOW + 1_000)).toEqual({ outcome: 'refused', why: 'time-outside' });
  });

  it('lets keys be changed without a delivery lost, whoever changes first', () => {
    const [old, next] = [secret(), secret()];
    const both = `${next} ${old}`;
    const heard = (sent: string, known: string) =>
      verifyDelivery({ ...arriving(sent), secrets: readSecrets(known) }).outcome;
    expect(heard(both, old)).toBe('verified');
    expect(heard(both, next)).toBe('verified');
    expect(heard(old, both)).toBe('verified');
    expect(heard(next, both)).toBe('verified');
    expect(heard(next, old)).toBe('refused');
  });

  it.each([
    ['', 'One webhook secret'],
    [`${secret()} ${secret()} ${secret()}`, 'One webhook secret'],
    ['hunter2', 'A webhook secret is "whsec_"'],
    ['whsec_', 'A webhook secret is'],
    [`whsec_${randomBytes(23).toString('base64')}`, '24 to 64 random bytes'],
    [`whsec_${randomBytes(65).toString('base64')}`, '24 to 64 random bytes'],
    [`whsec_${'*'.repeat(44)}`, 'in base64'],
  ])('takes no secret that is none: case %#', (text, message) => {
    expect(() => readSecrets(text)).toThrow(WebhookError);
    expect(() => readSecrets(text)).toThrow(message);
    const words = text.split(' ').filter((word) => word.length > 6);
    try {
      readSecrets(text);
    } catch (error) {
      for (const word of words) expect((error as Error).message).not.toContain(word);
    }
  });
});
