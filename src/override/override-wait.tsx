'use client';
import { forwardRef, type HTMLAttributes, useState } from 'react';
import { Button } from '../react/button.js';
import { Field } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { overrideMessages } from './override.messages.js';
import { overrideDialog } from './override.variants.js';
import { useOverride } from './override-context.js';

/**
 * How long the case has to have been on screen before any decision can be signed, and the way round it, with a reason (B-12).
 * It counts nothing down. Renders a `<div>`, nothing where there is no wait.
 */
export const Wait = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function OverrideWait(
  { className, children, ...rest },
  ref,
) {
  const { dwell, draft, edit, fieldId } = useOverride('Wait');
  const words = useMessages('override', overrideMessages);
  const format = useFormat();
  const [isWaiving, setWaiving] = useState(draft.waived !== undefined);
  // A field that somebody types in does not go from under their hands.
  if (!dwell || (dwell.isOver && !isWaiving)) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(overrideDialog.wait, className)}>
      <p id={fieldId('dwell')} className={overrideDialog.waitText}>
        {dwell.isOver ? words.waitOver : words.wait(format.number(dwell.seconds, SECONDS))}
      </p>
      {children}
      {isWaiving ? (
        <Field id={fieldId('waived')} label={words.waiveReason} optional={dwell.isOver && words.optional}>
          {(control) => (
            <textarea
              {...control}
              // biome-ignore lint/a11y/noAutofocus: the person has just asked for this field
              autoFocus
              rows={2}
              className={field.input({ kind: 'area' })}
              value={draft.waived ?? ''}
              onChange={(event) => edit({ waived: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <Button variant="quiet" className={overrideDialog.waive} onClick={() => setWaiving(true)}>
          {words.waive}
        </Button>
      )}
    </div>
  );
});

const SECONDS = { style: 'unit', unit: 'second', unitDisplay: 'long' } as const;
