'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { CheckIcon, ClockIcon, PenIcon } from '../react/icons.js';
import { useFormat } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import { policyEditor } from './policy.variants.js';
import { ChangeList } from './policy-change-list.js';
import { Disclosure } from './policy-disclosure.js';
import { policyPart } from './policy-editor-context.js';
import { useEditor } from './policy-field.js';
import { sameStandings, type VersionRow, type VersionStanding, versionRows } from './policy-history.selectors.js';
import type { PolicyAuthor, PolicyVersion } from './policy-service.types.js';

/** Every version, asked for again once another one is saved or confirmed. */
function useVersions() {
  const { service, state, follow, words } = useEditor();
  const { m } = words;
  const announce = useAnnounce();
  const [versions, setVersions] = useState<readonly PolicyVersion[]>();
  const [isFailed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try asks again.
  useEffect(() => {
    if (!service.history) return;
    let isGone = false;
    setFailed(false);
    Promise.all([service.history(), service.current()]).then(
      ([found, now]) => {
        if (isGone) return;
        // Others may have saved meanwhile: the list would otherwise not agree with what stands above it.
        if (!sameStandings(now, state)) follow(now);
        setVersions(found);
      },
      () => {
        if (isGone) return;
        setFailed(true);
        announce(m.versionsUnavailable, { assertive: true });
      },
    );
    return () => {
      isGone = true;
    };
  }, [service, state, tries]);
  return { versions, isFailed, retry: () => setTries((count) => count + 1) };
}

const STANDING_ICONS = {
  'in-force': CheckIcon,
  upcoming: ClockIcon,
  waiting: PenIcon,
  past: undefined,
  never: undefined,
};

/** A time as people read it; nothing for the epoch, which stands where a host does not know when it all began. */
function useWhen() {
  const format = useFormat();
  return (iso: string | undefined) =>
    iso === undefined || Date.parse(iso) === 0 ? undefined : (format.dateTime(iso) ?? visibleText(iso));
}

function Standing({ standing }: { standing: VersionStanding }) {
  const { m } = useEditor().words;
  const when = useWhen();
  const Icon = STANDING_ICONS[standing.status];
  const text = () => {
    switch (standing.status) {
      case 'in-force':
        return m.inEffect(when(standing.from), when(standing.until));
      case 'upcoming':
        return m.takesEffect(when(standing.from), when(standing.until));
      case 'past':
        return m.wasInEffect(when(standing.from), when(standing.until));
      case 'waiting':
        return m.waitsForSecond(when(standing.from));
      case 'never':
        return standing.replacedBy === undefined ? m.neverConfirmed : m.neverInEffect(visibleText(standing.replacedBy));
    }
  };
  return (
    <p className={policyEditor.standing()}>
      {Icon && <Icon />}
      <span>{text()}</span>
    </p>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={policyEditor.fact()}>
      <dt className={policyEditor.factName()}>{name}</dt>
      <dd className={policyEditor.factValue()}>{children}</dd>
    </div>
  );
}

function Version({ row: { version, standing, before } }: { row: VersionRow }) {
  const { draft, editing, service, idOf, words } = useEditor();
  const { m } = words;
  const announce = useAnnounce();
  const when = useWhen();
  const { policy, proposedBy, proposedAt, reason, confirmedBy, confirmedAt } = version;
  const name = visibleText(policy.version);
  // A name may be of another direction than the time behind it.
  const byWhom = (person: PolicyAuthor, at: string | undefined) => (
    <>
      <bdi>{visibleText(person.name)}</bdi>
      {when(at) !== undefined && `${m.beforeTime}${when(at)}`}
    </>
  );
  const unconfirmed =
    standing.status === 'waiting'
      ? m.nobodyYet
      : standing.status === 'never' && standing.replacedBy === undefined
        ? m.nobody
        : undefined;
  const second = confirmedBy ? byWhom(confirmedBy, confirmedAt) : unconfirmed;
  return (
    <li className={policyEditor.version()} data-status={standing.status}>
      <h4 className={policyEditor.ruleName()}>
        <bdi>{m.versionName(name)}</bdi>
      </h4>
      <Standing standing={standing} />
      <dl className={policyEditor.facts()}>
        <Fact name={m.savedBy}>{byWhom(proposedBy, proposedAt)}</Fact>
        <Fact name={m.savedBecause}>{reason.trim() === '' ? m.noReason : <bdi>{visibleText(reason)}</bdi>}</Fact>
        {second !== undefined && <Fact name={m.secondPerson}>{second}</Fact>}
      </dl>
      {before && (
        <Disclosure summary={m.changedAgainst(name, visibleText(before.policy.version))}>
          <ChangeList before={before.policy} after={policy} />
        </Disclosure>
      )}
      {service.propose && policy.version !== draft.base.version && (
        <div className={policyEditor.actions()}>
          <Button
            onClick={() => {
              editing.startFrom(policy);
              announce(m.startedFrom(name));
              // What it would change, and why, is what comes next.
              document.getElementById(idOf('changes'))?.focus();
            }}
          >
            {m.startFrom(name)}
          </Button>
        </div>
      )}
    </li>
  );
}

function Versions() {
  const { state, idOf, words } = useEditor();
  const { m } = words;
  const { versions, isFailed, retry } = useVersions();
  return (
    <>
      {isFailed && (
        <Notice
          tone="stop"
          title={m.versionsUnavailable}
          actions={
            <Button
              onClick={() => {
                // The button goes with the notice.
                document.getElementById(idOf('versions-show'))?.focus();
                retry();
              }}
            >
              {m.tryAgain}
            </Button>
          }
        />
      )}
      {versions ? (
        versions.length === 0 ? (
          <p className={policyEditor.hint()}>{m.versionsNone}</p>
        ) : (
          <ol className={policyEditor.list()}>
            {versionRows(versions, state.inForce.policy.version, state.waiting?.policy.version).map((row) => (
              <Version key={row.version.policy.version} row={row} />
            ))}
          </ol>
        )
      ) : (
        !isFailed && <p role="status">{m.versionsLoading}</p>
      )}
    </>
  );
}

/**
 * Every version of the policy, newest first, on demand: whose it is and why, who agreed, when it holds or held, what it
 * changed, and a way to begin a new version from it. Renders a `<section>`, or nothing where the service keeps no history.
 */
export const History = policyPart<HTMLElement>(
  'History',
  'section',
  policyEditor.section,
  ({ words: { m }, idOf, service }) =>
    service.history && {
      'aria-labelledby': idOf('versions-title'),
      children: (
        <>
          <h3 id={idOf('versions-title')} className={policyEditor.heading()}>
            {m.versions}
          </h3>
          <Disclosure id={idOf('versions-show')} summary={m.showVersions}>
            <Versions />
          </Disclosure>
        </>
      ),
    },
);
