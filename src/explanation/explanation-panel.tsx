'use client';
import { forwardRef, type HTMLAttributes, type ReactNode, useId } from 'react';
import { AiIcon } from '../react/icons.js';
import { useLocaleAttributes, useMessages, useTextFormat } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import type { ModelRef } from '../review/review.types.js';
import type { EvidenceListRootProps } from './evidence-list.js';
import { explanationMessages } from './explanation.messages.js';
import type { Explanation, ExplanationDetail } from './explanation.types.js';
import { explanationPanel } from './explanation.variants.js';
import { PanelContext, usePanel } from './explanation-context.js';
import { CounterEvidence, Evidence, Factors, Limits, Model, Summary, TrackRecord } from './explanation-slots.js';
import { shortText } from './reveal.js';

export { CounterEvidence, Evidence, Factors, Limits, Model, Summary, TrackRecord } from './explanation-slots.js';

export interface ExplanationPanelRootProps
  extends HTMLAttributes<HTMLElement>,
    Pick<EvidenceListRootProps, 'opened' | 'openedBy' | 'onEvidenceOpen' | 'opensUnlinked' | 'isReadOnly'> {
  /** Why the model proposes what it proposes. What is missing reads "Not provided". */
  explanation: Explanation | null | undefined;
  /**
   * How much is shown (D-8): nothing, that there is an explanation, the main points, or all of it.
   * @default 'summary'
   * @selector [data-detail]
   */
  detail?: ExplanationDetail;
  /** How the proposed value reads: it stands in the title and over the factors. */
  valueLabel?: string;
  /** The model that proposed it. */
  model?: ModelRef;
  /** How sure the model is, in the header: a `ConfidenceReadout`, for instance. */
  confidence?: ReactNode;
  /** How its score was calibrated, in the last slot: a `CalibrationNote`, for instance. */
  calibration?: ReactNode;
  /** Level of the title; the slots have the next one. @default 3 */
  headingLevel?: 2 | 3 | 4 | 5;
}

/**
 * Why the model proposes what it proposes, in slots that never change their order (D-1). Renders a `<section>` named by
 * its title, or nothing at `detail="none"`. Texts of the model are shown as plain text.
 */
export const Root = forwardRef<HTMLElement, ExplanationPanelRootProps>(function ExplanationPanelRoot(
  {
    explanation,
    detail = 'summary',
    valueLabel,
    model,
    confidence,
    calibration,
    opened,
    openedBy,
    onEvidenceOpen,
    opensUnlinked,
    isReadOnly,
    headingLevel = 3,
    className,
    children,
    ...rest
  },
  ref,
) {
  const titleId = useId();
  const locale = useLocaleAttributes();
  const messages = useMessages('explanation', explanationMessages);
  const format = useTextFormat();
  if (detail === 'none') return null;
  const panel = {
    messages,
    format,
    explanation: explanation ?? {},
    detail,
    valueLabel: shortText(valueLabel),
    headingLevel,
    titleId,
    opened,
    openedBy,
    onEvidenceOpen,
    opensUnlinked,
    isReadOnly,
    model,
    confidence,
    calibration,
  };
  return (
    <PanelContext.Provider value={panel}>
      <section
        aria-labelledby={rest['aria-label'] ? undefined : titleId}
        {...locale}
        {...rest}
        data-detail={detail}
        ref={ref}
        className={primitives('root', explanationPanel('', className))}
      >
        {children ?? (
          <>
            <Header />
            {detail !== 'indicator' && (
              <>
                <Summary />
                <Factors />
                <CounterEvidence />
                <Evidence />
                <Limits />
                <TrackRecord />
                <Model />
              </>
            )}
          </>
        )}
      </section>
    </PanelContext.Provider>
  );
});

/** The AI mark, the title and how sure the model is. Renders a `<header>`. */
export const Header = forwardRef<HTMLElement, HTMLAttributes<HTMLElement>>(function ExplanationPanelHeader(
  { className, children, ...rest },
  ref,
) {
  const { messages, confidence } = usePanel('Header');
  return (
    <header {...rest} ref={ref} className={explanationPanel('-header', className)}>
      {children ?? (
        <>
          <p className={explanationPanel('-mark')}>
            <AiIcon />
            {messages.mark}
          </p>
          <Title />
          {confidence && <div className={explanationPanel('-score')}>{confidence}</div>}
        </>
      )}
    </header>
  );
});

/** What is explained. Renders an `<h3>`, or the heading of `headingLevel`; it takes focus when a popover opens (D-6). */
export const Title = forwardRef<HTMLHeadingElement, HTMLAttributes<HTMLHeadingElement>>(function ExplanationPanelTitle(
  { className, children, ...rest },
  ref,
) {
  const { messages, headingLevel, titleId, valueLabel } = usePanel('Title');
  const Heading = `h${headingLevel}` as 'h3';
  return (
    <Heading id={titleId} tabIndex={-1} {...rest} ref={ref} className={explanationPanel('-title', className)}>
      {children ?? messages.title(valueLabel)}
    </Heading>
  );
});
