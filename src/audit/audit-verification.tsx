'use client';
import { useContext, useEffect, useRef } from 'react';
import { formatTimestamp } from '../internal/format.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { CheckIcon, InfoIcon } from '../react/icons.js';
import { useMessages } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import type { AuditVerification } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { said, TimelineContext, type TimelineState } from './audit-context.js';
import { verificationMessages } from './audit-more.messages.js';
import { more } from './audit-more.variants.js';
import { entryOf } from './audit-verification.selectors.js';
import { describeLogFault } from './log-fault.messages.js';

/** How many faults are told one by one. */
const TOLD = 5;

/** What the `Verification` part holds. */
export function Verdict() {
  const state = useContext(TimelineContext);
  if (!state?.check) return null;
  return state.check.status === 'broken' ? (
    <Broken state={state} check={state.check} />
  ) : (
    <Fine state={state} check={state.check} />
  );
}

interface VerdictProps {
  state: TimelineState;
  check: AuditVerification;
}

function Fine({ state: { format }, check }: VerdictProps) {
  const m = useMessages('audit', verificationMessages);
  const { status, checked, total, at, keyId, disclosures = 'checked' } = check;
  const moment = at && formatTimestamp(format.locale, format.timeZone, at);
  const Icon = status === 'whole' ? CheckIcon : InfoIcon;
  const text =
    status === 'whole'
      ? m.allVerified(checked, moment, format)
      : status === 'checking'
        ? m.checking(checked, total, format)
        : m.notChecked;
  return (
    <p className={more.verdict()}>
      <Icon className={timeline.markIcon()} />
      <span>
        {text}
        {status === 'whole' && keyId && (
          <>
            {' '}
            {/* A sentence with a place for the key would have to be isolated from it. */}
            <bdi className={primitives('mono')}>{m.signedBy(said(keyId) ?? '')}</bdi>
          </>
        )}
        {status === 'whole' && disclosures !== 'checked' && ` ${m.faults.disclosures[disclosures]}`}
      </span>
    </p>
  );
}

function Broken({ state: { all, format, reveal, messages }, check }: VerdictProps) {
  const { faults, disclosures = 'checked' } = check;
  const m = useMessages('audit', verificationMessages);
  const { brokenTitle } = messages;
  const announce = useAnnounce();
  const [first] = faults;
  const sentence = (fault: (typeof faults)[number]) => said(fault.text) ?? describeLogFault(fault, format, m.faults);
  const told = first ? `${brokenTitle}. ${sentence(first)}` : brokenTitle;
  const last = useRef('');
  useEffect(() => {
    // Once: further faults are read where they stand.
    if (last.current === '') announce(told, { assertive: true });
    last.current = told;
  }, [told, announce]);
  const bad = faults.find((fault) => entryOf(all, fault));
  const entry = bad && entryOf(all, bad);
  return (
    <Notice
      tone="stop"
      title={brokenTitle}
      actions={
        entry && (
          <Button
            onClick={(event) => {
              reveal(entry, event.currentTarget);
              // What is wrong with it stands at its end.
              announce(sentence(bad));
            }}
          >
            {m.showFirstFault}
          </Button>
        )
      }
    >
      {faults.length > 0 && (
        <ul className={more.faults()}>
          {faults.slice(0, TOLD).map((fault) => (
            <li key={`${fault.kind} ${fault.position} ${fault.line}`} className={more.fault()}>
              {sentence(fault)}
            </li>
          ))}
          {faults.length > TOLD && <li className={more.fault()}>{m.moreFaults(faults.length - TOLD, format)}</li>}
        </ul>
      )}
      <p className={more.faultsAdvice()}>{m.brokenText}</p>
      {disclosures !== 'checked' && <p className={more.faultsAdvice()}>{m.faults.disclosures[disclosures]}</p>}
    </Notice>
  );
}
