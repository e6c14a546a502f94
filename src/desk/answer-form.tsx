'use client';
import { forwardRef, type HTMLAttributes, useEffect } from 'react';
import { Button } from '../react/button.js';
import { joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { useReview } from '../review/review-context.js';
import { answerForm } from './desk.variants.js';
import { situationOf } from './review-card.selectors.js';
import { useCard } from './review-card-context.js';
import { useCaseWords } from './use-case-words.js';
import { useOnDemand } from './use-on-demand.js';

const loadFields = () => import('./forms.js').then((module) => module.AnswerFields);

/**
 * Where a person answers before the AI's answer is shown (B-1): their value and how likely they think it is. Nothing of
 * the AI is in the page until then. Its editors arrive with the first blind case. Renders a `<div>`, nothing for other
 * cases.
 */
export const AnswerForm = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function ReviewCardAnswerForm(
  { className, children, ...rest },
  ref,
) {
  const { desk } = useCaseWords();
  const { titleId } = useCard('AnswerForm');
  const isBlind = useReview((snapshot) => situationOf(snapshot) === 'blind');
  const fields = useOnDemand(loadFields);
  const { loaded, request } = fields;
  useEffect(() => {
    if (isBlind && !loaded) void request();
  }, [isBlind, loaded, request]);
  if (!isBlind) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(answerForm.root, className)}>
      <p className={answerForm.lead}>{desk.answerFirst}</p>
      {children ?? (fields.loaded && <fields.loaded id={`${titleId}-answer`} />)}
      {fields.isFailed && (
        <Notice
          tone="stop"
          title={desk.formFailed}
          actions={<Button onClick={() => void request()}>{desk.tryAgain}</Button>}
        />
      )}
    </div>
  );
});
