'use client';
import { type FormEvent, forwardRef, type HTMLAttributes, useEffect, useId, useRef } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { overrideMessages } from '../override/override.messages.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { Field } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { BusyIcon, PersonIcon, SignIcon } from '../react/icons.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { useSnapshot } from '../react/use-snapshot.js';
import { reauthentication as part } from './desk.variants.js';
import { reauthenticationMessages } from './reauthentication.messages.js';
import type { ReauthenticationPrompt } from './reauthentication.session.js';

export interface ReauthenticationProps extends Omit<HTMLAttributes<HTMLFormElement>, 'onSubmit'> {
  /** Made by `createReauthentication()`; the one that the session asks. */
  reauthentication: ReauthenticationPrompt;
}

const everything = <T,>(whole: T) => whole;

/**
 * Asks a signer who they are: what they sign, their user name, their password. Pasting, password managers and passkeys work,
 * nothing has to be solved, and no time runs out. Focus begins in the password field. Renders a `<form>`, nothing
 * while nothing is signed.
 *
 * @selector [data-busy]
 */
export const Reauthentication = forwardRef<HTMLFormElement, ReauthenticationProps>(function Reauthentication(
  { reauthentication, ...rest },
  ref,
) {
  const isAsked = useSnapshot(reauthentication, ({ request }) => request !== undefined);
  return isAsked ? <AskedForm {...rest} reauthentication={reauthentication} ref={ref} /> : null;
});

const AskedForm = forwardRef<HTMLFormElement, ReauthenticationProps>(function AskedForm(
  { reauthentication, className, ...rest },
  ref,
) {
  const words = useMessages('desk', reauthenticationMessages);
  const { meanings } = useMessages('override', overrideMessages);
  const locale = useLocaleAttributes();
  const announce = useAnnounce();
  const { request, isBusy, problem, attempts } = useSnapshot(reauthentication, everything);
  const form = useRef<HTMLFormElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    password.current?.focus();
    // On a small screen the form is longer than the window: what is signed is read first.
    form.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  useEffect(() => {
    const input = password.current;
    if (attempts === 0 || !input) return;
    // What was refused is not tried again by adding to it.
    input.value = '';
    input.focus();
  }, [attempts]);
  useEffect(() => {
    if (isBusy) announce(words.signingBusy);
  }, [isBusy, announce, words.signingBusy]);
  useEffect(() => {
    if (attempts > 0 && problem) announce(words.signingProblems[problem], { assertive: true });
  }, [attempts, problem, announce, words]);

  if (!request) return null;
  const { printedName, meaning, isFirst } = request;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reauthentication.confirm(password.current?.value ?? '');
  };
  return (
    <form
      aria-labelledby={`${id}-title`}
      {...locale}
      {...rest}
      {...dataAttributes({ busy: isBusy })}
      ref={composeRefs(ref, form)}
      noValidate
      className={joinClasses(primitives('root'), part.root, className)}
      onSubmit={submit}
    >
      <h3 id={`${id}-title`} className={part.title}>
        <SignIcon />
        {words.signingTitle}
      </h3>
      <div id={`${id}-what`} className={part.what}>
        <p className={part.text}>
          {words.signingWhat(visibleText(printedName), meanings[meaning] ?? visibleText(meaning))}
        </p>
        <p className={part.text}>
          {isFirst ? words.signingFirst : words.signingLater} {words.signingKept}
        </p>
      </div>
      <Field id={`${id}-user`} label={words.signingUser}>
        {({ 'aria-required': _required, ...control }) => (
          <input
            {...control}
            className={field.input()}
            type="text"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            dir="auto"
            readOnly
            value={reauthentication.username}
          />
        )}
      </Field>
      <Field id={`${id}-password`} label={words.signingPassword} error={problem && words.signingProblems[problem]}>
        {({ 'aria-describedby': described, ...control }) => (
          <input
            {...control}
            ref={password}
            className={field.input()}
            type="password"
            name="password"
            autoComplete="current-password"
            aria-describedby={joinClasses(described, `${id}-what`)}
          />
        )}
      </Field>
      <div className={part.actions}>
        <Button isDisabled={isBusy} onClick={() => reauthentication.cancel()}>
          {words.signingBack}
        </Button>
        {reauthentication.takesPasskey && (
          <Button isDisabled={isBusy} onClick={() => reauthentication.confirmPasskey()}>
            <PersonIcon />
            {words.signingPasskey}
          </Button>
        )}
        <Button variant="decide" type="submit" isBusy={isBusy}>
          {isBusy ? <BusyIcon className={primitives('button-busy')} /> : <SignIcon />}
          {words.signingConfirm}
        </Button>
      </div>
    </form>
  );
});
