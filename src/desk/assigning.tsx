'use client';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../react/button.js';
import { PersonIcon, UndoIcon } from '../react/icons.js';
import { useKeyHints } from '../react/key-hints.js';
import { dataAttributes } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import type { AssignablePerson } from '../review/backend.types.js';
import type { Assignee, Review } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { assigneeText } from './assignee-text.js';
import { mayAssignOthers } from './assigning.selectors.js';
import { decisionBar } from './desk.variants.js';
import { HostText } from './host-text.js';
import { useOnDemand } from './use-on-demand.js';
import { useSittingWords } from './use-sitting-words.js';

const loadForm = () => import('./forms.js').then((module) => module.NoteForm);

/** Whom the case is kept for, and what they were told. Renders a `<div>`, nothing where it is kept for nobody. */
export function AssignmentNotice() {
  const { desk } = useSittingWords();
  const { review, reviewer } = useReview((snapshot) => snapshot);
  if (!review?.assignment) return null;
  const { to, note } = review.assignment;
  return (
    <Notice icon={<PersonIcon />} title={assigneeText(to, reviewer, desk)}>
      {note === undefined ? undefined : <HostText>{note}</HostText>}
    </Notice>
  );
}

/**
 * Keeps a case that nobody has for one person: for oneself at once, for somebody else by a form. Renders a `<div>`, nothing where
 * this person may do none of it.
 */
export function Assigning() {
  const session = useReviewSession();
  const { desk } = useSittingWords();
  const review = useReview((snapshot) => snapshot.review) as Review;
  const reviewer = useReview((snapshot) => snapshot.reviewer);
  const pending = useReview((snapshot) => snapshot.pending?.type);
  const status = useReview((snapshot) => snapshot.status);
  const form = useOnDemand(loadForm);
  const [people, setPeople] = useState<readonly AssignablePerson[]>();
  const [isFailed, setFailed] = useState(false);
  const [openedOn, setOpenedOn] = useState<string>();
  const hints = useKeyHints('case.assign');
  const opener = useRef<HTMLButtonElement>(null);
  const group = useRef<HTMLDivElement>(null);
  const wasPressed = useRef(false);
  const { assignment } = review;

  // What was said is on the record, wherever the answer comes from: the form of before is done.
  const known = assignment ? `${assignment.at} ${assignment.to.id}` : '';
  const isOpen = openedOn === known;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another button stands where one was pressed
  useEffect(() => {
    if (wasPressed.current) group.current?.querySelector('button')?.focus();
    wasPressed.current = false;
  }, [known]);

  const me: Assignee = { id: reviewer.id, name: reviewer.name };
  const { backend } = session;
  const assignsOthers = mayAssignOthers(session);
  const mayTakeUp = assignment?.to.id !== me.id && session.can('assign') && session.can('claim');
  const mayEnd = session.can('unassign');
  if (!mayTakeUp && !mayEnd && !assignsOthers) return null;
  const isBusy = pending !== undefined || status === 'sending';

  const open = async () => {
    setOpenedOn(known);
    wasPressed.current = true;
    setFailed(false);
    if (!form.loaded) void form.request();
    try {
      setPeople(await backend.people?.());
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <div className={decisionBar.others} ref={group}>
        {mayTakeUp && (
          <Button
            {...dataAttributes({ verb: 'take-up' })}
            variant="quiet"
            isDisabled={isBusy}
            onClick={() => {
              wasPressed.current = true;
              session.assign({ to: me });
            }}
          >
            <PersonIcon />
            {desk.takeUp}
          </Button>
        )}
        {assignsOthers && (
          <Button
            {...hints}
            {...dataAttributes({ verb: 'assign' })}
            ref={opener}
            variant="quiet"
            isDisabled={isBusy}
            onClick={() => void open()}
          >
            <PersonIcon />
            {desk.assign}
          </Button>
        )}
        {mayEnd && (
          <Button
            {...dataAttributes({ verb: 'unassign' })}
            variant="quiet"
            isDisabled={isBusy}
            onClick={() => {
              wasPressed.current = true;
              session.unassign();
            }}
          >
            <UndoIcon />
            {desk.unassign}
          </Button>
        )}
      </div>
      {isOpen && (isFailed || form.isFailed) && (
        <p className={decisionBar.gate} role="alert">
          {desk.peopleFailed}
        </p>
      )}
      {isOpen && form.loaded && people && (
        <form.loaded
          kind="assign"
          people={people}
          onCancel={() => {
            setOpenedOn(undefined);
            wasPressed.current = false;
            opener.current?.focus();
          }}
        />
      )}
    </>
  );
}
