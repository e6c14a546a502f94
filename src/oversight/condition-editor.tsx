'use client';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { Choice, Field, FieldError, Select } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { type Json, RISKS } from '../review/review.types.js';
import {
  asType,
  CONDITION_TYPES,
  lineOf,
  linesOf,
  listOf,
  newCondition,
  readLine,
} from './condition-form.selectors.js';
import { conditionText } from './condition-text.js';
import { atPath } from './coverage-curve.selectors.js';
import type { Condition, ConditionType } from './oversight.types.js';
import { policyEditor } from './policy.variants.js';
import { NumberField, ReadField, SelectField, TextField, useEditor } from './policy-field.js';

function Bounds({ path, isShare = true }: { path: string; isShare?: boolean }) {
  const { m } = useEditor().words;
  return (
    <div className={policyEditor.pair()}>
      <NumberField path={`${path}.atLeast`} label={m.atLeast} isShare={isShare} isOptional />
      <NumberField path={`${path}.below`} label={m.below} isShare={isShare} isOptional />
    </div>
  );
}

const oneValue = {
  write: lineOf,
  read: (text: string): Json | undefined => (text.trim() === '' ? undefined : readLine(text.trim())),
};

function Lines({ path, label }: { path: string; label: string }) {
  const { m } = useEditor().words;
  return (
    <ReadField<readonly Json[]> path={path} label={label} hint={m.listHint} isArea write={linesOf} read={listOf} />
  );
}

function ValueFields({ path, condition }: { path: string; condition: Extract<Condition, { type: 'value' }> }) {
  const { editing, words, idOf } = useEditor();
  const { m } = words;
  const kind = condition.in ? 'list' : 'bounds';
  return (
    <>
      <TextField path={`${path}.field`} label={m.ofField} isOptional />
      <Field id={idOf(`${path}#kind`)} label={m.comparedBy}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={({ target }) => {
              const { type, field: name } = condition;
              const next = target.value === 'list' ? { in: [] } : { atLeast: 0 };
              editing.choose(path, { type, ...(name !== undefined && { field: name }), ...next });
            }}
          >
            <option value="bounds">{m.comparisons.bounds}</option>
            <option value="list">{m.comparisons.list}</option>
          </Select>
        )}
      </Field>
      {kind === 'list' ? <Lines path={`${path}.in`} label={m.list} /> : <Bounds path={path} isShare={false} />}
    </>
  );
}

function RiskFields({ path, list }: { path: string; list: readonly string[] }) {
  const { editing, problemsAt, idOf, words } = useEditor();
  return (
    <Field id={idOf(`${path}.in`)} label={words.m.risks} group="group" error={problemsAt(`${path}.in`)}>
      <div className={field.choices()}>
        {RISKS.map((risk) => (
          <Choice
            key={risk}
            type="checkbox"
            checked={list.includes(risk)}
            onChange={({ target }) =>
              editing.choose(
                `${path}.in`,
                RISKS.filter((each) => (each === risk ? target.checked : list.includes(each))),
              )
            }
            label={words.riskText(risk)}
          />
        ))}
      </div>
    </Field>
  );
}

function Parts({ path, of }: { path: string; of: readonly Condition[] }) {
  const { editing, problemsAt, idOf, words } = useEditor();
  const id = idOf(`${path}.of`);
  return (
    <div className={policyEditor.conditions()} id={id}>
      <FieldError id={id}>{problemsAt(`${path}.of`)}</FieldError>
      {of.map((_, index) => (
        <ConditionEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has nothing else of its own.
          key={index}
          path={`${path}.of.${index}`}
          onRemove={() =>
            editing.choose(
              `${path}.of`,
              of.filter((_, place) => place !== index),
            )
          }
        />
      ))}
      <div className={policyEditor.actions()}>
        <Button onClick={() => editing.choose(`${path}.of`, [...of, newCondition()])}>{words.m.addCondition}</Button>
      </div>
    </div>
  );
}

function Fields({ path, condition }: { path: string; condition: Condition }) {
  const { m } = useEditor().words;
  switch (condition.type) {
    case 'and':
    case 'or':
      return <Parts path={path} of={condition.of} />;
    case 'not':
      return (
        <div className={policyEditor.conditions()}>
          <ConditionEditor path={`${path}.of`} />
        </div>
      );
    case 'confidence':
      return (
        <>
          <Bounds path={path} />
          <div className={policyEditor.pair()}>
            <TextField path={`${path}.field`} label={m.ofField} isOptional />
            <ReadField<Json> path={`${path}.value`} label={m.ofValue} isOptional {...oneValue} />
          </div>
        </>
      );
    case 'disagreement':
      return (
        <>
          <SelectField
            path={`${path}.between`}
            label={m.between}
            options={[
              ['models', m.betweens.models],
              ['factors', m.betweens.factors],
            ]}
          />
          <Bounds path={path} />
        </>
      );
    case 'value':
      return <ValueFields path={path} condition={condition} />;
    case 'risk':
      return <RiskFields path={path} list={condition.in} />;
    case 'kind':
      return <Lines path={`${path}.in`} label={m.kinds} />;
    case 'sample':
      return (
        <div className={policyEditor.pair()}>
          <NumberField path={`${path}.rate`} label={m.rate} isShare />
          <TextField path={`${path}.seed`} label={m.seed} />
        </div>
      );
    default:
      return <Bounds path={path} />;
  }
}

/** One condition, and those inside it. Renders a `<fieldset>`. */
export function ConditionEditor({ path, onRemove }: { path: string; onRemove?: () => void }) {
  const { draft, editing, problemsAt, idOf, words } = useEditor();
  const { m } = words;
  const condition = atPath(draft.policy, path) as Condition;
  const text = conditionText(condition, words);
  const id = idOf(path);
  return (
    <fieldset className={policyEditor.condition()} id={id} tabIndex={-1} aria-label={text}>
      <SelectField
        path={`${path}.type`}
        label={m.fields.condition}
        options={CONDITION_TYPES.map((each) => [each, m.conditionTypes[each]])}
        onChange={(type) => editing.choose(path, asType(condition, type as ConditionType))}
      />
      <FieldError id={id}>{problemsAt(path)}</FieldError>
      <Fields path={path} condition={condition} />
      {onRemove && (
        <div className={policyEditor.actions()}>
          <Button
            variant="quiet"
            onClick={() => {
              onRemove();
              document.getElementById(idOf(path.replace(/\.of\.\d+$/, '')))?.focus();
            }}
          >
            {m.removeCondition(visibleText(text))}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
