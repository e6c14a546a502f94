'use client';
import { forwardRef, type HTMLAttributes, useState } from 'react';
import { Button } from '../react/button.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { useSnapshot } from '../react/use-snapshot.js';
import { selfCheckNotice } from './oversight.variants.js';
import { selfCheckMessages } from './self-check.messages.js';
import type { SelfCheck } from './self-check.session.js';

export interface SelfCheckNoticeProps extends HTMLAttributes<HTMLDivElement> {
  /** One person's own, made outside of components: `createSelfCheck()`. */
  selfCheck: SelfCheck;
}

/**
 * Tells one person that they agree more, and faster, than the AI's own scores bear out (B-15), or that a break may be due
 * (B-16). It takes no focus, keeps nobody from anything and can be put away. Renders a `<div>` with the role of a status,
 * empty while there is nothing to say.
 *
 * @selector [data-finding] `agreement` or `pace`
 */
export const SelfCheckNotice = forwardRef<HTMLDivElement, SelfCheckNoticeProps>(function SelfCheckNotice(
  { selfCheck, className, ...rest },
  ref,
) {
  const messages = useMessages('oversight', selfCheckMessages);
  const format = useFormat();
  const locale = useLocaleAttributes();
  const { finding, isPaceWatchOff } = useSnapshot(selfCheck, (snapshot) => snapshot);
  const [isJustOff, setJustOff] = useState(false);
  const dismiss = () => {
    setJustOff(false);
    selfCheck.dismiss();
  };
  const close = (
    <Button variant="quiet" onClick={dismiss}>
      {messages.closeNotice}
    </Button>
  );
  return (
    <div
      {...locale}
      role="status"
      {...rest}
      {...dataAttributes({ finding: finding?.kind })}
      ref={ref}
      className={joinClasses(primitives('root'), selfCheckNotice.root(), className)}
    >
      {finding?.kind === 'agreement' && (
        <Notice title={messages.agreementTitle} actions={close}>
          {messages.agreementText(finding.decisions, finding.disagreements, finding.expected, format)}{' '}
          {messages.onlyYou}
        </Notice>
      )}
      {finding?.kind === 'pace' && (
        <Notice
          title={messages.paceTitle}
          actions={
            <>
              {close}
              <Button
                variant="quiet"
                onClick={() => {
                  setJustOff(true);
                  selfCheck.setPaceWatch(false);
                }}
              >
                {messages.paceOff}
              </Button>
            </>
          }
        >
          {messages.paceText(finding.items, finding.minutes, format)} {messages.onlyYou}
        </Notice>
      )}
      {!finding && isJustOff && isPaceWatchOff && (
        <Notice
          title={messages.paceIsOff}
          actions={
            <>
              {close}
              <Button
                variant="quiet"
                onClick={() => {
                  setJustOff(false);
                  selfCheck.setPaceWatch(true);
                }}
              >
                {messages.paceOn}
              </Button>
            </>
          }
        />
      )}
    </div>
  );
});
