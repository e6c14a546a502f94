'use client';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { FieldError } from '../react/field.js';
import { CrossIcon, UpIcon } from '../react/icons.js';
import { ConditionEditor } from './condition-editor.js';
import { newCondition } from './condition-form.selectors.js';
import { ruleText } from './condition-text.js';
import { isPersonMode } from './mode.selectors.js';
import { type Handling, OVERSIGHT_MODES, PROFILES } from './oversight.types.js';
import { policyEditor } from './policy.variants.js';
import { policyPart } from './policy-editor-context.js';
import { EscalationFields } from './policy-escalations.js';
import { NumberField, SelectField, TextField, useEditor } from './policy-field.js';
import { SafeguardFields } from './policy-safeguards.js';

/** What becomes of the cases of a rule, or of every other case, which always goes to people. */
function HandlingFields({ path, handling, isRest = false }: { path: string; handling: Handling; isRest?: boolean }) {
  const { draft, words } = useEditor();
  const { m, modes, profiles } = words;
  const offered = OVERSIGHT_MODES.filter((mode) => !isRest || isPersonMode(mode));
  return (
    <>
      <div className={policyEditor.pair()}>
        <SelectField path={`${path}.mode`} label={m.fields.mode} options={offered.map((each) => [each, modes[each]])} />
        <SelectField
          path={`${path}.profile`}
          label={m.fields.profile}
          options={PROFILES.map((each) => [each, profiles[each]])}
        />
      </div>
      <div className={policyEditor.pair()}>
        <SelectField
          path={`${path}.role`}
          label={m.fields.role}
          options={[['', m.anybody], ...draft.policy.roles.map((role) => [role, visibleText(role)] as const)]}
        />
        {handling.mode === 'monitor' || handling.vetoMinutes !== undefined ? (
          <NumberField path={`${path}.vetoMinutes`} label={m.fields.vetoMinutes} />
        ) : (
          <NumberField path={`${path}.hours`} label={m.fields.hours} isOptional />
        )}
      </div>
      <SelectField
        path={`${path}.onExpire`}
        label={m.fields.onExpire}
        options={[
          ['', m.expire.close],
          ['escalate', m.expire.escalate],
          ...(handling.onExpire === 'close' ? ([['close', m.expire.close]] as const) : []),
        ]}
      />
      <SafeguardFields path={path} handling={handling} />
    </>
  );
}

function RuleForm({ index }: { index: number }) {
  const { draft, words } = useEditor();
  const { m } = words;
  const path = `rules.${index}`;
  const rule = draft.policy.rules[index];
  if (!rule) return null;
  return (
    <div className={policyEditor.form()}>
      <TextField path={`${path}.id`} label={m.fields.id} />
      <TextField path={`${path}.why`} label={m.fields.why} isOptional />
      <ConditionEditor path={`${path}.when`} />
      <HandlingFields path={`${path}.handling`} handling={rule.handling} />
    </div>
  );
}

/** A rule that is being changed stays open wherever it goes, and one that is held open stays so once nothing holds it. */
function useOpenRules(held: readonly number[]) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  if (held.some((key) => !open.has(key))) setOpen(new Set([...open, ...held]));
  const toggle = (key: number, isOpen: boolean) =>
    setOpen((before) => {
      const after = new Set(before);
      if (isOpen) after.add(key);
      else after.delete(key);
      return after;
    });
  return { open, toggle };
}

function RuleList() {
  const { draft, editing, problemsAt, problems, idOf, words } = useEditor();
  const { m } = words;
  const announce = useAnnounce();
  const { rules } = draft.policy;
  // What is wrong in a rule has to be seen.
  const { open, toggle } = useOpenRules(
    draft.keys.filter((_, index) => problems.some(({ path }) => path.startsWith(`rules.${index}.`))),
  );
  const focusNext = useRef<string>(undefined);
  const list = useRef<HTMLOListElement>(null);
  // A row that moves in the document loses focus, and one that is removed takes it along.
  useEffect(() => {
    if (focusNext.current === undefined) return;
    document.getElementById(focusNext.current)?.focus();
    focusNext.current = undefined;
  });
  const buttonOf = (key: number | undefined, what: string) => idOf(key === undefined ? 'add' : `${what}-${key}`);

  const move = (index: number, by: 1 | -1, from: string) => {
    const key = draft.keys[index];
    const rule = rules[index];
    if (!rule || index + by < 0 || index + by >= rules.length) return;
    editing.move(index, by);
    focusNext.current = buttonOf(key, from);
    announce(m.moved(visibleText(rule.id), index + by + 1, rules.length));
  };
  const remove = (index: number) => {
    const rule = rules[index];
    const next = draft.keys[index + 1] ?? draft.keys[index - 1];
    editing.remove(index);
    focusNext.current = buttonOf(next, 'edit');
    if (rule) announce(m.removed(visibleText(rule.id)));
  };

  return (
    <>
      <ol className={policyEditor.list()} ref={list}>
        {rules.map((rule, index) => {
          const key = draft.keys[index] as number;
          const path = `rules.${index}`;
          const id = idOf(path);
          const name = visibleText(rule.id);
          const isOpen = open.has(key);
          const onKeyDown = (event: KeyboardEvent, from: string) => {
            const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
            if (!event.altKey || by === undefined) return;
            event.preventDefault();
            move(index, by, from);
          };
          return (
            <li key={key} className={policyEditor.rule()} id={id} tabIndex={-1}>
              <h4 className={policyEditor.ruleName()}>
                <bdi>{m.ruleName(index + 1, name)}</bdi>
              </h4>
              <p className={policyEditor.ruleText()}>
                <bdi>{ruleText(rule, words)}</bdi>
              </p>
              <FieldError id={id}>{problemsAt(path)}</FieldError>
              <div className={policyEditor.actions()}>
                <Button
                  id={buttonOf(key, 'edit')}
                  aria-expanded={isOpen}
                  onClick={() => toggle(key, !isOpen)}
                  onKeyDown={(event) => onKeyDown(event, 'edit')}
                >
                  {m.edit(name)}
                </Button>
                <Button
                  id={buttonOf(key, 'up')}
                  variant="quiet"
                  aria-label={m.moveUp(name)}
                  isDisabled={index === 0}
                  onClick={() => move(index, -1, 'up')}
                  onKeyDown={(event) => onKeyDown(event, 'up')}
                >
                  <UpIcon />
                </Button>
                <Button
                  id={buttonOf(key, 'down')}
                  variant="quiet"
                  aria-label={m.moveDown(name)}
                  isDisabled={index === rules.length - 1}
                  onClick={() => move(index, 1, 'down')}
                  onKeyDown={(event) => onKeyDown(event, 'down')}
                >
                  <UpIcon className={policyEditor.turned()} />
                </Button>
                <Button variant="quiet" aria-label={m.remove(name)} onClick={() => remove(index)}>
                  <CrossIcon />
                </Button>
              </div>
              {isOpen && <RuleForm index={index} />}
            </li>
          );
        })}
      </ol>
      <div className={policyEditor.actions()}>
        <Button
          id={idOf('add')}
          onClick={() => {
            const key = editing.add({
              id: m.newRule,
              when: newCondition(),
              handling: { mode: 'review', profile: 'standard' },
            });
            toggle(key, true);
            focusNext.current = idOf(`rules.${rules.length}.id`);
          }}
        >
          {m.addRule}
        </Button>
        <Button
          isDisabled={!draft.canUndo}
          onClick={() => {
            editing.undo();
            announce(m.undone);
          }}
        >
          {m.undo}
        </Button>
      </div>
    </>
  );
}

function OtherwiseForm() {
  const { draft, words } = useEditor();
  const { m } = words;
  return (
    <div className={policyEditor.rule()}>
      <h4 className={policyEditor.ruleName()}>{m.otherwise}</h4>
      <p className={policyEditor.hint()}>{m.otherwiseHint}</p>
      <div className={policyEditor.form()}>
        <HandlingFields path="otherwise" handling={draft.policy.otherwise} isRest />
        <EscalationFields />
      </div>
    </div>
  );
}

/** The rules in their order, each in words and to be changed, and what becomes of every other case. Renders a `<section>`. */
export const Rules = policyPart<HTMLElement>('Rules', 'section', policyEditor.section, ({ words, idOf }) => ({
  'aria-labelledby': idOf('rules-title'),
  children: (
    <>
      <h3 id={idOf('rules-title')} className={policyEditor.heading()}>
        {words.m.rules}
      </h3>
      <p className={policyEditor.hint()}>{words.m.rulesHint}</p>
      <RuleList />
      <OtherwiseForm />
    </>
  ),
}));
