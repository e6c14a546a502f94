import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The network address that a request came from.
 *
 * @param proxies how many proxies before this server are trusted: each adds at the end of `X-Forwarded-For` who asked it,
 * and what stands before that is whatever the sender made up
 */
export function senderAddress(context: Context, proxies: number): string {
  const connected = getConnInfo(context).remote.address ?? '';
  if (proxies === 0) return connected;
  const said = context.req.header('x-forwarded-for')?.split(',').at(-proxies)?.trim() ?? '';
  return isIP(said) ? said : connected;
}
