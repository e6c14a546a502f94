'use client';
import { forwardRef, type HTMLAttributes, useId } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { caseMessages, riskMessages, valueMessages } from '../review/case.messages.js';
import type { Automation, Json, Route, ValueSchema } from '../review/review.types.js';
import { valueText } from '../review/value.selectors.js';
import { routeReason } from './oversight.variants.js';
import { routeMessages } from './route.messages.js';
import { routeTexts } from './route-text.js';

const words = /* @__PURE__ */ Object.assign({}, valueMessages, riskMessages, caseMessages);

export interface RouteReasonProps extends HTMLAttributes<HTMLDivElement> {
  /**
   * Where the policy sent the case, and why.
   * @selector [data-mode] `auto`, `monitor`, `review` or `second`
   */
  route: Route;
  /** How the values of the proposal read. */
  schema?: ValueSchema;
  /**
   * Whether the case still waits for somebody to step in. @default true
   */
  isWaiting?: boolean;
  /** That the AI's value took effect without a person, where it did. */
  automated?: Automation;
  /**
   * Whether the reader has to answer before anything of the AI is shown (B-1): the reasons would tell of its answer.
   * @default false
   */
  isAnswerFirst?: boolean;
}

/** Until when somebody may step in; nothing where nobody is waited for. */
function vetoOf({ mode, vetoUntil }: Route, isWaiting: boolean): string | undefined {
  return mode === 'monitor' && isWaiting ? vetoUntil : undefined;
}

/**
 * Says why a case came to people, or past them, and by which version of which policy: "why me, why now" (B-17). Renders a
 * `<div>` with the role of a group.
 */
export const RouteReason = forwardRef<HTMLDivElement, RouteReasonProps>(function RouteReason(
  { route, schema, automated, isWaiting = true, isAnswerFirst = false, className, ...rest },
  ref,
) {
  const messages = useMessages('oversight', routeMessages);
  const review = useMessages('review', words);
  const format = useFormat();
  const locale = useLocaleAttributes();
  const titleId = useId();
  const when = (iso: string) => format.dateTime(iso) ?? review.notAvailable;
  const fields = schema?.type === 'record' ? schema.fields : [];
  const ofField = (field: string | undefined) => fields.find(({ name }) => name === field);
  const veto = vetoOf(route, isWaiting && !automated);

  const reasons = isAnswerFirst
    ? [messages.answerFirst]
    : routeTexts(route, {
        messages,
        format,
        valueText: (value: Json, field) =>
          visibleText(valueText(value, field === undefined ? schema : ofField(field)?.schema, format, review)),
        riskText: (risk) => (Object.hasOwn(review.risks, risk) ? review.riskNoun(review.risks[risk]) : String(risk)),
        fieldLabel: (field) => visibleText(ofField(field)?.label ?? field),
      }).map(visibleText);
  const told = [
    ...(automated ? [messages.tookEffect(when(automated.at))] : []),
    ...(veto === undefined ? [] : [messages.takesEffect(when(veto))]),
    ...(route.mode === 'second' ? [messages.modeMeanings.second] : []),
    ...(route.raisedFrom === undefined ? [] : [messages.newReviewer]),
    ...reasons,
  ];

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what can be filled in.
    <div
      {...locale}
      role="group"
      aria-labelledby={titleId}
      {...rest}
      data-mode={route.mode}
      ref={ref}
      className={joinClasses(primitives('root'), routeReason.root(), className)}
    >
      <p id={titleId} className={routeReason.title()}>
        {messages.reasonTitle}
      </p>
      <ul className={routeReason.list()}>
        {told.map((each) => (
          <li key={each} className={routeReason.item()}>
            <bdi>{each}</bdi>
          </li>
        ))}
      </ul>
      <p className={routeReason.policy()}>
        <bdi>{messages.policyName(visibleText(route.policy.id), visibleText(route.policy.version))}</bdi>
      </p>
    </div>
  );
});
