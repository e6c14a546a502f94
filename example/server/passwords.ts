import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const LENGTH = 32;

/** What the database keeps of a password: who reads it cannot sign in as somebody. */
export interface PasswordHash {
  salt: string;
  hash: string;
}

/** Hashed against for a name that nobody has, so that it costs as much time as a wrong password. */
const NOBODY: PasswordHash = { salt: '00'.repeat(16), hash: '00'.repeat(LENGTH) };

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16).toString('hex');
  return { salt, hash: (await derive(password, Buffer.from(salt, 'hex'), LENGTH)).toString('hex') };
}

/** Whether a password is the one that was hashed; never for nobody, and not sooner either. */
export async function isPassword(password: string, kept: PasswordHash | undefined): Promise<boolean> {
  const { salt, hash } = kept ?? NOBODY;
  const given = await derive(password, Buffer.from(salt, 'hex'), LENGTH);
  return timingSafeEqual(given, Buffer.from(hash, 'hex')) && kept !== undefined;
}
