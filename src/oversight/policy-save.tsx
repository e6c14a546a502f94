'use client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { startOfDay } from '../audit/export.selectors.js';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { Field } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useFormat } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { policyEditor } from './policy.variants.js';
import { ChangeList } from './policy-change-list.js';
import { policyChanges } from './policy-diff.selectors.js';
import { theirsOf } from './policy-editing.session.js';
import { policyPart } from './policy-editor-context.js';
import { useEditor } from './policy-field.js';
import type { PolicyAnswer } from './policy-service.types.js';

/** What somebody else saved meanwhile, beside what was typed here. */
function Conflict() {
  const { draft, editing, setState, words } = useEditor();
  const { m } = words;
  const { conflict } = draft;
  const notice = useRef<HTMLDivElement>(null);
  const announce = useAnnounce();
  const title = conflict && m.conflictTitle(visibleText(theirsOf(conflict).proposedBy.name));
  useEffect(() => {
    if (title) announce(title, { assertive: true });
  }, [title, announce]);
  if (!conflict) return null;
  const settle = (keeps: 'mine' | 'theirs') => {
    editing.settle(keeps);
    setState(conflict);
  };
  return (
    <Notice
      ref={notice}
      tone="attention"
      title={title}
      actions={
        <>
          <Button onClick={() => settle('mine')}>{m.keepMine}</Button>
          <Button onClick={() => settle('theirs')}>{m.takeTheirs}</Button>
        </>
      }
    >
      <p>{m.conflictText}</p>
      <p className={primitives('strong')}>{m.conflictTheirs}</p>
      <ChangeList before={draft.base} after={theirsOf(conflict).policy} />
      <p className={primitives('strong')}>{m.conflictMine}</p>
      <ChangeList before={draft.base} after={draft.policy} />
    </Notice>
  );
}

/** What came of an answer that is no new version. */
function useAnswerText() {
  const { words } = useEditor();
  const { m } = words;
  return (answer: PolicyAnswer | 'failed'): string | undefined => {
    if (answer === 'failed') return m.failed;
    if (answer.outcome === 'forbidden') return m.forbidden[answer.why];
    return answer.outcome === 'too-early' ? m.dateTooEarly : undefined;
  };
}

/** A version that waits for a second person, or for its day. */
function Waiting() {
  const { state, follow, service, personId, words, onPolicySettle } = useEditor();
  const { m } = words;
  const format = useFormat();
  const announce = useAnnounce();
  const answerText = useAnswerText();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const { waiting, upcoming } = state;
  const when = (iso: string) => format.dateTime(iso) ?? iso;
  const isOwn = waiting !== undefined && waiting.proposedBy.id === personId;

  async function confirm(version: string) {
    if (!service.confirm) return;
    setBusy(true);
    let answer: PolicyAnswer | 'failed';
    try {
      answer = await service.confirm(version);
    } catch {
      answer = 'failed';
    }
    setBusy(false);
    if (answer !== 'failed') onPolicySettle?.({ answer });
    setRefusal(answerText(answer));
    if (answer !== 'failed' && (answer.outcome === 'accepted' || answer.outcome === 'conflict')) follow(answer.state);
    announce(
      answer !== 'failed' && answer.outcome === 'accepted' ? m.confirmed(version) : (answerText(answer) ?? m.failed),
    );
  }
  return (
    <>
      {upcoming && <Notice title={m.upcoming(visibleText(upcoming.policy.version), when(upcoming.effectiveFrom))} />}
      {waiting && (
        <Notice
          title={m.waiting(
            visibleText(waiting.policy.version),
            visibleText(waiting.proposedBy.name),
            when(waiting.effectiveFrom),
          )}
          actions={
            service.confirm &&
            !isOwn && (
              <Button isBusy={isBusy} onClick={() => confirm(waiting.policy.version)}>
                {m.confirm}
              </Button>
            )
          }
        >
          <p>
            <bdi>{visibleText(waiting.reason)}</bdi>
          </p>
          <p className={primitives('strong')}>{m.waitingChanges}</p>
          <ChangeList before={state.inForce.policy} after={waiting.policy} />
          {isOwn && <p>{m.forbidden['same-person']}</p>}
          {refusal && <p>{refusal}</p>}
        </Notice>
      )}
    </>
  );
}

function SaveForm() {
  const editor = useEditor();
  const { draft, editing, state, setState, service, problems, problemText, idOf, words, clock, onPolicySettle } =
    editor;
  const { m } = words;
  const format = useFormat();
  const announce = useAnnounce();
  const answerText = useAnswerText();
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const summary = useRef<HTMLDivElement>(null);
  const isChanged = policyChanges(draft.base, draft.policy).length > 0;
  const effectiveFrom = draft.day === '' ? undefined : startOfDay(draft.day, format.timeZone);
  const isEarly = effectiveFrom !== undefined && Date.parse(effectiveFrom) <= (clock ?? Date.now)();
  const isReasonMissing = draft.reason.trim() === '';
  const faults = [
    ...problems.map((problem) => ({ path: problem.path, text: problemText(problem) })),
    ...(isEarly ? [{ path: 'day', text: m.dateTooEarly }] : []),
    ...(isReasonMissing ? [{ path: 'reason', text: m.reasonMissing }] : []),
  ];
  const isRefused = isAsked && faults.length > 0;

  async function propose(event: FormEvent) {
    event.preventDefault();
    if (isBusy || !service.propose || !isChanged) return;
    setAsked(true);
    setRefusal(undefined);
    if (faults.length > 0) {
      announce(m.problemsTitle(faults.length, format), { assertive: true });
      // Where the links to the fields stand, once it is drawn.
      setTimeout(() => summary.current?.focus());
      return;
    }
    setBusy(true);
    const sent = editing.send();
    let answer: PolicyAnswer | 'failed';
    try {
      answer = await service.propose({
        policy: sent.policy,
        basedOn: sent.basedOn,
        ...(effectiveFrom !== undefined && { effectiveFrom }),
        reason: sent.reason.trim(),
      });
    } catch {
      answer = 'failed';
    }
    setBusy(false);
    if (answer === 'failed') {
      setRefusal(m.failed);
      announce(m.failed, { assertive: true });
      return;
    }
    const own = answer.outcome === 'conflict' ? editing.ownIn(answer.state) : undefined;
    if (own && answer.outcome === 'conflict') answer = { outcome: 'accepted', state: answer.state };
    onPolicySettle?.({ answer });
    if (answer.outcome === 'accepted') {
      setAsked(false);
      const { newest } = answer.state;
      announce(answer.state.waiting ? m.proposed(newest) : m.saved(newest));
      setState(answer.state);
      editing.land(own ?? sent, answer.state);
    } else if (answer.outcome === 'conflict') editing.meet(answer.state);
    else {
      const text =
        answer.outcome === 'invalid' ? answer.problems.map(problemText).join(' ') : (answerText(answer) ?? m.failed);
      setRefusal(text);
      announce(text, { assertive: true });
    }
  }

  return (
    <form className={policyEditor.form()} noValidate onSubmit={propose}>
      <h4 id={idOf('changes')} tabIndex={-1} className={policyEditor.ruleName()}>
        {m.changes}
      </h4>
      <ChangeList before={state.inForce.policy} after={draft.policy} />
      {isRefused && (
        <Notice ref={summary} tabIndex={-1} tone="stop" title={m.problemsTitle(faults.length, format)}>
          <ul className={policyEditor.changes()}>
            {faults.map(({ path, text }) => (
              <li key={`${path} ${text}`} className={policyEditor.change()}>
                <a
                  href={`#${idOf(path)}`}
                  className={primitives('link')}
                  onClick={(event) => {
                    const target = document.getElementById(idOf(path));
                    event.preventDefault();
                    target?.focus();
                  }}
                >
                  {text}
                </a>{' '}
                <bdi className={primitives('mono')}>{path}</bdi>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {refusal && <Notice tone="stop" title={refusal} />}
      <div className={policyEditor.fields()}>
        <Field
          id={idOf('day')}
          label={m.effectiveFrom}
          optional={m.optional}
          hint={m.effectiveHint}
          error={isEarly ? m.dateTooEarly : undefined}
        >
          {(control) => (
            <input
              {...control}
              type="date"
              className={field.input()}
              value={draft.day}
              onChange={({ target }) => editing.note({ day: target.value })}
            />
          )}
        </Field>
        <Field id={idOf('reason')} label={m.reason} error={isAsked && isReasonMissing ? m.reasonMissing : undefined}>
          {(control) => (
            <textarea
              {...control}
              className={field.input({ kind: 'area' })}
              value={draft.reason}
              onChange={({ target }) => editing.note({ reason: target.value })}
            />
          )}
        </Field>
      </div>
      <div className={policyEditor.actions()}>
        <Button
          type="submit"
          variant="decide"
          isBusy={isBusy}
          isDisabled={!isChanged || draft.conflict !== undefined}
          aria-describedby={service.confirm ? idOf('propose-hint') : undefined}
        >
          {m.propose}
        </Button>
        <Button
          isDisabled={!isChanged && draft.reason === '' && draft.day === ''}
          onClick={() => {
            setAsked(false);
            setRefusal(undefined);
            editing.restart(state);
          }}
        >
          {m.discard}
        </Button>
      </div>
      {service.confirm && (
        <p id={idOf('propose-hint')} className={policyEditor.hint()}>
          {m.proposeHint}
        </p>
      )}
    </form>
  );
}

/**
 * What changes, when and why, and what waits for a second person. Renders a `<section>`.
 */
export const Save = policyPart<HTMLElement>(
  'Save',
  'section',
  policyEditor.section,
  ({ words, idOf, service, draft }) => ({
    'aria-labelledby': idOf('save-title'),
    children: (
      <>
        <h3 id={idOf('save-title')} className={policyEditor.heading()}>
          {service.propose ? words.m.save : words.m.changes}
        </h3>
        <Waiting />
        {draft.isRestored && <p className={policyEditor.hint()}>{words.m.draftRestored}</p>}
        <Conflict />
        {service.propose && <SaveForm />}
      </>
    ),
  }),
);
