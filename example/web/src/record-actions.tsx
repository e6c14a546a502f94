import { Button, Notice } from 'countersign';
import { type Command, type Review, type ReviewBackend, whyNot } from 'countersign/core';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { usePage } from './page-context.js';
import { RECORD_WORDS } from './record-words.js';

type Action = 'preserve' | 'lift' | 'erase';

interface Props {
  backend: ReviewBackend;
  review: Review;
  reviewer: Parameters<typeof whyNot>[2]['by'];
  /** Called when the server has answered, and whether it did what was asked. */
  onDone: (result: { isAccepted: boolean }) => void;
}

/** What is done to a record and not to its case: legal hold and erasure, each with its reason. */
export function RecordActions({ backend, review, reviewer, onDone }: Props) {
  const { language } = usePage();
  const words = RECORD_WORDS[language];
  const [action, setAction] = useState<Action>();
  const [problem, setProblem] = useState<string>();
  const [key, setKey] = useState('');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const buttons = useRef(new Map<Action, HTMLButtonElement>());
  /** Whose form was closed without being sent: focus goes back where it came from. */
  const [left, setLeft] = useState<Action>();
  useEffect(() => {
    if (left) buttons.current.get(left)?.focus();
  }, [left]);
  const possible = (['preserve', 'lift', 'erase'] as const).filter(
    (type) => !whyNot(review, type, { by: reviewer, at: new Date().toISOString() }),
  );
  if (possible.length === 0) return null;

  function begin(type: Action) {
    setAction(type);
    setLeft(undefined);
    setProblem(undefined);
    setKey(crypto.randomUUID());
  }

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    if (!action) return;
    if (reason === '') {
      setProblem(words.becauseNeeded);
      field.current?.focus();
      return;
    }
    const command: Command = { type: action, reason };
    const answer = await backend
      .send(review.id, command, { idempotencyKey: key, expectedVersion: review.version })
      .catch(() => undefined);
    if (answer?.outcome !== 'accepted') {
      setProblem(words.refused);
      // Another one asks anew; a repeat of one without an answer has the same key.
      if (answer) setKey(crypto.randomUUID());
      return onDone({ isAccepted: false });
    }
    setAction(undefined);
    onDone({ isAccepted: true });
  }

  return action ? (
    <form className="page-act" onSubmit={(event) => void send(event)} aria-label={words[action]}>
      {action === 'erase' && (
        <div className="page-act-note" id={`${id}-erases`}>
          {words.erases.map((sentence) => (
            <p className="page-text" key={sentence}>
              {sentence}
            </p>
          ))}
        </div>
      )}
      <label className="page-label" htmlFor={`${id}-reason`}>
        {words[action]}: {words.because}
      </label>
      <input
        ref={field}
        className="page-control"
        id={`${id}-reason`}
        name="reason"
        aria-required="true"
        aria-invalid={problem === words.becauseNeeded || undefined}
        aria-describedby={`${id}-problem${action === 'erase' ? ` ${id}-erases` : ''}`}
        // biome-ignore lint/a11y/noAutofocus: the form opens where its button was pressed
        autoFocus
      />
      <Button type="submit">{words.confirm}</Button>
      <Button
        onClick={() => {
          setLeft(action);
          setAction(undefined);
        }}
      >
        {words.cancel}
      </Button>
      <div role="alert" id={`${id}-problem`}>
        {problem && <Notice tone="stop" title={problem} />}
      </div>
    </form>
  ) : (
    possible.map((type) => (
      <Button
        key={type}
        ref={(button) => {
          if (button) buttons.current.set(type, button);
          else buttons.current.delete(type);
        }}
        onClick={() => begin(type)}
      >
        {words[type]}
      </Button>
    ))
  );
}
