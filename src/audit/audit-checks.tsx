'use client';
import { useContext } from 'react';
import { AlertIcon, CheckIcon, InfoIcon, SignIcon, WarningIcon } from '../react/icons.js';
import { useMessages } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import type { EntryMark } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { EntryContext } from './audit-context.js';
import { verificationMessages } from './audit-more.messages.js';
import { faultOf } from './audit-verification.selectors.js';

export { Verdict } from './audit-verification.js';
export { markOf } from './audit-verification.selectors.js';

const ICONS: Record<EntryMark, typeof CheckIcon> = {
  verified: CheckIcon,
  broken: WarningIcon,
  unsure: InfoIcon,
  unchecked: InfoIcon,
};

/** "9f2c…a41e". */
const shortHash = (hash: string) => (hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);

/** What the `Mark` part holds. */
export function MarkWords() {
  const m = useMessages('audit', verificationMessages);
  const { mark, verification, entry } = useContext(EntryContext) ?? {};
  if (!mark || !verification || !entry) return null;
  const Icon = ICONS[mark];
  const hash = mark === 'verified' && verification.hashes?.get(entry.id);
  const kind = mark === 'broken' && faultOf(entry, verification)?.kind === 'changed' ? 'changed' : mark;
  return (
    <>
      <Icon className={timeline.markIcon()} />
      <span>
        {m.marks[kind]}
        {hash && ' '}
        {hash && <bdi className={primitives('mono')}>{shortHash(hash)}</bdi>}
      </span>
    </>
  );
}

/** What the `Signature` part holds. */
export function SignatureWords() {
  const m = useMessages('audit', verificationMessages);
  const state = useContext(EntryContext)?.own.signature;
  return (
    state && (
      <>
        {state === 'changed' ? <AlertIcon /> : <SignIcon />} {m.signatureStates[state]}
      </>
    )
  );
}
