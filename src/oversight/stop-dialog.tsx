'use client';
// Not on demand: whoever stops because the connection is bad could not load it then.
import * as Dialog from '@radix-ui/react-dialog';
import {
  type FormEvent,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Announcer, useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { Choice, Field } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { StopIcon } from '../react/icons.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { holdPage } from '../react/page-hold.js';
import { primitives } from '../react/primitives.variants.js';
import type { Stop, StopReach, StopTarget } from '../review/stop.types.js';
import { stopControl } from './oversight.variants.js';
import { stopMessages } from './stop.messages.js';
import type { StopAnswer, StopAsk } from './stop.types.js';
import { modelName, useStopControl, useStops } from './stop-context.js';
import { stoppedTitle } from './stop-text.js';

const useWords = () => useMessages('oversight', stopMessages);

/** The dialog that is open, if one is. */
export function StopDialogs() {
  const { dialog } = useStopControl('Root');
  if (!dialog) return null;
  return dialog.type === 'stop' ? <StopForm /> : <ResumeForm stop={dialog.stop} />;
}

const Surface = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function StopSurface(props, ref) {
  const { trigger } = useStopControl('Root');
  // Theme and density of the bar: a portal leaves them behind.
  const read = (name: string) => trigger.current?.closest(`[${name}]`)?.getAttribute(name) ?? undefined;
  return (
    <div
      {...useLocaleAttributes()}
      data-csn-theme={read('data-csn-theme')}
      data-csn-density={read('data-csn-density')}
      {...props}
      ref={ref}
      className={joinClasses(primitives('root'), stopControl.dialog())}
    />
  );
});

interface AlertProps {
  title: string;
  text: string;
  children: ReactNode;
}

interface SurroundingProps extends AlertProps {
  /** Whether what opened it goes away once it is closed, though it may still stand there then. */
  isOpenerDone: RefObject<boolean>;
}

/** An alert dialog: named, described in one sentence, above whatever is open. */
function Alert({ title, text, isOpenerDone, children }: SurroundingProps) {
  const { close, trigger, container, session } = useStopControl('Root');
  const isPending = useStops(session, ({ attempt }) => attempt !== undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(holdPage, []);
  return (
    <Dialog.Root open onOpenChange={() => {}}>
      <Dialog.Portal container={(container as HTMLElement | null | undefined) ?? undefined}>
        <div className={primitives('scrim', stopControl.overlay())} style={{ pointerEvents: 'auto' }} />
        <Dialog.Content
          asChild
          role="alertdialog"
          aria-modal="true"
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            opener.current = document.activeElement;
            // Nothing that does anything: the first Tab leads to what is to be stopped, not past it.
            heading.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const { current: from } = opener;
            const isThere = from instanceof HTMLElement && from.isConnected && from !== document.body;
            if (isThere && !isOpenerDone.current) from.focus();
            else trigger.current?.focus();
          }}
          onEscapeKeyDown={(event) => {
            event.preventDefault();
            // What has not arrived is given up by saying so, not by a key that closes things.
            if (!event.isComposing && !isPending) close();
          }}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <Surface>
            <Announcer>
              <Dialog.Title ref={heading} tabIndex={-1} className={stopControl.title()}>
                {title}
              </Dialog.Title>
              <Dialog.Description className={stopControl.text()}>{text}</Dialog.Description>
              {children}
            </Announcer>
          </Surface>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What an answer says that is no acceptance. */
function useRefusalText() {
  const words = useWords();
  return (answer: StopAnswer): string | undefined => {
    if (answer.outcome === 'accepted') return undefined;
    if (answer.outcome === 'forbidden') {
      return answer.why.roles ? words.stopForbidden(answer.why.roles.map(visibleText).join(', ')) : words.stopRefused;
    }
    if (answer.outcome === 'conflict' && 'stop' in answer) {
      // It is stopped, which is what was wanted: the banner says by whom.
      return answer.end ? words.resumedAlready(visibleText(answer.end.by.name ?? answer.end.by.id)) : undefined;
    }
    // So is a case that somebody else has stopped at the same moment.
    return answer.outcome === 'held' ? undefined : words.stopRefused;
  };
}

/** What was wrong, said aloud where it appears. */
function Said({ text }: { text: string }) {
  const announce = useAnnounce();
  useEffect(() => announce(text, { assertive: true }), [announce, text]);
  return <Notice tone="stop" title={text} />;
}

interface OrderFormProps extends AlertProps {
  submit: string;
  sending: string;
  isStop: boolean;
  /** What is asked for, where the form holds all that it must. Moves focus to what is missing. */
  read: () => StopAsk | undefined;
}

/** A form in an alert dialog, and what has become of its order. */
function OrderForm({ title, text, submit, sending, isStop, read, children }: OrderFormProps) {
  const { session, give, close } = useStopControl('Root');
  const words = useWords();
  const refusalText = useRefusalText();
  const attempt = useStops(session, (snapshot) => snapshot.attempt);
  const [refusal, setRefusal] = useState<string>();
  const isUnreached = attempt?.status === 'unreached';
  const isOpenerDone = useRef(false);

  async function send(event: FormEvent) {
    event.preventDefault();
    const ask = attempt ? undefined : read();
    if (!ask) return;
    setRefusal(undefined);
    const answer = await give(ask);
    const said = answer ? refusalText(answer) : words.givenUp;
    if (said !== undefined) return setRefusal(said);
    isOpenerDone.current = !isStop;
    close();
  }

  return (
    <Alert title={title} text={text} isOpenerDone={isOpenerDone}>
      <form className={stopControl.body()} noValidate onSubmit={(event) => void send(event)}>
        {refusal && <Said text={refusal} />}
        {isUnreached ? <Unreached isStop={isStop} tries={attempt.tries} /> : children}
        {!isUnreached && (
          <div className={stopControl.footer()}>
            <Button onClick={close} isDisabled={attempt !== undefined}>
              {words.stopCancel}
            </Button>
            <Button type="submit" variant={isStop ? 'stop-fill' : 'decide'} isBusy={attempt !== undefined}>
              {attempt ? sending : submit}
            </Button>
          </div>
        )}
      </form>
    </Alert>
  );
}

/** Says that an order is not in force, as long as that is so. Nothing else on the page can be reached meanwhile. */
function Unreached({ isStop, tries }: { isStop: boolean; tries: number }) {
  const { session } = useStopControl('Root');
  const words = useWords();
  const format = useFormat();
  const announce = useAnnounce();
  const retry = useRef<HTMLButtonElement>(null);
  const title = isStop ? words.stopUnreached : words.resumeUnreached;
  useEffect(() => {
    announce(title, { assertive: true });
    // The button that was pressed is gone.
    retry.current?.focus();
  }, [announce, title]);
  return (
    <Notice
      tone="stop"
      title={title}
      actions={
        <>
          <Button ref={retry} onClick={() => session.tryNow()}>
            {words.tryNow}
          </Button>
          <Button variant="quiet" onClick={() => session.giveUp()}>
            {words.giveUp}
          </Button>
        </>
      }
    >
      {isStop ? words.stopUnreachedText(tries, format) : words.resumeUnreachedText(tries, format)}
    </Notice>
  );
}

interface ReasonProps {
  id: string;
  label: string;
  hint?: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Reason({ id, label, hint, value, error, onChange }: ReasonProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...control}
          rows={2}
          className={field.input({ kind: 'area' })}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const focusOn = (id: string) => {
  const found = document.getElementById(id);
  (found?.matches('fieldset') ? found.querySelector('input') : found)?.focus();
};

function StopForm() {
  const { backend, models, review } = useStopControl('Root');
  const words = useWords();
  const id = useId();
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);

  const options: { key: string; label: string; note?: string; target?: StopTarget }[] = [
    ...(review ? [{ key: 'case', label: words.stopCase(visibleText(review.title)) }] : []),
    ...(backend.stops
      ? [
          ...models.map(({ name: _name, ...model }) => ({
            key: JSON.stringify(model),
            label: words.stopModel(
              visibleText(modelName(models, model)),
              model.version === undefined ? undefined : visibleText(model.version),
            ),
            target: { scope: 'model', model } as const,
          })),
          { key: 'all', label: words.stopAll, note: words.stopAllNote, target: { scope: 'all' } as const },
        ]
      : []),
  ];
  // Nothing is chosen for anybody, unless there is no choice.
  const [chosen, setChosen] = useState(options.length === 1 ? options[0]?.key : undefined);
  const target = options.find(({ key }) => key === chosen)?.target;
  const whatError = isChecked && chosen === undefined ? words.stopWhatMissing : undefined;
  const reasonError = isChecked && reason.trim() === '' ? words.stopReasonMissing : undefined;

  function read(): StopAsk | undefined {
    setIsChecked(true);
    if (chosen === undefined) focusOn(`${id}-what`);
    else if (reason.trim() === '') focusOn(`${id}-why`);
    else if (target) return { type: 'stop', ...target, reason: reason.trim() } as StopAsk;
    else if (review) return { type: 'stop', scope: 'review', id: review.id, reason: reason.trim() };
    return undefined;
  }

  return (
    <OrderForm
      title={words.stopTitle}
      text={words.stopMeaning}
      submit={words.stopSubmit}
      sending={words.stopSending}
      isStop
      read={read}
    >
      <Field id={`${id}-what`} group="radiogroup" label={words.stopWhat} error={whatError}>
        {options.map(({ key, label, note }) => (
          <Choice
            key={key}
            type="radio"
            name={`${id}-what`}
            label={<bdi>{label}</bdi>}
            note={note}
            checked={chosen === key}
            onChange={() => setChosen(key)}
          />
        ))}
      </Field>
      {target && <Reach key={chosen} target={target} />}
      <Reason
        id={`${id}-why`}
        label={words.stopReason}
        hint={words.stopReasonHint}
        value={reason}
        error={reasonError}
        onChange={setReason}
      />
    </OrderForm>
  );
}

/** What a stop would hold, as far as it is known. Renders a `<p>`. */
function Reach({ target }: { target: StopTarget }) {
  const { backend } = useStopControl('Root');
  const words = useWords();
  const format = useFormat();
  const [reach, setReach] = useState<StopReach | 'unknown'>();
  const ask = useRef(target);
  useEffect(() => {
    let isWanted = true;
    const hear = (answer: StopReach | 'unknown') => {
      if (isWanted) setReach(answer);
    };
    const asked = backend.stops?.reach?.(ask.current);
    asked?.then(hear, () => hear('unknown'));
    return () => {
      isWanted = false;
    };
  }, [backend]);
  if (!backend.stops?.reach) return null;
  return (
    <p className={stopControl.text()} role="status">
      {reach === undefined ? words.reachAsked : reach === 'unknown' ? words.reachUnknown : words.reach(reach, format)}
    </p>
  );
}

function ResumeForm({ stop }: { stop: Stop }) {
  const { models } = useStopControl('Root');
  const words = useWords();
  const id = useId();
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);

  function read(): StopAsk | undefined {
    setIsChecked(true);
    if (reason.trim() !== '') return { type: 'resume', id: stop.id, reason: reason.trim() };
    focusOn(`${id}-why`);
    return undefined;
  }

  return (
    <OrderForm
      title={words.resumeTitle}
      text={words.resumeMeaning}
      submit={words.resumeSubmit}
      sending={words.resumeSending}
      isStop={false}
      read={read}
    >
      <Notice tone="neutral" icon={<StopIcon />} title={<bdi>{stoppedTitle(stop, models, words)}</bdi>}>
        <bdi>{visibleText(stop.reason)}</bdi>
      </Notice>
      <Reason
        id={`${id}-why`}
        label={words.resumeReason}
        hint={words.stopReasonHint}
        value={reason}
        error={isChecked && reason.trim() === '' ? words.stopReasonMissing : undefined}
        onChange={setReason}
      />
    </OrderForm>
  );
}
