'use client';
import { forwardRef, type HTMLAttributes, useEffect, useId, useRef } from 'react';
import { sameJson } from '../internal/canonical-json.js';
import { isRecord } from '../internal/is-record.js';
import { Button } from '../react/button.js';
import { field } from '../react/field.variants.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { InlineValue } from '../review/inline-value.js';
import { valueIssues } from '../review/proposal.selectors.js';
import type { Issue, Json, RecordField, ValueSchema } from '../review/review.types.js';
import { useValueText } from '../review/value-text.js';
import { numberInputText } from './number-text.selectors.js';
import { overrideMessages } from './override.messages.js';
import { editorSchema, readTyped, withField } from './override.selectors.js';
import { valueEditor } from './override.variants.js';
import { ScalarEditor } from './scalar-editor.js';

export interface ValueEditorProps extends Omit<HTMLAttributes<HTMLDivElement>, 'onChange' | 'children'> {
  /** What the value may be: it picks the control. Read off `aiValue` when absent. */
  schema?: ValueSchema;
  /** As typed: an unfinished number is text, a record holds the changed fields only. `readTyped` makes a value of it. */
  value: Json | undefined;
  onValueChange: (details: { value: Json }) => void;
  /** The AI's value, to stand beside the person's. Leave it out where the person answers first. */
  aiValue?: Json;
  /** Id of the control; the fields of a record append their name. */
  id?: string;
  /** What is wrong, by path: `value`, `value.total`. */
  issues?: readonly Issue[];
}

/**
 * The control for a value of any schema: radio buttons or a list for a choice, fields for numbers and text, a row per
 * field for a record. Nothing is preselected. Name it by `aria-labelledby` or `aria-label`. Renders a `<div>`.
 */
export const ValueEditor = forwardRef<HTMLDivElement, ValueEditorProps>(function ValueEditor(
  {
    schema: given,
    value,
    onValueChange,
    aiValue,
    id,
    issues = [],
    className,
    'aria-labelledby': labelledBy,
    'aria-label': label,
    ...rest
  },
  ref,
) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const words = useMessages('override', overrideMessages);
  const schema = editorSchema(given, aiValue);
  return (
    <div
      {...useLocaleAttributes()}
      {...rest}
      {...dataAttributes({ type: schema?.type })}
      ref={ref}
      className={joinClasses(primitives('root'), valueEditor.root, className)}
    >
      {!schema ? (
        <p id={controlId} className={valueEditor.hint} tabIndex={-1}>
          {words.cannotEdit}
        </p>
      ) : schema.type === 'record' ? (
        <fieldset id={controlId} aria-labelledby={labelledBy} aria-label={label} className={valueEditor.rows}>
          {schema.fields.map((each) => (
            <FieldRow
              key={each.name}
              id={`${controlId}-${each.name}`}
              field={each}
              typed={isRecord(value) ? value[each.name] : undefined}
              onTyped={(typed) => onValueChange({ value: withField(value, each.name, typed) })}
              ai={isRecord(aiValue) ? { value: aiValue[each.name] } : undefined}
              issue={issues.find((issue) => issue.path === `value.${each.name}`)}
            />
          ))}
        </fieldset>
      ) : (
        <ScalarEditor
          id={controlId}
          schema={schema}
          value={value}
          onValueChange={onValueChange}
          aiValue={aiValue}
          labelledBy={labelledBy}
          label={label}
          issue={issues.find((issue) => issue.path === 'value')}
        />
      )}
    </div>
  );
});

interface FieldRowProps {
  id: string;
  field: RecordField;
  /** `undefined` where the person has not changed it. */
  typed: Json | undefined;
  onTyped: (typed: Json | undefined) => void;
  /** Absent where the AI's value is hidden. */
  ai: { value: Json | undefined } | undefined;
  issue: Issue | undefined;
}

/** One field of a record: its name, the AI's value, and the person's or "Same". */
function FieldRow({ id, field: { label, schema, optional }, typed, onTyped, ai, issue }: FieldRowProps) {
  const words = useMessages('override', overrideMessages);
  const { locale } = useFormat();
  const text = useValueText();
  const row = useRef<HTMLFieldSetElement>(null);
  const hasToggled = useRef(false);
  // A field the AI left out has nothing to keep, unless it may stay empty.
  const isLeftOut = ai?.value === null || ai?.value === undefined;
  const canKeep = ai !== undefined && (isLeftOut ? optional === true : valueIssues(ai.value, schema).length === 0);
  const isKept = canKeep && typed === undefined;
  const isSame = !isKept && ai !== undefined && sameJson(readTyped(typed, schema, locale) ?? null, ai.value ?? null);

  useEffect(() => {
    if (!hasToggled.current) return;
    hasToggled.current = false;
    const control = row.current?.querySelector<HTMLElement>(isKept ? 'button' : 'input, select, textarea');
    control?.focus();
    if (control instanceof HTMLInputElement && control.type === 'text') control.select();
  }, [isKept]);

  const toggle = (next: Json | undefined) => {
    hasToggled.current = true;
    onTyped(next);
  };
  return (
    <fieldset
      ref={row}
      className={valueEditor.row}
      {...dataAttributes({ changed: !isKept, compared: ai !== undefined, invalid: issue !== undefined })}
      aria-labelledby={`${id}-name`}
    >
      <span id={`${id}-name`} className={valueEditor.name}>
        {label}
        {optional && (
          <>
            {' '}
            <span className={field.optional()}>{words.optional}</span>
          </>
        )}
      </span>
      {ai && (
        <span className={valueEditor.side}>
          <InlineValue origin="ai">{text(ai.value, schema)}</InlineValue>
        </span>
      )}
      <div className={valueEditor.side} {...dataAttributes({ kept: isKept })}>
        {isKept ? (
          <>
            <span className={valueEditor.same}>{words.same}</span>
            <Button
              id={id}
              className={valueEditor.toggle}
              aria-label={words.changeField(label)}
              onClick={() => toggle(startFrom(ai?.value, schema.type, locale))}
            >
              {words.change}
            </Button>
          </>
        ) : (
          <>
            <ScalarEditor
              id={id}
              schema={schema}
              value={typed}
              onValueChange={({ value }) => onTyped(value)}
              labelledBy={`${id}-name`}
              isOptional={optional}
              issue={issue}
            />
            {isSame && typed !== null && <span className={valueEditor.same}>{words.same}</span>}
            {canKeep && (
              <Button
                className={valueEditor.toggle}
                aria-label={words.keepAiField(label)}
                onClick={() => toggle(undefined)}
              >
                {words.keepAi}
              </Button>
            )}
          </>
        )}
      </div>
    </fieldset>
  );
}

/** What a field holds when somebody says they want to change it: text and numbers to correct, no option preselected. */
function startFrom(value: Json | undefined, type: string, locale: string): Json {
  if (type === 'number' && typeof value === 'number') return numberInputText(value, locale);
  return type === 'text' && typeof value === 'string' ? value : null;
}
