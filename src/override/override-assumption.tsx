'use client';
import type { HTMLAttributes } from 'react';
import { Choice, Field } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useMessages } from '../react/locale-context.js';
import { assumptionMessages } from '../review/assumption.messages.js';
import { assumptionWording } from '../review/policy.selectors.js';
import { overrideMessages } from './override.messages.js';
import { shownAssumption } from './override.selectors.js';
import { useOverride } from './override-context.js';

/**
 * One question before any decision is signed, "What must be true for this to be right?", in one of three wordings (B-9).
 * Nothing is filled in or chosen. Renders a `<div>`, or a `<fieldset>` where the policy has answers to pick from; nothing
 * where it does not ask.
 */
export function Assumption(props: HTMLAttributes<HTMLElement>) {
  const { policy, proposal, reviewer, draft, edit, fieldId, errorOf } = useOverride('Assumption');
  const words = useMessages('override', overrideMessages);
  const { assumptionQuestions } = useMessages('review', assumptionMessages);
  if (!policy.assumptionPrompt) return null;
  const id = fieldId('assumption');
  const question = assumptionQuestions[assumptionWording(proposal.id, reviewer.id)];
  const given = shownAssumption(draft, policy);
  const error = errorOf('assumption');
  const choices = policy.assumptions ?? [];
  const change = (part: typeof given) => edit({ assumption: { ...given, ...part } });
  const area = (control: object) => (
    <textarea
      {...control}
      rows={2}
      className={field.input({ kind: 'area' })}
      value={given.text ?? ''}
      onChange={(event) => change({ text: event.target.value })}
    />
  );
  if (choices.length === 0) {
    return (
      <Field {...props} id={id} label={question} error={error}>
        {area}
      </Field>
    );
  }
  return (
    <Field {...props} id={id} group="radiogroup" label={question} error={error}>
      <div className={field.choices()}>
        {choices.map(({ code, label }) => (
          <Choice
            key={code}
            type="radio"
            name={id}
            checked={given.code === code}
            onChange={() => change({ code })}
            label={label}
          />
        ))}
      </div>
      <Field id={`${id}-text`} label={words.ownWords} optional={words.optional}>
        {area}
      </Field>
    </Field>
  );
}
