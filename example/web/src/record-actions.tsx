import { Button, Notice } from 'countersign';
import { type Command, type Review, type ReviewBackend, whyNot } from 'countersign/core';
import { type FormEvent, useId, useState } from 'react';
import { usePage } from './page-context.js';
import { RECORD_WORDS } from './record-words.js';

type Action = 'preserve' | 'lift' | 'erase';

interface Props {
  backend: ReviewBackend;
  review: Review;
  reviewer: Parameters<typeof whyNot>[2]['by'];
  onDone: () => void;
}

/** What is done to a record and not to its case: legal hold and erasure, each with its reason. */
export function RecordActions({ backend, review, reviewer, onDone }: Props) {
  const { language } = usePage();
  const words = RECORD_WORDS[language];
  const [action, setAction] = useState<Action>();
  const [problem, setProblem] = useState<string>();
  const [key, setKey] = useState('');
  const id = useId();
  const possible = (['preserve', 'lift', 'erase'] as const).filter(
    (type) => !whyNot(review, type, { by: reviewer, at: new Date().toISOString() }),
  );
  if (possible.length === 0) return null;

  function begin(type: Action) {
    setAction(type);
    setProblem(undefined);
    setKey(crypto.randomUUID());
  }

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    if (!action) return;
    if (reason === '') return setProblem(words.becauseNeeded);
    const command: Command = { type: action, reason };
    const answer = await backend
      .send(review.id, command, { idempotencyKey: key, expectedVersion: review.version })
      .catch(() => undefined);
    if (answer?.outcome !== 'accepted') {
      setProblem(words.refused);
      // Another one asks anew; a repeat of one without an answer has the same key.
      if (answer) setKey(crypto.randomUUID());
      return onDone();
    }
    setAction(undefined);
    onDone();
  }

  return action ? (
    <form className="page-act" onSubmit={(event) => void send(event)} aria-label={words[action]}>
      <label className="page-label" htmlFor={`${id}-reason`}>
        {words[action]}: {words.because}
      </label>
      {/* biome-ignore lint/a11y/noAutofocus: the form opens where its button was pressed */}
      <input className="page-control" id={`${id}-reason`} name="reason" autoFocus aria-describedby={`${id}-problem`} />
      <Button type="submit">{words.confirm}</Button>
      <Button onClick={() => setAction(undefined)}>{words.cancel}</Button>
      <div role="alert" id={`${id}-problem`}>
        {problem && <Notice tone="stop" title={problem} />}
      </div>
    </form>
  ) : (
    possible.map((type) => (
      <Button key={type} onClick={() => begin(type)}>
        {words[type]}
      </Button>
    ))
  );
}
