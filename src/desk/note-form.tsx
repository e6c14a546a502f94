'use client';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { Field, Select } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import type { AssignablePerson } from '../review/backend.types.js';
import { issueMessages } from '../review/issue.messages.js';
import { skipIssues } from '../review/policy.selectors.js';
import { type Issue, OTHER_REASON } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { cardMessages } from './card.messages.js';
import { decisionBar } from './desk.variants.js';
import { formMessages } from './form.messages.js';
import { keepNote, type NoteKind } from './kept-notes.js';

interface NoteField {
  name: string;
  label: string;
  type: 'choice' | 'text';
  /** What there is to choose from; a choice of nothing is written. */
  options?: readonly { value: string; label: string }[];
  isOptional?: boolean;
}

/** People of one name are told apart by what they are. */
const optionOf = ({ id, name, title }: AssignablePerson) => ({
  value: id,
  label: visibleText(title ? `${name} · ${title}` : name),
});

export interface NoteFormProps {
  kind: NoteKind;
  /** Whom the case can be assigned to. */
  people?: readonly AssignablePerson[];
  onCancel: () => void;
}

/** Asks for what a command needs, in place: no dialog, and nothing is lost when it cannot be sent. Renders a `<form>`. */
export function NoteForm({ kind, people = [], onCancel }: NoteFormProps) {
  const session = useReviewSession();
  const verbs = useMessages('desk', cardMessages);
  const messages = useMessages('desk', formMessages);
  const words = useMessages('review', issueMessages);
  const format = useFormat();
  const policy = useReview((snapshot) => snapshot.review?.policy);
  const targets = (policy?.escalateTo ?? []).map((target) => ({ value: target, label: target }));
  const isSending = useReview((snapshot) => snapshot.status === 'sending');
  const notes = useReview(({ draft }) => draft.notes?.[kind]) ?? {};
  const [missing, setMissing] = useState<readonly string[]>([]);
  const id = useId();
  const formRef = useRef<HTMLFormElement>(null);

  const fields: Record<NoteKind, NoteField[]> = {
    ask: [
      { name: 'to', label: messages.askTo, type: 'choice', options: targets },
      { name: 'question', label: messages.question, type: 'text' },
    ],
    escalate: [
      { name: 'to', label: messages.escalateTo, type: 'choice', options: targets },
      { name: 'note', label: messages.escalateNote, type: 'text', isOptional: true },
    ],
    skip: [
      {
        name: 'code',
        label: messages.skipReason,
        type: 'choice',
        options: [
          ...(policy?.skips?.reasons ?? []).map(({ code, label }) => ({ value: code, label: visibleText(label) })),
          { value: OTHER_REASON, label: verbs.otherReason },
        ],
      },
      { name: 'text', label: messages.skipText, type: 'text', isOptional: notes.code !== OTHER_REASON },
    ],
    assign: [
      { name: 'to', label: messages.assignTo, type: 'choice', options: people.map(optionOf) },
      { name: 'note', label: messages.assignNote, type: 'text', isOptional: true },
    ],
    answer: [{ name: 'answer', label: messages.yourAnswer, type: 'text' }],
    reopen: [{ name: 'reason', label: messages.reopenReason, type: 'text' }],
    resume: [{ name: 'reason', label: messages.resumeReason, type: 'text', isOptional: true }],
  };
  useEffect(() => {
    formRef.current?.querySelector<HTMLElement>('select, input, textarea')?.focus();
  }, []);

  const edit = (name: string, value: string) => keepNote(session, kind, { ...notes, [name]: value });

  /** What keeps a field from being sent: it is empty, or says too little. */
  const issueOf = ({ name, isOptional }: NoteField): Issue | undefined => {
    const value = notes[name]?.trim();
    if (!value) return isOptional ? undefined : { code: 'field-missing', path: name };
    if (kind !== 'skip' || name !== 'text' || !policy) return undefined;
    return skipIssues(policy, { codes: [notes.code ?? ''], text: value }).find(({ path }) => path === 'reason.text');
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    const wrong = fields[kind].filter((each) => issueOf(each));
    setMissing(wrong.map(({ name }) => name));
    if (wrong[0]) {
      formRef.current?.querySelector<HTMLElement>(`[name="${wrong[0].name}"]`)?.focus();
      return;
    }
    const { to = '', question = '', note, answer = '', reason = '', code = '', text } = notes;
    if (kind === 'ask') session.ask({ to, question });
    if (kind === 'escalate') session.escalate({ to, ...(note?.trim() && { note }) });
    if (kind === 'skip') session.skip({ reason: { codes: [code], ...(text?.trim() && { text }) } });
    const person = people.find((each) => each.id === to);
    if (kind === 'assign' && person) {
      session.assign({ to: { id: person.id, name: person.name }, ...(note?.trim() && { note }) });
    }
    if (kind === 'answer') session.answer({ answer });
    if (kind === 'reopen') session.reopen({ reason });
    if (kind === 'resume') session.resume(reason.trim() ? { reason } : {});
  };

  return (
    <form ref={formRef} className={decisionBar.form} aria-label={verbs[kind]} noValidate onSubmit={submit}>
      {fields[kind].map((each) => {
        const { name, label, type, isOptional, options = [] } = each;
        const issue = missing.includes(name) ? issueOf(each) : undefined;
        return (
          <Field
            key={name}
            id={`${id}${name}`}
            label={label}
            optional={isOptional && messages.optional}
            error={issue && words.issues[issue.code](issue.detail ?? {}, format)}
          >
            {(control) => {
              const props = {
                ...control,
                name,
                value: notes[name] ?? '',
                onChange: (event: { currentTarget: { value: string } }) => edit(name, event.currentTarget.value),
              };
              if (type === 'text') return <textarea {...props} rows={2} className={field.input({ kind: 'area' })} />;
              if (options.length === 0) return <input {...props} className={field.input()} />;
              return (
                <Select {...props}>
                  <option value="">{messages.choose}</option>
                  {options.map((option) => (
                    <option key={option.value} value={option.value}>
                      {option.label}
                    </option>
                  ))}
                </Select>
              );
            }}
          </Field>
        );
      })}
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
