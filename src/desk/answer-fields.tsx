'use client';
import { type FormEvent, useState } from 'react';
import { icd203 } from '../confidence/confidence.selectors.js';
import { focusField } from '../override/focus-field.js';
import { editorSchema, readTyped } from '../override/override.selectors.js';
import { ValueEditor } from '../override/value-editor.js';
import { Field } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import { valueIssues } from '../review/proposal.selectors.js';
import type { Issue, Json } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { useBandWords } from '../review/use-band-words.js';
import { answerForm } from './desk.variants.js';
import { formMessages } from './form.messages.js';
import { keepNote } from './kept-notes.js';
import { shownProposal } from './review-card.selectors.js';

/** The person's own value and likelihood, in a form that the decision bar's button sends. Renders a `<form>`. */
export function AnswerFields({ id }: { id: string }) {
  const session = useReviewSession();
  const words = useMessages('desk', formMessages);
  const format = useFormat();
  const bandWords = useBandWords();
  const proposal = useReview(shownProposal);
  const typed = useReview((snapshot) => snapshot.draft.value);
  const bandId = useReview(({ draft }) => draft.notes?.judge?.band);
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [isBandMissing, setBandMissing] = useState(false);
  if (!proposal) return null;
  // Without a schema the kind of control is read off the AI's value, and nothing else of it.
  const schema = editorSchema(proposal.schema, proposal.value);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!session.can('judge')) return;
    const value = readTyped(typed, schema, format.locale);
    const found = valueIssues(value ?? null, schema);
    const band = icd203.bands.find((each) => each.id === bandId);
    setIssues(found);
    setBandMissing(!band);
    if (found.length > 0 || !band) {
      const path = found[0] ? (found[0].path ?? 'value') : 'band';
      focusField(event.currentTarget, `${id}-${path.replaceAll('.', '-')}`);
      return;
    }
    session.judge({ value: value as Json, confidence: (band.low + band.high) / 2 });
  };

  return (
    <form id={id} className={answerForm.fields} noValidate onSubmit={submit}>
      <div className={field.root()} {...dataAttributes({ invalid: issues.length > 0 })}>
        <span id={`${id}-label`} className={field.label()}>
          {words.answerQuestion}
        </span>
        <ValueEditor
          id={`${id}-value`}
          aria-labelledby={`${id}-label`}
          schema={schema}
          value={typed}
          onValueChange={({ value }) => session.editDraft({ value })}
          issues={issues}
        />
      </div>
      <Field
        id={`${id}-band`}
        label={words.estimateQuestion}
        group="radiogroup"
        error={isBandMissing && words.estimateMissing}
      >
        <div className={answerForm.bands}>
          {icd203.bands.map((band) => (
            <label key={band.id} className={answerForm.band} {...dataAttributes({ checked: band.id === bandId })}>
              <input
                type="radio"
                name={`${id}-band`}
                className={field.choiceControl()}
                checked={band.id === bandId}
                onChange={() => {
                  keepNote(session, 'judge', { band: band.id });
                  setBandMissing(false);
                }}
              />
              <span className={answerForm.bandName}>
                {bandWords.name(band)}
                <bdi className={answerForm.range}>{bandWords.range(band)}</bdi>
              </span>
            </label>
          ))}
        </div>
      </Field>
    </form>
  );
}
