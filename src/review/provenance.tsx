'use client';
import { createContext, forwardRef, type HTMLAttributes, type ReactNode, useContext } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { AiIcon, ArrowIcon, PenIcon, SignIcon } from '../react/icons.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { caseMessages, markMessages } from './case.messages.js';
import { provenance } from './provenance.variants.js';
import type { Json, Signature as SignatureOfRecord, ValueSchema } from './review.types.js';
import { ValueText } from './value-text.js';

/** Who a value comes from. */
export type Origin = 'ai' | 'human';

type DivProps = HTMLAttributes<HTMLDivElement>;
type ParagraphProps = HTMLAttributes<HTMLParagraphElement>;

const OriginContext = createContext<Origin>('human');

export interface SignerProps {
  /** Who signed. Without it the line says "Not signed yet". */
  by?: { readonly name: string; readonly title?: string };
  /** When, ISO 8601. */
  at?: string;
  /** Under which name, and with which meaning: both are shown with the moment and its zone (21 CFR 11.50). */
  signature?: SignatureOfRecord;
}

export interface RootProps extends DivProps, SignerProps {
  /**
   * Whose value it is: dashed for the AI, solid for a person.
   * @selector [data-origin]
   */
  origin: Origin;
  /** What the default parts show. */
  value?: Json;
  schema?: ValueSchema;
  /** What the mark says: "AI suggestion" or "You" when absent. */
  mark?: ReactNode;
}

/**
 * A value with its origin: pencil for the AI, ink for a person, whose box ends in a signature line. Without children it
 * arranges mark, value and signature itself. Renders a `<div>`.
 */
export const Root = forwardRef<HTMLDivElement, RootProps>(function ProvenanceRoot(
  { origin, value, schema, mark, by, at, signature, className, children, ...rest },
  ref,
) {
  return (
    <OriginContext.Provider value={origin}>
      <div
        {...useLocaleAttributes()}
        {...rest}
        {...dataAttributes({ origin })}
        ref={ref}
        className={joinClasses(primitives('root'), provenance.root(), className)}
      >
        {children ?? (
          <>
            <Mark isSigned={by !== undefined}>{mark}</Mark>
            <Value>
              <ValueText value={value} schema={schema} />
            </Value>
            {origin === 'human' && <Signature by={by} at={at} signature={signature} />}
          </>
        )}
      </div>
    </OriginContext.Provider>
  );
});

export interface MarkProps extends ParagraphProps {
  /** Whether the person's value is signed: a signature instead of a pen. @default false */
  isSigned?: boolean;
}

/** The first line of the box: icon and words for the origin, the catalogue's unless given. Renders a `<p>`. */
export const Mark = forwardRef<HTMLParagraphElement, MarkProps>(function ProvenanceMark(
  { isSigned = false, className, children, ...rest },
  ref,
) {
  const { aiSuggestion } = useMessages('review', caseMessages);
  const { you } = useMessages('review', markMessages);
  const origin = useContext(OriginContext);
  const MarkIcon = origin === 'ai' ? AiIcon : isSigned ? SignIcon : PenIcon;
  return (
    <p {...rest} {...dataAttributes({ origin })} ref={ref} className={joinClasses(provenance.mark(), className)}>
      <MarkIcon />
      {children ?? (origin === 'ai' ? aiSuggestion : you)}
    </p>
  );
});

/** The value itself. Renders a `<div>`. */
export const Value = forwardRef<HTMLDivElement, DivProps>(function ProvenanceValue({ className, ...rest }, ref) {
  return <div {...rest} ref={ref} className={joinClasses(provenance.value(), className)} />;
});

/** A row beside the value, such as what a badge is about and the badge. Renders a `<div>`. */
export const Line = forwardRef<HTMLDivElement, DivProps>(function ProvenanceLine({ className, ...rest }, ref) {
  return <div {...rest} ref={ref} className={joinClasses(provenance.line(), className)} />;
});

/** A remark under the value. Renders a `<p>`. */
export const Note = forwardRef<HTMLParagraphElement, ParagraphProps>(function ProvenanceNote(
  { className, ...rest },
  ref,
) {
  return <p {...rest} ref={ref} className={joinClasses(provenance.note(), className)} />;
});

/** A part of the box after a hairline. Renders a `<div>`. */
export const Split = forwardRef<HTMLDivElement, DivProps>(function ProvenanceSplit({ className, ...rest }, ref) {
  return <div {...rest} ref={ref} className={joinClasses(provenance.split(), className)} />;
});

export interface SignatureProps extends Omit<ParagraphProps, 'children'>, SignerProps {}

/** The ink line that ends a person's box: name, role, time and meaning above it, or that it is not signed. Renders a `<p>`. */
export const Signature = forwardRef<HTMLParagraphElement, SignatureProps>(function ProvenanceSignature(
  { by, at, signature, className, ...rest },
  ref,
) {
  const words = useMessages('review', caseMessages);
  const format = useFormat();
  const when = at === undefined ? undefined : signature ? format.timestamp(at) : format.dateTime(at);
  const { meaning } = signature ?? {};
  return (
    <p {...rest} ref={ref} className={joinClasses(provenance.signature(), className)}>
      <span className={provenance.signatureLine()} {...dataAttributes({ unsigned: by === undefined })}>
        {by === undefined ? (
          words.notSigned
        ) : (
          <>
            <span className={provenance.signatureName()}>
              {signature ? visibleText(signature.printedName) : by.name}
            </span>{' '}
            {by.title && <span className={provenance.signaturePart()}>{by.title}</span>}{' '}
            {at !== undefined && (
              <time className={provenance.signaturePart()} dateTime={when && at}>
                {when ?? words.notAvailable}
              </time>
            )}
            {meaning !== undefined && ' '}
            {meaning !== undefined && (
              <span className={provenance.signaturePart()}>
                {words.signedMeaning(words.meanings[meaning] ?? visibleText(String(meaning)))}
              </span>
            )}
          </>
        )}
      </span>
    </p>
  );
});

/** Two boxes beside each other, below each other where it is narrow; an `Arrow` between them is optional. Renders a `<div>`. */
export const Pair = forwardRef<HTMLDivElement, DivProps>(function ProvenancePair({ className, ...rest }, ref) {
  return <div {...rest} ref={ref} className={joinClasses(provenance.pair(), className)} />;
});

/** From the first box of a pair to the second. Renders a `<span>` hidden from assistive technology. */
export const Arrow = forwardRef<HTMLSpanElement, HTMLAttributes<HTMLSpanElement>>(function ProvenanceArrow(
  { className, ...rest },
  ref,
) {
  return (
    <span {...rest} ref={ref} aria-hidden="true" className={joinClasses(provenance.arrow(), className)}>
      <ArrowIcon />
    </span>
  );
});
