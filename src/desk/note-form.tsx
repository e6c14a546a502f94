'use client';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../react/button.js';
import { Field, Select } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { issueMessages } from '../review/issue.messages.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { cardMessages } from './card.messages.js';
import { decisionBar } from './desk.variants.js';
import { formMessages } from './form.messages.js';
import { keepNote, type NoteKind } from './kept-notes.js';

interface NoteField {
  name: string;
  label: string;
  type: 'choice' | 'text';
  isOptional?: boolean;
}

export interface NoteFormProps {
  kind: NoteKind;
  onCancel: () => void;
}

/** Asks for what a command needs, in place: no dialog, and nothing is lost when it cannot be sent. Renders a `<form>`. */
export function NoteForm({ kind, onCancel }: NoteFormProps) {
  const session = useReviewSession();
  const verbs = useMessages('desk', cardMessages);
  const messages = useMessages('desk', formMessages);
  const words = useMessages('review', issueMessages);
  const format = useFormat();
  const targets = useReview((snapshot) => snapshot.review?.policy.escalateTo) ?? [];
  const isSending = useReview((snapshot) => snapshot.status === 'sending');
  const notes = useReview(({ draft }) => draft.notes?.[kind]) ?? {};
  const [missing, setMissing] = useState<readonly string[]>([]);
  const id = useId();
  const formRef = useRef<HTMLFormElement>(null);

  const fields: Record<NoteKind, NoteField[]> = {
    ask: [
      { name: 'to', label: messages.askTo, type: 'choice' },
      { name: 'question', label: messages.question, type: 'text' },
    ],
    escalate: [
      { name: 'to', label: messages.escalateTo, type: 'choice' },
      { name: 'note', label: messages.escalateNote, type: 'text', isOptional: true },
    ],
    answer: [{ name: 'answer', label: messages.yourAnswer, type: 'text' }],
    reopen: [{ name: 'reason', label: messages.reopenReason, type: 'text' }],
    resume: [{ name: 'reason', label: messages.resumeReason, type: 'text', isOptional: true }],
  };
  useEffect(() => {
    formRef.current?.querySelector<HTMLElement>('select, input, textarea')?.focus();
  }, []);

  const edit = (name: string, value: string) => keepNote(session, kind, { ...notes, [name]: value });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    const empty = fields[kind].filter(({ name, isOptional }) => !isOptional && !notes[name]?.trim());
    setMissing(empty.map(({ name }) => name));
    if (empty[0]) {
      formRef.current?.querySelector<HTMLElement>(`[name="${empty[0].name}"]`)?.focus();
      return;
    }
    const { to = '', question = '', note, answer = '', reason = '' } = notes;
    if (kind === 'ask') session.ask({ to, question });
    if (kind === 'escalate') session.escalate({ to, ...(note?.trim() && { note }) });
    if (kind === 'answer') session.answer({ answer });
    if (kind === 'reopen') session.reopen({ reason });
    if (kind === 'resume') session.resume(reason.trim() ? { reason } : {});
  };

  return (
    <form ref={formRef} className={decisionBar.form} aria-label={verbs[kind]} noValidate onSubmit={submit}>
      {fields[kind].map(({ name, label, type, isOptional }) => (
        <Field
          key={name}
          id={`${id}${name}`}
          label={label}
          optional={isOptional && messages.optional}
          error={missing.includes(name) && !notes[name]?.trim() && words.issues['field-missing']({}, format)}
        >
          {(control) => {
            const props = {
              ...control,
              name,
              value: notes[name] ?? '',
              onChange: (event: { currentTarget: { value: string } }) => edit(name, event.currentTarget.value),
            };
            if (type === 'text') return <textarea {...props} rows={2} className={field.input({ kind: 'area' })} />;
            if (targets.length === 0) return <input {...props} className={field.input()} />;
            return (
              <Select {...props}>
                <option value="">{messages.choose}</option>
                {targets.map((target) => (
                  <option key={target} value={target}>
                    {target}
                  </option>
                ))}
              </Select>
            );
          }}
        </Field>
      ))}
      <div className={decisionBar.actions}>
        <Button type="submit" isBusy={isSending}>
          {kind === 'reopen' || kind === 'resume' ? verbs[kind] : messages.send}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {messages.cancel}
        </Button>
      </div>
    </form>
  );
}
