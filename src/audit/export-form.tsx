'use client';
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { Choice, Field } from '../react/field.js';
import { field } from '../react/field.variants.js';
import { CrossIcon } from '../react/icons.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import { useRequiredContext } from '../react/required-context.js';
import { useSnapshot } from '../react/use-snapshot.js';
import { statusMessages, valueMessages } from '../review/case.messages.js';
import { auditMessages } from './audit.messages.js';
import { type AuditExportOptions, ExportContext } from './audit-export-context.js';
import { type ExportMessages, exportMessages } from './export.messages.js';
import { EXPORT_FILES, exportFileName, sizeText, startOfDay } from './export.selectors.js';
import { createExportRun, type ExportRunSnapshot } from './export.session.js';
import { EXPORT_KINDS, EXPORT_SCOPES, type ExportKind, type ExportScope } from './export.types.js';
import { auditExport } from './export.variants.js';
import { exportPieces } from './export-job.js';
import { openFile } from './save-file.js';

/** What can be made of what the host gave. */
function kindsOf({ backend, entries, review, person, kinds }: AuditExportOptions): ExportKind[] {
  const isPossible: Record<ExportKind, boolean> = {
    log: backend?.record !== undefined,
    csv: entries !== undefined || backend?.record !== undefined || (backend !== undefined && review !== undefined),
    html: entries !== undefined || backend?.record !== undefined || (backend !== undefined && review !== undefined),
    person: backend !== undefined && review !== undefined && person !== undefined,
  };
  return EXPORT_KINDS.filter((kind) => isPossible[kind] && (kinds?.includes(kind) ?? true));
}

/** How much of it can be asked for. */
function scopesOf({ backend, entries, review, scopes }: AuditExportOptions, kind: ExportKind): ExportScope[] {
  if (kind === 'person') return ['review'];
  // What the host hands over is what it is.
  if (entries && kind !== 'log') return [review ? 'review' : 'all'];
  const isPossible: Record<ExportScope, boolean> = {
    review: review !== undefined,
    period: backend?.record !== undefined,
    all: backend?.record !== undefined,
  };
  return EXPORT_SCOPES.filter((scope) => isPossible[scope] && (scopes?.includes(scope) ?? true));
}

const IDLE: ExportRunSnapshot = { status: 'idle', written: 0 };

/** The words of the documents, from the reader's catalogue. */
function useDocumentMessages() {
  const exports = useMessages('exports', exportMessages);
  const audit = useMessages('audit', auditMessages);
  const review = useMessages(
    'review',
    useMemo(() => ({ ...valueMessages, states: statusMessages.states }), []),
  );
  return { exports, audit, review };
}

/** The panel's content: loaded when it is first opened. */
export function ExportForm({ titleId, isFocused }: { titleId: string; isFocused: boolean }) {
  const state = useRequiredContext(ExportContext, 'AuditExport.Panel', 'AuditExport.Root');
  const { review, filter, setOpen, trigger } = state;
  const messages = useDocumentMessages();
  const { panel } = messages.exports;
  const format = useFormat();
  const { lang, dir } = useLocaleAttributes();
  const base = useId();
  const announce = useAnnounce();
  state.run.current ??= createExportRun();
  const run = state.run.current;
  const shown = useSnapshot(run, (snapshot) => snapshot);
  const isRunning = shown.status === 'running';

  const kinds = kindsOf(state);
  const [kind, setKind] = useState<ExportKind>(kinds[0] ?? 'csv');
  const scopes = scopesOf(state, kind);
  const [wanted, setScope] = useState<ExportScope>();
  const scope = (wanted && scopes.includes(wanted) ? wanted : scopes[0]) ?? 'all';
  const [days, setDays] = useState({ from: '', to: '' });
  const [isAsked, setAsked] = useState(false);
  const problem =
    scope !== 'period'
      ? undefined
      : days.from === '' || days.to === ''
        ? panel.periodMissing
        : days.to < days.from
          ? panel.periodReversed
          : undefined;

  const title = useRef<HTMLHeadingElement>(null);
  const start = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const firstDay = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFocused) title.current?.focus();
  }, [isFocused]);

  async function begin(event?: FormEvent) {
    event?.preventDefault();
    setAsked(true);
    if (problem) {
      announce(problem, { assertive: true });
      firstDay.current?.focus();
      return;
    }
    if (isRunning) return;
    const madeAt = new Date((state.clock ?? Date.now)()).toISOString();
    const isFiltered = filter !== undefined && kind !== 'log' && kind !== 'person';
    const period =
      scope === 'period'
        ? { from: startOfDay(days.from, format.timeZone), to: startOfDay(days.to, format.timeZone, 1) }
        : undefined;
    const { madeBy, organisation, verification, signatureState, factsOf, backend, entries, entriesTotal } = state;
    const of =
      scope === 'review' && review
        ? [review.reference ?? review.id, review.title].filter(Boolean).join(', ')
        : panel.scopes.all;
    const name =
      scope === 'review' ? (review?.reference ?? review?.id ?? '') : period ? `${days.from}--${days.to}` : 'all';
    announce(panel.preparing);
    const settled = await run.start({
      open: () =>
        (state.openFile ?? openFile)({
          name: exportFileName(kind, { name, madeAt, isFiltered }),
          type: EXPORT_FILES[kind].type,
          isLarge: scope !== 'review',
        }),
      pieces: (progress, signal) =>
        exportPieces(
          {
            ...{ kind, scope, period, backend, entries, entriesTotal, reviewId: review?.id },
            document: {
              ...{ of, madeAt, madeBy, organisation, verification, signatureState, factsOf, period },
              ...(isFiltered && { filter }),
              ...{ locale: lang ?? 'en', dir, timeZone: format.timeZone, messages },
            },
            ...(state.person && { person: { ...state.person, madeAt } }),
          },
          progress,
          signal,
        ),
    });
    state.onExportSettle?.({ kind, scope, ...settled });
    announce(outcomeText(settled, panel, format), { assertive: settled.status === 'failed' });
    // Whoever stood on a button that is gone goes on at the one that began it.
    const { activeElement } = document;
    if (activeElement === cancel.current || activeElement === null || activeElement === document.body) {
      start.current?.focus();
    }
  }

  const quarter = shown.total ? Math.floor((4 * shown.written) / shown.total) : 0;
  const progress = panel.progress(shown.written, shown.total, format);
  const spoken = useRef(0);
  useEffect(() => {
    // Four times, and not at the end, which says so itself.
    if (isRunning && quarter > spoken.current && quarter < 4) announce(progress);
    spoken.current = isRunning ? quarter : 0;
  }, [isRunning, quarter, progress, announce]);

  return (
    <>
      <div className={auditExport.header()}>
        <h3 id={titleId} tabIndex={-1} ref={title} className={auditExport.title()}>
          {panel.title}
        </h3>
        <Button
          variant="quiet"
          aria-label={panel.close}
          onClick={() => {
            setOpen(false);
            trigger.current?.focus();
          }}
        >
          <CrossIcon />
        </Button>
      </div>
      <form className={auditExport.form()} noValidate onSubmit={begin}>
        <Field id={`${base}kind`} label={panel.kind} group="radiogroup">
          <div className={field.choices()}>
            {kinds.map((each) => (
              <Choice
                key={each}
                type="radio"
                name={`${base}kind`}
                checked={kind === each}
                onChange={() => setKind(each)}
                label={panel.kinds[each].name}
                note={panel.kinds[each].note}
              />
            ))}
          </div>
        </Field>
        {scopes.length > 1 && (
          <Field id={`${base}scope`} label={panel.scope} group="radiogroup">
            <div className={field.choices()}>
              {scopes.map((each) => (
                <Choice
                  key={each}
                  type="radio"
                  name={`${base}scope`}
                  checked={scope === each}
                  onChange={() => setScope(each)}
                  label={panel.scopes[each]}
                />
              ))}
            </div>
          </Field>
        )}
        {scope === 'period' && (
          <div className={auditExport.days()}>
            {(['from', 'to'] as const).map((end) => (
              <Field
                key={end}
                id={`${base}${end}`}
                label={panel[end]}
                error={
                  isAsked && problem && (end === 'from') === (problem === panel.periodMissing) ? problem : undefined
                }
              >
                {(control) => (
                  <input
                    {...control}
                    ref={end === 'from' ? firstDay : undefined}
                    type="date"
                    className={field.input()}
                    value={days[end]}
                    onChange={({ target }) => setDays({ ...days, [end]: target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        )}
        {filter && kind !== 'person' && (
          <Notice title={kind === 'log' ? panel.logUnfiltered : panel.filtered(visibleText(filter.description))} />
        )}
        {isRunning && <Progress shown={shown} text={progress} panel={panel} />}
        <div className={auditExport.actions()}>
          <Button ref={start} type="submit" variant="decide" isBusy={isRunning}>
            {panel.start}
          </Button>
          {isRunning && (
            <Button ref={cancel} onClick={() => run.cancel()}>
              {panel.cancel}
            </Button>
          )}
        </div>
      </form>
      <Result
        shown={isRunning ? IDLE : shown}
        panel={panel}
        text={outcomeText(shown, panel, format)}
        tryAgain={messages.exports.tryAgain}
        onRetry={() => {
          // The button goes with the failure.
          start.current?.focus();
          void begin();
        }}
      />
    </>
  );
}

type Panel = ExportMessages['panel'];

/** What became of an export, in one sentence. */
function outcomeText(
  { status, file, why }: ExportRunSnapshot,
  panel: Panel,
  format: ReturnType<typeof useFormat>,
): string {
  if (status === 'done' && file) {
    return panel.saved(sizeText(file.bytes, format)).replace('{}', () => visibleText(file.name));
  }
  if (status === 'refused' && why) return panel.refused[why];
  return status === 'cancelled' ? panel.cancelled : panel.failed;
}

function Progress({ shown, text, panel }: { shown: ExportRunSnapshot; text: string; panel: Panel }) {
  const { written, total } = shown;
  const said = written === 0 ? panel.preparing : text;
  return (
    <div className={auditExport.progress()}>
      <div
        role="progressbar"
        aria-label={panel.progressLabel}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === undefined ? undefined : Math.min(written, total)}
        aria-valuetext={said}
        className={auditExport.track()}
      >
        <span
          className={auditExport.bar()}
          ref={(bar) => {
            // By a property: an inline style is what a strict policy forbids in markup, not here.
            bar?.style.setProperty('--csn-audit-export-share', String(total ? Math.min(1, written / total) : 0));
          }}
        />
      </div>
      <p className={auditExport.progressText()} aria-hidden="true">
        {said}
      </p>
    </div>
  );
}

function Result({
  shown,
  panel,
  text,
  tryAgain,
  onRetry,
}: {
  shown: ExportRunSnapshot;
  panel: Panel;
  text: string;
  tryAgain: string;
  onRetry: () => void;
}) {
  const { status, file, message } = shown;
  if (status === 'idle') return null;
  const again = file?.saveAgain;
  return (
    <Notice
      tone={status === 'failed' ? 'stop' : 'neutral'}
      title={<bdi>{text}</bdi>}
      actions={
        (again && <Button onClick={again}>{panel.saveAgain}</Button>) ||
        (status === 'failed' && <Button onClick={onRetry}>{tryAgain}</Button>)
      }
    >
      {status === 'failed' && message ? <bdi>{visibleText(message)}</bdi> : undefined}
    </Notice>
  );
}
