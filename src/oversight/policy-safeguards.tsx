'use client';
import { useEffect, useRef } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { FieldError } from '../react/field.js';
import { useFormat } from '../react/locale-context.js';
import { REASON_DEMANDS, VERDICTS } from '../review/review.types.js';
import { capital as capitalIn } from './condition-text.js';
import { BATCH_APPROVALS, type Handling } from './oversight.types.js';
import { policyEditor } from './policy.variants.js';
import { Disclosure } from './policy-disclosure.js';
import { asText, NumberField, SelectField, useEditor } from './policy-field.js';
import { lessAsked, profileSetting, SAFEGUARD_KINDS, type SafeguardName } from './safeguard.selectors.js';
import { lessText, safeguardText } from './safeguard-text.js';

function useSafeguard(path: string, handling: Handling, name: SafeguardName) {
  const { editing, words } = useEditor();
  const { m, profiles, format } = words;
  const capital = (text: string) => capitalIn(text, format.locale);
  const usual = profileSetting(handling, name);
  const usualText = usual === undefined ? undefined : safeguardText(name, usual, words);
  const value: unknown = handling.safeguards?.[name];
  const less = lessAsked(handling, name, value);
  const profile = profiles[handling.profile] ?? handling.profile;
  const at = `${path}.safeguards.${name}`;
  const allWith = (next: unknown) => {
    const { [name]: _, ...others } = handling.safeguards ?? {};
    const all = next === undefined ? others : { ...others, [name]: next };
    return Object.keys(all).length > 0 ? all : undefined;
  };
  return {
    m,
    /** How a setting reads at the beginning of an option. */
    capital,
    at,
    label: m.safeguardNames[name],
    value,
    usual,
    usualText,
    asProfile: ['', capital(m.asProfile(usualText))] as const,
    lessText: less && lessText(less, profile, words),
    /** Sets it by name, key by key; with nothing it is as the profile says again. */
    type: (next: unknown) => editing.set(`${path}.safeguards`, allWith(next), at),
    /** The same by one choice, to be taken back alone. */
    choose: (next: unknown) => editing.choose(`${path}.safeguards`, allWith(next)),
  };
}

interface SafeguardProps {
  path: string;
  handling: Handling;
  name: SafeguardName;
}

interface ChoiceSafeguardProps {
  safeguard: ReturnType<typeof useSafeguard>;
  settings: readonly (readonly [value: string, text: string])[];
  /** The setting that a value stands for. @default the value itself */
  settingOf?: (value: string) => unknown;
}

/** As the profile says, or one of a few settings. */
function ChoiceSafeguard({ safeguard, settings, settingOf = (value) => value }: ChoiceSafeguardProps) {
  const { capital, at, label, asProfile, lessText, choose } = safeguard;
  return (
    <SelectField
      path={at}
      label={label}
      hint={lessText}
      options={[asProfile, ...settings.map(([value, text]) => [value, capital(text)] as const)]}
      onChange={(value) => choose(value === '' ? undefined : settingOf(value))}
    />
  );
}

function SwitchSafeguard({ path, handling, name }: SafeguardProps) {
  const safeguard = useSafeguard(path, handling, name);
  const { on, off } = safeguard.m.switched;
  return (
    <ChoiceSafeguard
      safeguard={safeguard}
      settings={[
        ['true', on],
        ['false', off],
      ]}
      settingOf={(value) => value === 'true'}
    />
  );
}

/** On, off, or in a share of the cases. */
function SharedSafeguard({ path, handling, name }: SafeguardProps) {
  const { m, capital, at, label, value, usual, asProfile, lessText, type, choose } = useSafeguard(path, handling, name);
  const isShare = value !== undefined && value !== null && typeof value !== 'boolean';
  const lastShare = useRef<unknown>(typeof usual === 'number' ? usual : 0.1);
  if (isShare) lastShare.current = value;
  return (
    <div className={policyEditor.conditions()}>
      <SelectField
        path={isShare ? `${at}#kind` : at}
        label={label}
        hint={isShare ? undefined : lessText}
        value={isShare ? 'share' : asText(value)}
        options={[
          asProfile,
          ['true', capital(m.switched.on)],
          ['share', capital(m.inAShare)],
          ['false', capital(m.switched.off)],
        ]}
        onChange={(kind) => choose(kind === '' ? undefined : kind === 'share' ? lastShare.current : kind === 'true')}
      />
      {isShare && (
        // An empty field is not yet another setting: it would be gone from under whoever types.
        <NumberField path={at} label={m.shareOf(label)} hint={lessText} isShare onChange={(next) => type(next ?? '')} />
      )}
    </div>
  );
}

function NumberSafeguard({ path, handling, name }: SafeguardProps) {
  const { m, at, label, value, usualText, lessText, type } = useSafeguard(path, handling, name);
  const isShare = SAFEGUARD_KINDS[name] === 'share';
  return (
    <NumberField
      path={at}
      label={isShare ? m.shareOf(label) : m.secondsOf(label)}
      hint={value === undefined ? m.emptyIsProfile(usualText) : lessText}
      isShare={isShare}
      isOptional
      onChange={type}
    />
  );
}

function BatchSafeguard({ path, handling, name }: SafeguardProps) {
  const safeguard = useSafeguard(path, handling, name);
  const { batchSettings } = safeguard.m;
  return (
    <ChoiceSafeguard
      safeguard={safeguard}
      settings={BATCH_APPROVALS.map((each) => [each, batchSettings[each]] as const)}
    />
  );
}

function ReasonSafeguard({ path, handling, name }: SafeguardProps) {
  const { m, capital, at, label, value, usual, usualText, lessText, choose } = useSafeguard(path, handling, name);
  const isOwn = value !== undefined && value !== null;
  const last = useRef<unknown>(undefined);
  if (isOwn) last.current = value;
  return (
    <div className={policyEditor.conditions()}>
      <SelectField
        path={at}
        label={label}
        // Too long for an option.
        hint={value === undefined ? usualText : lessText}
        value={isOwn ? 'own' : asText(value)}
        options={[
          ['', capital(m.asProfile(undefined))],
          ['own', capital(m.forEachVerdict)],
        ]}
        onChange={(kind) => choose(kind === '' ? undefined : (last.current ?? usual))}
      />
      {isOwn &&
        VERDICTS.map((verdict) => (
          <SelectField
            key={verdict}
            path={`${at}.${verdict}`}
            label={m.demandOf(label, m.verdictNames[verdict])}
            options={REASON_DEMANDS.map((each) => [each, capital(m.reasonDemands[each])])}
          />
        ))}
    </div>
  );
}

const FIELDS = {
  switch: SwitchSafeguard,
  'switch-or-share': SharedSafeguard,
  share: NumberSafeguard,
  seconds: NumberSafeguard,
  batch: BatchSafeguard,
  reasons: ReasonSafeguard,
};

/** One that a host or a version of before calls so, and nobody knows here. */
function UnknownSafeguard({ path, handling, name, onRemove }: SafeguardProps & { onRemove: () => void }) {
  const { problemsAt, idOf } = useEditor();
  const { m, at, choose } = useSafeguard(path, handling, name);
  const id = idOf(at);
  return (
    <div id={id} tabIndex={-1}>
      <FieldError id={id}>{problemsAt(at)}</FieldError>
      <div className={policyEditor.actions()}>
        <Button
          id={idOf(`${at}#remove`)}
          variant="quiet"
          onClick={() => {
            choose(undefined);
            onRemove();
          }}
        >
          {m.remove(visibleText(name))}
        </Button>
      </div>
    </div>
  );
}

/** Each safeguard of a handling, as its profile says or set by name, on demand. */
export function SafeguardFields({ path, handling }: { path: string; handling: Handling }) {
  const { problems, idOf, words } = useEditor();
  const { m } = words;
  const format = useFormat();
  const announce = useAnnounce();
  const set = Object.keys(handling.safeguards ?? {}) as SafeguardName[];
  const unknown = set.filter((name) => !Object.hasOwn(SAFEGUARD_KINDS, name));
  const focusNext = useRef<string>(undefined);
  // The button goes with what it removes.
  useEffect(() => {
    if (focusNext.current === undefined) return;
    document.getElementById(focusNext.current)?.focus();
    focusNext.current = undefined;
  });
  return (
    <Disclosure
      id={idOf(`${path}.safeguards`)}
      summary={m.safeguardsSet(set.length, format)}
      isHeldOpen={problems.some((each) => each.path.startsWith(`${path}.safeguards`))}
    >
      <fieldset className={policyEditor.condition()} aria-label={m.safeguards}>
        {unknown.map((name, index) => (
          <UnknownSafeguard
            key={name}
            path={path}
            handling={handling}
            name={name}
            onRemove={() => {
              const next = unknown[index + 1] ?? unknown[index - 1];
              focusNext.current = idOf(`${path}.safeguards${next === undefined ? '' : `.${next}#remove`}`);
              announce(m.removed(visibleText(name)));
            }}
          />
        ))}
        <div className={policyEditor.fields()}>
          {(Object.keys(SAFEGUARD_KINDS) as SafeguardName[]).map((name) => {
            const Fields = FIELDS[SAFEGUARD_KINDS[name]];
            return <Fields key={name} path={path} handling={handling} name={name} />;
          })}
        </div>
      </fieldset>
    </Disclosure>
  );
}
