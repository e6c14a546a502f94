'use client';
import {
  forwardRef,
  type HTMLAttributes,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
} from 'react';
import { field } from './field.variants.js';
import { AlertIcon, ChevronDownIcon } from './icons.js';
import { dataAttributes, joinClasses } from './merge-props.js';

/** What a control needs in order to belong to its field. */
export interface FieldControlProps {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
}

export interface FieldProps extends Omit<HTMLAttributes<HTMLElement>, 'children' | 'id'> {
  /** Id of the control, or of the group: what a link in an error summary points at. */
  id: string;
  label: ReactNode;
  /** Words after the label of a field that may stay empty. Without them it is required. */
  optional?: ReactNode;
  hint?: ReactNode;
  /**
   * What is wrong, as text that the control is described by.
   * @selector [data-invalid]
   */
  error?: ReactNode;
  /** Several controls that answer one question: radio buttons or checkboxes. */
  group?: 'radiogroup' | 'group';
  /** The control, given its attributes; inside a group the controls themselves. */
  children: ReactNode | ((control: FieldControlProps) => ReactNode);
}

/** The ids that describe a control: its error first, then its hint. */
export function describedBy(id: string, { error, hint }: { error?: ReactNode; hint?: ReactNode }): string | undefined {
  return joinClasses(error ? `${id}-error` : '', hint ? `${id}-hint` : '') || undefined;
}

/** A label, a control, a hint and an error that belong together. Renders a `<div>`, or a `<fieldset>` for a group. */
export function Field({ id, label, optional, hint, error, group, className, children, ...rest }: FieldProps) {
  const control: FieldControlProps = {
    id,
    'aria-describedby': describedBy(id, { error, hint }),
    ...(error ? { 'aria-invalid': true } : undefined),
    ...(optional ? undefined : { 'aria-required': true }),
  };
  const shared = {
    ...rest,
    ...dataAttributes({ invalid: Boolean(error) }),
    className: joinClasses(field.root(), className),
  };
  const words = (
    <>
      {label}
      {optional && (
        <>
          {' '}
          <span className={field.optional()}>{optional}</span>
        </>
      )}
    </>
  );
  const body = (
    <>
      {hint && (
        <p id={`${id}-hint`} className={field.hint()}>
          {hint}
        </p>
      )}
      <FieldError id={id}>{error}</FieldError>
      {typeof children === 'function' ? children(control) : children}
    </>
  );
  if (!group) {
    return (
      <div {...shared}>
        <label className={field.label()} htmlFor={id}>
          {words}
        </label>
        {body}
      </div>
    );
  }
  // Only a radio group may be invalid or required as a whole; checkboxes say so one by one.
  const { 'aria-invalid': invalid, 'aria-required': required, ...named } = control;
  const radios =
    group === 'radiogroup' ? { role: group, 'aria-invalid': invalid, 'aria-required': required } : undefined;
  return (
    <fieldset {...shared} {...named} {...radios} aria-labelledby={`${id}-label`}>
      <legend id={`${id}-label`} className={field.label()}>
        {words}
      </legend>
      {body}
    </fieldset>
  );
}

/** What is wrong with the field of this id; nothing without children. Renders a `<p>`. */
export function FieldError({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null;
  return (
    <p id={`${id}-error`} className={field.error()}>
      <AlertIcon className={field.errorIcon()} />
      <span className={field.errorText()}>{children}</span>
    </p>
  );
}

export interface ChoiceProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> {
  type: 'radio' | 'checkbox';
  label: ReactNode;
  note?: ReactNode;
}

/** One option with its label and a remark. Renders a `<label>`; the ref and the other props go to its `<input>`. */
export const Choice = forwardRef<HTMLInputElement, ChoiceProps>(function Choice(
  { label, note, className, ...rest },
  ref,
) {
  return (
    <label className={joinClasses(field.choice(), className)}>
      <input {...rest} ref={ref} className={field.choiceControl()} />
      <span className={field.choiceText()}>
        {label}
        {note && (
          <>
            {' '}
            <span className={field.choiceNote()}>{note}</span>
          </>
        )}
      </span>
    </label>
  );
});

/** The browser's own list of options. Renders a `<span>`; the ref and the props go to its `<select>`. */
export const Select = forwardRef<HTMLSelectElement, SelectHTMLAttributes<HTMLSelectElement>>(function Select(
  { className, ...rest },
  ref,
) {
  return (
    <span className={field.select()}>
      <select {...rest} ref={ref} className={joinClasses(field.input({ kind: 'select' }), className)} />
      <ChevronDownIcon className={field.selectIcon()} />
    </span>
  );
});
