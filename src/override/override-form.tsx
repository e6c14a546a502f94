'use client';
import { forwardRef, type HTMLAttributes, type ReactNode, type Ref, useEffect, useRef } from 'react';
import { Button, type ButtonProps } from '../react/button.js';
import { Choice, Field, FieldError } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { AlertIcon, BusyIcon, SignIcon } from '../react/icons.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { composeHandlers, composeRefs, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { caseMessages } from '../review/case.messages.js';
import { reasonCodesFor, reasonDemand } from '../review/policy.selectors.js';
import * as Provenance from '../review/provenance.js';
import { OTHER_REASON, type Reason } from '../review/review.types.js';
import { ValueText } from '../review/value-text.js';
import { focusField } from './focus-field.js';
import { overrideMessages } from './override.messages.js';
import { asksForReason, MEANINGS, shownReason } from './override.selectors.js';
import { errorSummary, overrideDialog } from './override.variants.js';
import { useHasField, useOverride } from './override-context.js';
import { Wait } from './override-wait.js';
import { asSentence } from './scalar-editor.js';
import { useIssueText } from './use-issue-text.js';
import { ValueEditor } from './value-editor.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

function useWords() {
  return useMessages('override', overrideMessages);
}

/** What keeps the form from being signed, each with a link to its field; takes focus on submit. Renders a `<section>`. */
export const ErrorSummary = forwardRef<HTMLElement, HTMLAttributes<HTMLElement>>(function OverrideErrorSummary(
  { className, ...rest },
  ref,
) {
  const { issues, attempts, problem, fieldId, schema } = useOverride('ErrorSummary');
  const words = useWords();
  const format = useFormat();
  const issueText = useIssueText();
  const hasField = useHasField();
  const box = useRef<HTMLElement>(null);
  const seen = useRef({ attempts, problem });

  useEffect(() => {
    const isNew = attempts > seen.current.attempts || (problem !== seen.current.problem && problem !== undefined);
    seen.current = { attempts, problem };
    if (isNew) box.current?.focus();
  }, [attempts, problem]);

  if (issues.length === 0) return null;
  const scalar = schema && schema.type !== 'record' ? schema : undefined;
  return (
    <section
      {...rest}
      ref={composeRefs(ref, box)}
      aria-labelledby={fieldId('errors')}
      tabIndex={-1}
      className={joinClasses(errorSummary.root, className)}
    >
      <p id={fieldId('errors')} className={errorSummary.title}>
        <AlertIcon className={errorSummary.icon} />
        {format.plural(issues.length, words.missing)}
      </p>
      {/* Safari drops the role of a list without markers. */}
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <ul role="list" className={errorSummary.list}>
        {issues.map((issue) => {
          const recordField =
            schema?.type === 'record' && schema.fields.find((each) => issue.path === `value.${each.name}`);
          const text = recordField
            ? words.fieldIssue(recordField.label, issueText(issue, recordField.schema))
            : issueText(issue, issue.path === 'value' ? scalar : undefined);
          return (
            <li key={`${issue.code} ${issue.path}`} className={errorSummary.item}>
              {hasField(issue.path) ? (
                <a
                  className={joinClasses(primitives('link'), errorSummary.link)}
                  href={`#${fieldId(issue.path as string)}`}
                  onClick={(event) => {
                    // The address belongs to the host's router.
                    event.preventDefault();
                    focusField(event.currentTarget, fieldId(issue.path as string));
                  }}
                >
                  {text}
                </a>
              ) : (
                text
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
});

/**
 * The AI's value beside the person's: "AI suggested …", "You enter …". Without children it arranges both boxes; a
 * record stands field by field in one. Renders a `<div>`.
 */
export const Comparison = forwardRef<HTMLDivElement, DivProps>(function OverrideComparison(
  { className, children, ...rest },
  ref,
) {
  const { verdict, proposal, schema, badge } = useOverride('Comparison');
  const words = useWords();
  const { aiSuggested, aiSuggestion } = useMessages('review', caseMessages);
  const isRecord = verdict === 'override' && schema?.type === 'record';
  const shared = { ...rest, ref, className: joinClasses(overrideDialog.comparison, className) };
  if (children) return <Provenance.Pair {...shared}>{children}</Provenance.Pair>;
  if (isRecord) {
    return (
      <div {...shared}>
        <Editor>{badge && <Provenance.Line>{badge}</Provenance.Line>}</Editor>
      </div>
    );
  }
  return (
    <Provenance.Pair {...shared}>
      <Provenance.Root origin="ai">
        <Provenance.Mark>{verdict === 'override' ? aiSuggested : aiSuggestion}</Provenance.Mark>
        <Provenance.Value>
          <ValueText value={proposal.value} schema={schema} />
        </Provenance.Value>
        {badge && <Provenance.Line>{badge}</Provenance.Line>}
        <Provenance.Note>{words.aiStays}</Provenance.Note>
      </Provenance.Root>
      <Provenance.Arrow />
      <Editor />
    </Provenance.Pair>
  );
});

/**
 * What the person gives: the value editor of an override, the message of an answer, or what the verdict means. Renders
 * a `<div>` with the signature line; children stand above the editor.
 */
export const Editor = forwardRef<HTMLDivElement, DivProps>(function OverrideEditor(
  { className, children, ...rest },
  ref,
) {
  const { verdict, proposal, schema, draft, edit, issues, fieldId, errorOf } = useOverride('Editor');
  const words = useWords();
  const { locale } = useFormat();
  const mark = words.marks[verdict];
  const markId = fieldId('mark');
  const controlId = fieldId(verdict === 'respond' ? 'message' : 'value');
  const isOneControl = verdict === 'respond' || schema?.type === 'number' || schema?.type === 'text';
  const error = errorOf('message');
  return (
    <Provenance.Root {...rest} ref={ref} className={className} origin="human">
      <Provenance.Mark>
        {isOneControl && (verdict === 'override' || verdict === 'respond') ? (
          <label id={markId} htmlFor={controlId}>
            {mark}
          </label>
        ) : (
          <span id={markId}>{mark}</span>
        )}
      </Provenance.Mark>
      {children}
      {verdict === 'override' && (
        <ValueEditor
          id={controlId}
          schema={schema}
          aiValue={proposal.value}
          value={draft.value}
          onValueChange={({ value }) => edit({ value })}
          issues={issues}
          aria-labelledby={markId}
        />
      )}
      {verdict === 'respond' && (
        <>
          <FieldError id={controlId}>{error}</FieldError>
          <textarea
            id={controlId}
            rows={4}
            className={field.input({ kind: 'area' })}
            aria-labelledby={markId}
            aria-required="true"
            aria-invalid={error ? true : undefined}
            aria-describedby={error && `${controlId}-error`}
            value={draft.message ?? ''}
            onChange={(event) => edit({ message: event.target.value })}
          />
        </>
      )}
      {verdict === 'approve' && (
        <>
          <Provenance.Value>
            <ValueText value={proposal.value} schema={schema} />
          </Provenance.Value>
          {schema?.type === 'choice' &&
            schema.options
              .filter((option) => option.value === proposal.value && option.consequence)
              .map((option) => (
                <Provenance.Note key={option.value}>{asSentence(option.consequence as string, locale)}</Provenance.Note>
              ))}
        </>
      )}
      {(verdict === 'reject' || verdict === 'abstain') && <Provenance.Note>{words.effects[verdict]}</Provenance.Note>}
      <Provenance.Signature />
    </Provenance.Root>
  );
});

/** The reason as this verdict's form shows it, and how to change it. */
function useReason(part: string) {
  const { draft, policy, verdict, edit } = useOverride(part);
  const reason = shownReason(draft, policy, verdict);
  return { reason, change: (change: Partial<Reason>) => edit({ reason: { ...reason, ...change } }) };
}

export interface ReasonsProps extends HTMLAttributes<HTMLElement> {
  /** A remark under the heading: "The applicant is told this reason." */
  hint?: ReactNode;
}

/** The policy's reasons for the verdict, and "Another reason", none of them chosen. Renders a `<fieldset>`. */
export function Reasons({ hint, ...rest }: ReasonsProps) {
  const { policy, verdict, fieldId, errorOf } = useOverride('Reasons');
  const { reason, change } = useReason('Reasons');
  const words = useWords();
  const format = useFormat();
  if (!asksForReason(policy, verdict)) return null;
  const id = fieldId('reason.codes');
  const isOptional = reasonDemand(policy, verdict) === 'none';
  const [chosen] = reason.codes;
  const otherLabel = policy.reasonCodes?.find(({ code }) => code === OTHER_REASON)?.label ?? words.otherReason;
  const codes = [...reasonCodesFor(policy, verdict), { code: OTHER_REASON, label: otherLabel }];
  return (
    <Field
      {...rest}
      id={id}
      group="radiogroup"
      label={words.reason}
      hint={hint}
      optional={isOptional && words.optional}
      error={errorOf('reason.codes')}
    >
      <div className={field.choices()}>
        {codes.map(({ code, label }) => (
          <Choice
            key={code}
            type="radio"
            name={id}
            checked={chosen === code}
            onChange={() => change({ codes: [code] })}
            label={label}
            note={code === OTHER_REASON && words.otherReasonNote(format)}
          />
        ))}
      </div>
      {isOptional && chosen !== undefined && (
        <Button
          variant="quiet"
          className={overrideDialog.clear}
          onClick={(event) => {
            const group = event.currentTarget.parentElement;
            change({ codes: [] });
            group?.querySelector('input')?.focus();
          }}
        >
          {words.clearReason}
        </Button>
      )}
    </Field>
  );
}

/** "What did you see?", in the person's own words; required after "Another reason". Renders a `<div>`. */
export function Note(props: HTMLAttributes<HTMLElement>) {
  const { fieldId, errorOf } = useOverride('Note');
  const { reason, change } = useReason('Note');
  const words = useWords();
  return (
    <Field
      {...props}
      id={fieldId('reason.text')}
      label={words.note}
      optional={!reason.codes.includes(OTHER_REASON) && words.optional}
      error={errorOf('reason.text')}
    >
      {(control) => (
        <textarea
          {...control}
          rows={3}
          className={field.input({ kind: 'area' })}
          value={reason.text ?? ''}
          onChange={(event) => change({ text: event.target.value })}
        />
      )}
    </Field>
  );
}

export interface ChecksProps extends HTMLAttributes<HTMLElement> {
  hint?: ReactNode;
}

/** "How did you check?": the policy's checks, none of them ticked. Renders a `<fieldset>`, nothing without checks. */
export function Checks({ hint, ...rest }: ChecksProps) {
  const { policy, verdict, fieldId, errorOf } = useOverride('Checks');
  const { reason, change } = useReason('Checks');
  const words = useWords();
  const offered = policy.checks ?? [];
  if (offered.length === 0) return null;
  const ticked = reason.checks ?? [];
  const error = errorOf('reason.checks');
  return (
    <Field
      {...rest}
      id={fieldId('reason.checks')}
      group="group"
      label={words.checks}
      hint={hint}
      optional={reasonDemand(policy, verdict) !== 'code-and-check' && words.optional}
      error={error}
    >
      <div className={field.choices()}>
        {offered.map(({ code, label }) => (
          <Choice
            key={code}
            type="checkbox"
            checked={ticked.includes(code)}
            aria-invalid={error ? true : undefined}
            onChange={(event) =>
              change({ checks: event.target.checked ? [...ticked, code] : ticked.filter((each) => each !== code) })
            }
            label={label}
          />
        ))}
      </div>
    </Field>
  );
}

export interface FooterProps extends HTMLAttributes<HTMLElement> {
  /** The button that signs, where the footer arranges it. */
  submitRef?: Ref<HTMLButtonElement>;
}

/** Signer and buttons. Without children it arranges them itself. Renders a `<footer>`. */
export const Footer = forwardRef<HTMLElement, FooterProps>(function OverrideFooter(
  { className, children, submitRef, ...rest },
  ref,
) {
  return (
    <footer {...rest} ref={ref} className={joinClasses(overrideDialog.footer, className)}>
      {children ?? (
        <>
          <Wait />
          <Signer />
          <div className={overrideDialog.actions}>
            <Cancel />
            <Submit ref={submitRef} />
          </div>
        </>
      )}
    </footer>
  );
});

/** Who signs, and what the signature means. Renders a `<p>`. */
export const Signer = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(function OverrideSigner(
  { className, children, ...rest },
  ref,
) {
  const { reviewer, verdict } = useOverride('Signer');
  const words = useWords();
  const { before, after } = words.signer(reviewer.title, words.meanings[MEANINGS[verdict]]);
  return (
    <p {...rest} ref={ref} className={joinClasses(overrideDialog.signer, className)}>
      <SignIcon className={overrideDialog.signerIcon} />
      <span className={overrideDialog.signerText}>
        {children ?? (
          <>
            {before}
            <bdi className={primitives('strong')}>{reviewer.name}</bdi>
            {after}
          </>
        )}
      </span>
    </p>
  );
});

/** Closes the dialog and puts the draft of its opening back. Renders a `<button>`. */
export const Cancel = forwardRef<HTMLButtonElement, ButtonProps>(function OverrideCancel(
  { className, children, onClick, ...rest },
  ref,
) {
  const { cancel, isBusy } = useOverride('Cancel');
  const words = useWords();
  return (
    <Button
      isDisabled={isBusy}
      {...rest}
      ref={ref}
      className={joinClasses(overrideDialog.cancel, className)}
      onClick={composeHandlers(onClick, cancel)}
    >
      {children ?? words.cancel}
    </Button>
  );
});

/** Signs: calls `onSubmit`, or shows what is missing. Renders a `<button>`. */
export const Submit = forwardRef<HTMLButtonElement, ButtonProps>(function OverrideSubmit(
  { className, children, onClick, ...rest },
  ref,
) {
  const { submit, isBusy, isWaiting, verdict, fieldId } = useOverride('Submit');
  const words = useWords();
  return (
    <Button
      variant="decide"
      isBusy={isBusy}
      isDisabled={isWaiting}
      aria-describedby={isWaiting ? fieldId('dwell') : undefined}
      {...rest}
      ref={ref}
      className={joinClasses(overrideDialog.submit, className)}
      onClick={composeHandlers(onClick, submit)}
    >
      {isBusy ? <BusyIcon className={primitives('button-busy')} /> : <SignIcon />}
      {children ?? words.submits[verdict]}
    </Button>
  );
});
