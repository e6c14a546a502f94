'use client';
import { type ReactNode, useRef, useState } from 'react';
import { numberInputText, parseNumber } from '../override/number-text.selectors.js';
import { Field, Select } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useLocale } from '../react/locale-context.js';
import { useRequiredContext } from '../react/required-context.js';
import { shareText } from './condition-text.js';
import { atPath } from './coverage-curve.selectors.js';
import { PolicyEditorContext } from './policy-editor-context.js';

export function useEditor() {
  return useRequiredContext(PolicyEditorContext, 'PolicyEditor', 'PolicyEditor.Root');
}

/** What somebody typed as a number: nothing where they typed nothing, the text itself where it is none. */
function readNumber(text: string, locale: string, isShare: boolean): number | string | undefined {
  if (text.trim() === '') return undefined;
  const latin = text.replace('٪', '%');
  if (isShare && latin.includes('%')) {
    const percent = parseNumber(latin, locale, '%');
    return percent === undefined ? text : percent / 100;
  }
  return parseNumber(latin, locale) ?? text;
}

/** What stands there, as text; only what is not there is empty: `null` is a value, and a problem. */
export const asText = (value: unknown) => (value === undefined ? '' : String(value));

interface PathProps {
  path: string;
  label: string;
  isOptional?: boolean;
  hint?: ReactNode;
}

/** A number as people of the reader's locale type it. What is no number stays as it was typed, and is a problem. */
export function NumberField({
  path,
  label,
  isOptional = false,
  isShare = false,
  hint,
  onChange,
}: Omit<PathProps, 'hint'> & {
  isShare?: boolean;
  /** After what the number means. */
  hint?: string | undefined;
  /** In place of setting what stands at the path. */
  onChange?: (value: number | string | undefined) => void;
}) {
  const { draft, editing, problemsAt, idOf, words } = useEditor();
  const locale = useLocale();
  const value = atPath(draft.policy, path);
  const shown = typeof value === 'number' ? numberInputText(value, locale) : asText(value);
  const [typed, setTyped] = useState(shown);
  const last = useRef(value);
  // Moved elsewhere, by the curve or by taking back: what was typed is no longer what is meant.
  if (!Object.is(last.current, value) && !Object.is(readNumber(typed, locale, isShare), value)) setTyped(shown);
  last.current = value;
  return (
    <Field
      id={idOf(path)}
      label={label}
      optional={isOptional ? words.m.optional : undefined}
      hint={[
        isShare && typeof value === 'number' && value >= 0 && value <= 1
          ? words.m.shareHint(shareText(value, words.format))
          : undefined,
        hint,
      ]
        .filter(Boolean)
        .join(' ')}
      error={problemsAt(path)}
    >
      {(control) => (
        <input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          className={field.input()}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            const read = readNumber(target.value, locale, isShare);
            if (onChange) onChange(read);
            else editing.set(path, read);
          }}
        />
      )}
    </Field>
  );
}

/** A text; one that may stay empty is left out of the policy then. */
export function TextField({ path, label, isOptional = false, hint }: PathProps) {
  const { draft, editing, problemsAt, idOf, words } = useEditor();
  return (
    <Field
      id={idOf(path)}
      label={label}
      optional={isOptional ? words.m.optional : undefined}
      hint={hint}
      error={problemsAt(path)}
    >
      {(control) => (
        <input
          {...control}
          autoComplete="off"
          className={field.input()}
          value={asText(atPath(draft.policy, path))}
          onChange={({ target: { value } }) => editing.set(path, isOptional && value === '' ? undefined : value)}
        />
      )}
    </Field>
  );
}

/** A text of several values, or one value, that a line stands for. */
export function ReadField<T>({
  path,
  label,
  isOptional = false,
  hint,
  isArea = false,
  write,
  read,
}: PathProps & { isArea?: boolean; write: (value: T) => string; read: (text: string) => T | undefined }) {
  const { draft, editing, problemsAt, idOf, words } = useEditor();
  const value = atPath(draft.policy, path) as T | undefined;
  const shown = value === undefined ? '' : write(value);
  const [typed, setTyped] = useState(shown);
  const last = useRef(shown);
  const meant = read(typed);
  if (last.current !== shown && (meant === undefined ? '' : write(meant)) !== shown) setTyped(shown);
  last.current = shown;
  const Tag = isArea ? 'textarea' : 'input';
  return (
    <Field
      id={idOf(path)}
      label={label}
      optional={isOptional ? words.m.optional : undefined}
      hint={hint}
      error={problemsAt(path)}
    >
      {(control) => (
        <Tag
          {...control}
          autoComplete="off"
          className={field.input(isArea ? { kind: 'area' } : undefined)}
          value={typed}
          onChange={({ target }: { target: { value: string } }) => {
            setTyped(target.value);
            editing.set(path, read(target.value));
          }}
        />
      )}
    </Field>
  );
}

/** One of a list; `''` stands for none. */
export function SelectField({
  path,
  label,
  hint,
  options,
  value: given,
  onChange,
}: PathProps & {
  options: readonly (readonly [value: string, label: string])[];
  /** In place of what stands at the path. */
  value?: string;
  /** In place of setting what stands at the path. */
  onChange?: (value: string) => void;
}) {
  const { draft, editing, problemsAt, idOf } = useEditor();
  const value = given ?? asText(atPath(draft.policy, path));
  // One that is not offered is a problem, and still what is there.
  const isOffered = options.some(([each]) => each === value);
  return (
    <Field id={idOf(path)} label={label} hint={hint} error={problemsAt(path)}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={({ target }) =>
            onChange ? onChange(target.value) : editing.choose(path, target.value === '' ? undefined : target.value)
          }
        >
          {!isOffered && <option value={value}>{value}</option>}
          {options.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
