'use client';
import { type FormEvent, forwardRef, type HTMLAttributes, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { FieldError } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { SavedView, SavedViews, SavedViewsSnapshot } from './filter.types.js';
import { queueMessages } from './queue.messages.js';
import { reviewQueue } from './queue.variants.js';
import { useQueueFrame } from './queue-context.js';

const everything = (snapshot: SavedViewsSnapshot) => snapshot;

export interface ReviewQueueViewsProps extends HTMLAttributes<HTMLDivElement> {}

/** Views that the reader has saved, to show, rename and delete, and a way to save what is shown. Renders a `<div>`. */
export const Views = forwardRef<HTMLDivElement, ReviewQueueViewsProps>(function ReviewQueueViews(
  { className, ...rest },
  ref,
) {
  const { savedViews } = useQueueFrame('Views');
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewQueue.views(), className)}>
      {savedViews && <Kept saved={savedViews} />}
    </div>
  );
});

function Kept({ saved }: { saved: SavedViews }) {
  const { filter, order, groupBy, actions } = useQueueFrame('Views');
  const messages = useMessages('queue', queueMessages);
  const announce = useAnnounce();
  const { views, problem } = useSnapshot(saved, everything);
  const [renamed, setRenamed] = useState<string>();
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    saved.load();
  }, [saved]);

  /** Changes the list at once, so that focus can go where the change leads: to a view, or to what is typed next. */
  const changed = (change: () => void, name: string | undefined) => {
    flushSync(change);
    const buttons = [...(place.current?.querySelectorAll<HTMLElement>('[data-view]') ?? [])];
    const own = buttons.find((button) => button.dataset.view === name);
    (own ?? place.current?.querySelector<HTMLElement>('input'))?.focus();
  };
  const show = (view: SavedView) => {
    actions.setFilter(view.filter);
    if (view.order) actions.setOrder(view.order);
    actions.setGrouping(view.groupBy);
    setUnknown(view.unknownFacets ?? []);
    announce(messages.viewShown(visibleText(view.name)));
  };
  return (
    <div ref={place} className={reviewQueue.viewList()}>
      {problem && (
        <p role="status" className={reviewQueue.viewProblem()}>
          {problem === 'unread' ? messages.viewsUnread : messages.viewNotSaved}
        </p>
      )}
      {unknown.length > 0 && <p className={reviewQueue.viewProblem()}>{messages.missing(unknown.map(visibleText))}</p>}
      {views.length === 0 && problem === undefined && <p className={reviewQueue.viewNone()}>{messages.noViews}</p>}
      {views.length > 0 && (
        // Safari drops the role of a list without markers.
        // biome-ignore lint/a11y/noRedundantRoles: see above
        <ul role="list" className={reviewQueue.viewItems()}>
          {views.map((view) => (
            <li key={view.name} className={reviewQueue.viewItem()}>
              {renamed === view.name ? (
                <NameForm
                  label={messages.renameView(visibleText(view.name))}
                  action={messages.save}
                  initial={view.name}
                  taken={views.filter(({ name }) => name !== view.name).map(({ name }) => name)}
                  onCancel={() => changed(() => setRenamed(undefined), view.name)}
                  onName={(name) => {
                    changed(() => {
                      saved.rename(view.name, name);
                      setRenamed(undefined);
                    }, name);
                    announce(messages.viewSaved(visibleText(name)));
                  }}
                />
              ) : (
                <>
                  <Button
                    variant="quiet"
                    className={reviewQueue.viewName()}
                    data-view={view.name}
                    onClick={() => show(view)}
                  >
                    <span>
                      <bdi>{visibleText(view.name)}</bdi>
                    </span>
                  </Button>
                  <Button
                    variant="quiet"
                    aria-label={messages.renameView(visibleText(view.name))}
                    onClick={() => {
                      flushSync(() => setRenamed(view.name));
                      place.current?.querySelector<HTMLInputElement>('li input')?.focus();
                      place.current?.querySelector<HTMLInputElement>('li input')?.select();
                    }}
                  >
                    {messages.rename}
                  </Button>
                  <Button
                    variant="quiet"
                    aria-label={messages.deleteView(visibleText(view.name))}
                    onClick={() => {
                      const at = views.indexOf(view);
                      changed(() => saved.remove(view.name), (views[at + 1] ?? views[at - 1])?.name);
                      announce(messages.viewDeleted(visibleText(view.name)));
                    }}
                  >
                    {messages.delete}
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <NameForm
        label={messages.viewName}
        action={messages.saveView}
        taken={[]}
        onName={(name) => {
          saved.save({ name, filter, ...(order && { order }), ...(groupBy && { groupBy }) });
          announce(messages.viewSaved(visibleText(name)));
        }}
      />
    </div>
  );
}

interface NameFormProps {
  label: string;
  action: string;
  initial?: string;
  /** Names of other views. */
  taken: readonly string[];
  onName: (name: string) => void;
  onCancel?: () => void;
}

function NameForm({ label, action, initial = '', taken, onName, onCancel }: NameFormProps) {
  const messages = useMessages('queue', queueMessages);
  const id = useId();
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim();
    const wrong = given === '' ? messages.viewNameMissing : taken.includes(given) ? messages.viewNameTaken : undefined;
    setError(wrong);
    if (wrong) {
      input.current?.focus();
      return;
    }
    if (!onCancel) setName('');
    onName(given);
  };
  return (
    <form className={reviewQueue.viewForm()} onSubmit={submit} noValidate>
      <div className={field.root()}>
        <label className={field.label()} htmlFor={id}>
          {label}
        </label>
        <FieldError id={id}>{error}</FieldError>
        <input
          ref={input}
          id={id}
          className={field.input()}
          maxLength={80}
          autoComplete="off"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !onCancel) return;
            event.stopPropagation();
            onCancel();
          }}
        />
      </div>
      <div className={reviewQueue.viewActions()}>
        <Button type="submit">{action}</Button>
        {onCancel && (
          <Button variant="quiet" onClick={onCancel}>
            {messages.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}
