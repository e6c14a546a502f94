'use client';
import { type ReactNode, useId, useRef } from 'react';
import { Button } from '../react/button.js';
import { Choice, FieldError, Select } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { valueMessages } from '../review/case.messages.js';
import type {
  BooleanSchema,
  ChoiceSchema,
  Issue,
  Json,
  NumberSchema,
  ScalarSchema,
  TextSchema,
} from '../review/review.types.js';
import { isEmptyValue } from '../review/value.selectors.js';
import { useValueText } from '../review/value-text.js';
import { numberInputText, parseNumber } from './number-text.selectors.js';
import { overrideMessages } from './override.messages.js';
import { valueEditor } from './override.variants.js';
import { useIssueText } from './use-issue-text.js';

/** More options than this are a list to open instead of radio buttons to read. */
const MOST_RADIOS = 7;

export interface ScalarEditorProps<S extends ScalarSchema = ScalarSchema> {
  id: string;
  schema: S;
  /** As typed. */
  value: Json | undefined;
  onValueChange: (details: { value: Json }) => void;
  /** The AI's value, where it may be shown. */
  aiValue?: Json;
  /** Id of the element that names the control. */
  labelledBy?: string;
  label?: string;
  isOptional?: boolean;
  issue?: Issue;
}

/** The control for one value: radio buttons, a list, or a field for a number or text. */
export function ScalarEditor({ schema, ...props }: ScalarEditorProps): ReactNode {
  switch (schema.type) {
    case 'choice':
      return schema.options.length > MOST_RADIOS ? (
        <ChoiceList {...props} schema={schema} />
      ) : (
        <ChoiceEditor {...props} schema={schema} />
      );
    case 'boolean':
      return <BooleanEditor {...props} schema={schema} />;
    case 'number':
      return <NumberEditor {...props} schema={schema} />;
    case 'text':
      return <TextEditor {...props} schema={schema} />;
  }
}

function useControl(
  { id, schema, labelledBy, label, isOptional, issue }: ScalarEditorProps,
  ...hints: (string | false)[]
) {
  const issueText = useIssueText();
  const error = issue && issueText(issue, schema);
  return {
    error: <FieldError id={id}>{error}</FieldError>,
    control: {
      id,
      'aria-label': label,
      'aria-labelledby': labelledBy,
      'aria-describedby': joinClasses(error && `${id}-error`, ...hints) || undefined,
      'aria-invalid': error ? (true as const) : undefined,
      'aria-required': isOptional ? undefined : (true as const),
    },
  };
}

interface Option {
  value: Json & (string | boolean);
  label: string;
  note?: ReactNode;
}

function Radios({ options, ...props }: ScalarEditorProps & { options: readonly Option[] }) {
  const { value, aiValue, onValueChange } = props;
  const words = useMessages('override', overrideMessages);
  const { error, control } = useControl(props);
  const name = useId();
  return (
    <>
      {error}
      <div {...control} role="radiogroup" className={field.choices()}>
        {options.map((option) => (
          <Choice
            key={String(option.value)}
            type="radio"
            name={name}
            checked={value === option.value}
            onChange={() => onValueChange({ value: option.value })}
            label={option.label}
            note={aiValue === option.value ? words.suggestedOption : option.note}
          />
        ))}
      </div>
    </>
  );
}

function ChoiceEditor(props: ScalarEditorProps<ChoiceSchema>) {
  const { locale } = useFormat();
  return (
    <Radios
      {...props}
      options={props.schema.options.map(({ value, label, consequence }) => ({
        value,
        label,
        note: consequence && asSentence(consequence, locale),
      }))}
    />
  );
}

/** A host's clause as it stands after a colon, made to stand alone. */
export function asSentence(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

function BooleanEditor(props: ScalarEditorProps<BooleanSchema>) {
  const words = useMessages('review', valueMessages);
  const { trueLabel = words.yes, falseLabel = words.no } = props.schema;
  return (
    <Radios
      {...props}
      options={[
        { value: true, label: trueLabel },
        { value: false, label: falseLabel },
      ]}
    />
  );
}

function ChoiceList(props: ScalarEditorProps<ChoiceSchema>) {
  const { schema, value, onValueChange, aiValue } = props;
  const words = useMessages('override', overrideMessages);
  const { locale } = useFormat();
  const chosen = schema.options.find((option) => option.value === value);
  const note = chosen?.consequence && asSentence(chosen.consequence, locale);
  const { error, control } = useControl(props, Boolean(note) && `${props.id}-note`);
  return (
    <>
      {error}
      <Select
        {...control}
        value={chosen?.value ?? ''}
        onChange={(event) => onValueChange({ value: event.target.value || null })}
      >
        <option value="">{words.choose}</option>
        {schema.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.value === aiValue ? `${option.label} (${words.suggestedOption})` : option.label}
          </option>
        ))}
      </Select>
      {note && (
        <p id={`${props.id}-note`} className={valueEditor.hint}>
          {note}
        </p>
      )}
    </>
  );
}

function NumberEditor(props: ScalarEditorProps<NumberSchema>) {
  const { id, schema, value, onValueChange } = props;
  const { min, max, step, unit } = schema;
  const { locale } = useFormat();
  const text = useValueText();
  const words = useMessages('override', overrideMessages);
  const isWhole = Number.isInteger(step);
  const bound = (limit: number | undefined) => (limit === undefined ? undefined : text(limit, schema));
  const hint = [
    (min !== undefined || max !== undefined) && words.numberRange(bound(min), bound(max)),
    step === 1 && words.wholeNumbers,
  ]
    .filter(Boolean)
    .join(', ');
  const typed = typeof value === 'number' ? numberInputText(value, locale) : isEmptyValue(value) ? '' : String(value);
  const read = parseNumber(typed, locale, unit);
  const { error, control } = useControl(
    props,
    unit !== undefined && `${id}-unit`,
    hint !== '' && `${id}-hint`,
    read !== undefined && `${id}-read`,
  );
  return (
    <>
      {error}
      <span className={valueEditor.number}>
        <input
          {...control}
          type="text"
          // The number pads of phones have no minus sign.
          inputMode={min === undefined || min < 0 ? 'text' : isWhole ? 'numeric' : 'decimal'}
          autoComplete="off"
          spellCheck={false}
          className={field.input()}
          value={typed}
          onChange={(event) => onValueChange({ value: event.target.value })}
        />
        {unit !== undefined && (
          <bdi id={`${id}-unit`} className={valueEditor.unit}>
            {unit}
          </bdi>
        )}
      </span>
      {hint !== '' && (
        <p id={`${id}-hint`} className={valueEditor.hint}>
          {hint}
        </p>
      )}
      {read !== undefined && (
        <p id={`${id}-read`} className={valueEditor.hint}>
          {words.readAs(text(read, schema))}
        </p>
      )}
    </>
  );
}

function TextEditor(props: ScalarEditorProps<TextSchema>) {
  const { schema, value, onValueChange, aiValue } = props;
  const words = useMessages('override', overrideMessages);
  const { error, control } = useControl(props);
  const input = useRef<HTMLElement | null>(null);
  const typed = isEmptyValue(value) ? '' : String(value);
  const shared = {
    ...control,
    ref: (node: HTMLElement | null) => {
      input.current = node;
    },
    value: typed,
    onChange: (event: { target: { value: string } }) => onValueChange({ value: event.target.value }),
  };
  return (
    <>
      {error}
      {schema.multiline ? (
        <textarea {...shared} rows={4} className={field.input({ kind: 'area' })} />
      ) : (
        <input {...shared} type="text" autoComplete="off" className={field.input()} />
      )}
      {typed === '' && typeof aiValue === 'string' && aiValue !== '' && (
        <Button
          variant="quiet"
          className={valueEditor.start}
          onClick={() => {
            onValueChange({ value: aiValue });
            input.current?.focus();
          }}
        >
          {words.startFromAi}
        </Button>
      )}
    </>
  );
}
