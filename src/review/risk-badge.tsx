'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { riskMessages } from './case.messages.js';
import { RISKS, type Risk } from './review.types.js';
import { riskBadge } from './review.variants.js';

export interface RiskBadgeProps extends HTMLAttributes<HTMLSpanElement> {
  /**
   * Declared by the host, never by the model. An unknown word is shown as it is, with all bars empty.
   * @selector [data-risk]
   */
  risk: Risk | (string & {});
  /**
   * Whether the word "risk" is left out, because a heading above says it.
   * @default false
   */
  isNounHidden?: boolean;
}

/** Says how much is at stake, in a word with one to four bars. Renders a `<span>`. */
export const RiskBadge = forwardRef<HTMLSpanElement, RiskBadgeProps>(function RiskBadge(
  { risk, isNounHidden = false, className, children, ...rest },
  ref,
) {
  const messages = useMessages('review', riskMessages);
  const locale = useLocaleAttributes();
  const level = RISKS.indexOf(risk as Risk);
  const word = level < 0 ? messages.unknownRisk(visibleText(String(risk))) : messages.risks[risk as Risk];
  return (
    <span
      {...locale}
      {...rest}
      {...dataAttributes({ risk })}
      ref={ref}
      className={joinClasses(primitives('root'), riskBadge.root(), className)}
    >
      <svg
        className={riskBadge.bars()}
        viewBox="0 0 14 14"
        aria-hidden="true"
        focusable="false"
        {...dataAttributes({ risk })}
      >
        {RISKS.map((each, index) => (
          <rect
            key={each}
            className={riskBadge.bar()}
            {...dataAttributes({ on: index <= level })}
            x={0.5 + index * 3.5}
            y={9.5 - index * 3}
            width="2"
            height={4 + index * 3}
            rx=".25"
          />
        ))}
      </svg>
      {children ?? (level < 0 || isNounHidden ? word : messages.riskNoun(word))}
    </span>
  );
});
