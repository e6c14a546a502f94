'use client';
import { forwardRef, type HTMLAttributes, useId } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { setApart } from '../react/set-apart.js';
import type { OversightMode } from './oversight.types.js';
import { aiDisclosure } from './oversight.variants.js';
import { systemMessages } from './system.messages.js';
import type { DisclosureRights, SystemDescription } from './system.types.js';

export interface AiDisclosureProps extends HTMLAttributes<HTMLElement> {
  system: Pick<SystemDescription, 'name' | 'purpose'>;
  /**
   * How much of a person the decision gets.
   * @selector [data-mode] `auto`, `monitor`, `review` or `second`
   */
  mode: OversightMode;
  /** Where the person goes for what they can do; what is not given is not offered. */
  rights?: DisclosureRights;
  /**
   * Level of the heading.
   * @default 3
   */
  headingLevel?: 2 | 3 | 4 | 5;
}

const RIGHTS = ['explanation', 'person', 'objection'] as const;

/**
 * Tells whoever is decided about that an AI system takes part, who decides, and what they can do (L-14; AI Act, Articles 26(11)
 * and 50). Renders a `<section>`.
 */
export const AiDisclosure = forwardRef<HTMLElement, AiDisclosureProps>(function AiDisclosure(
  { system, mode, rights = {}, headingLevel = 3, className, children, ...rest },
  ref,
) {
  const messages = useMessages('oversight', systemMessages);
  const locale = useLocaleAttributes();
  const titleId = useId();
  const rightsId = useId();
  const Heading = `h${headingLevel}` as 'h3';
  const offered = RIGHTS.filter((right) => rights[right] !== undefined);
  const purpose = system.purpose === undefined ? undefined : visibleText(system.purpose);
  return (
    <section
      aria-labelledby={titleId}
      {...locale}
      {...rest}
      data-mode={mode}
      ref={ref}
      className={joinClasses(primitives('root'), aiDisclosure.root(), className)}
    >
      <Heading id={titleId} className={aiDisclosure.title()}>
        {messages.disclosureTitle}
      </Heading>
      <p className={aiDisclosure.text()}>{messages.disclosureBy[mode]}</p>
      <p className={aiDisclosure.text()}>
        {setApart(messages.disclosureSystem(visibleText(system.name), purpose), purpose)}
      </p>
      {offered.length > 0 && (
        <>
          <p id={rightsId} className={aiDisclosure.rights()}>
            {messages.disclosureRights}
          </p>
          <ul aria-labelledby={rightsId} className={aiDisclosure.list()}>
            {offered.map((right) => (
              <li key={right} className={aiDisclosure.item()}>
                <a href={rights[right]} className={primitives('link')}>
                  {messages.disclosureRight[right]}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {children}
    </section>
  );
});
