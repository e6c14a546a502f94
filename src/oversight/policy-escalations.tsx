'use client';
import { visibleText } from '../internal/plain-text.js';
import { useFormat } from '../react/locale-context.js';
import { policyEditor } from './policy.variants.js';
import { Disclosure } from './policy-disclosure.js';
import { asText, SelectField, useEditor } from './policy-field.js';

/** To which role the cases of a role go when its time is over, on demand. */
export function EscalationFields() {
  const { draft, editing, problems, words } = useEditor();
  const { m } = words;
  const format = useFormat();
  const { roles, escalations = {} } = draft.policy;
  // One that the host does not know is a problem, and still what is there.
  const from = [...new Set([...roles, ...Object.keys(escalations)])];
  function set(role: string, next: string) {
    const { [role]: _, ...others } = escalations;
    const all = next === '' ? others : { ...others, [role]: next };
    editing.choose('escalations', Object.keys(all).length > 0 ? all : undefined);
  }
  return (
    <Disclosure
      summary={m.escalationsSet(Object.keys(escalations).length, format)}
      isHeldOpen={problems.some(({ path }) => path.startsWith('escalations'))}
    >
      <fieldset className={policyEditor.condition()} aria-label={m.escalations}>
        <p className={policyEditor.hint()}>{m.escalationsHint}</p>
        <div className={policyEditor.fields()}>
          {from.map((role) => (
            <SelectField
              key={role}
              path={`escalations.${role}`}
              label={visibleText(role)}
              value={Object.hasOwn(escalations, role) ? asText(escalations[role]) : ''}
              options={[
                ['', m.noNextRole],
                ...roles.filter((each) => each !== role).map((each) => [each, visibleText(each)] as const),
              ]}
              onChange={(next) => set(role, next)}
            />
          ))}
        </div>
      </fieldset>
    </Disclosure>
  );
}
