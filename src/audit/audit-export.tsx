'use client';
import {
  type ComponentType,
  forwardRef,
  type HTMLAttributes,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { EnsureAnnouncer } from '../react/announcer.js';
import { Button, type ButtonProps } from '../react/button.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { composeHandlers, composeRefs } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { useRequiredContext } from '../react/required-context.js';
import { type AuditExportOptions, ExportContext, exportPart } from './audit-export-context.js';
import { exportTriggerMessages } from './export.messages.js';
import type { ExportRun } from './export.session.js';
import { auditExport } from './export.variants.js';

export interface RootProps extends AuditExportOptions, Omit<HTMLAttributes<HTMLDivElement>, keyof AuditExportOptions> {
  /** Whether the panel is open at first. @default false */
  defaultOpen?: boolean;
  /** Called when the person opens or closes the panel. An export that is running goes on. */
  onOpenChange?: (details: { open: boolean }) => void;
}

/**
 * Lets a person take the record with them: everything for the regulator, or the explanation for the affected person. Arranges its
 * own parts unless given children. Renders a `<div>`.
 *
 * @selector [data-open]
 */
export const Root = forwardRef<HTMLDivElement, RootProps>(function Root(
  {
    backend,
    entries,
    entriesTotal,
    review,
    kinds,
    scopes,
    filter,
    person,
    openFile,
    clock,
    onExportSettle,
    madeBy,
    organisation,
    verification,
    signatureState,
    factsOf,
    defaultOpen = false,
    onOpenChange,
    className,
    children,
    ...rest
  },
  ref,
) {
  const [isOpen, setOpenState] = useState(defaultOpen);
  const setOpen = (open: boolean) => {
    setOpenState(open);
    onOpenChange?.({ open });
  };
  const panelId = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const run = useRef<ExportRun>(null);
  const options: AuditExportOptions = {
    ...{ backend, entries, entriesTotal, review, kinds, scopes, filter, person, openFile, clock, onExportSettle },
    ...{ madeBy, organisation, verification, signatureState, factsOf },
  };
  return (
    <EnsureAnnouncer>
      <ExportContext.Provider value={{ ...options, isOpen, setOpen, panelId, trigger, run }}>
        <div
          {...useLocaleAttributes()}
          {...rest}
          data-open={isOpen ? '' : undefined}
          ref={ref}
          className={primitives('root', auditExport.root({ className }))}
        >
          {children ?? (
            <>
              <Trigger />
              <Panel />
            </>
          )}
        </div>
      </ExportContext.Provider>
    </EnsureAnnouncer>
  );
});

/** Opens and closes the panel. Renders a `<button>`. */
export const Trigger = forwardRef<HTMLButtonElement, ButtonProps>(function Trigger(
  { className, children, onClick, ...rest },
  ref,
) {
  const { isOpen, setOpen, panelId, trigger } = useRequiredContext(
    ExportContext,
    'AuditExport.Trigger',
    'AuditExport.Root',
  );
  const words = useMessages('exports', exportTriggerMessages);
  return (
    <Button
      aria-expanded={isOpen}
      aria-controls={isOpen ? panelId : undefined}
      {...rest}
      ref={composeRefs(ref, trigger)}
      className={auditExport.trigger({ className })}
      onClick={composeHandlers(onClick, () => setOpen(!isOpen))}
    >
      {children ?? words.trigger}
    </Button>
  );
});

type Form = ComponentType<{ titleId: string; isFocused: boolean }>;

/** The form arrives on first use. One that cannot be loaded, as on a train, is a sentence and another try. */
function useForm(isOpen: boolean) {
  const [form, setForm] = useState<Form>();
  const [isFailed, setFailed] = useState(false);
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  useEffect(() => {
    if (!isOpen || form || isFailed) return;
    import('./export-form.js').then(
      ({ ExportForm }) => isMounted.current && setForm(() => ExportForm),
      () => isMounted.current && setFailed(true),
    );
  }, [isOpen, form, isFailed]);
  return { form, isFailed, retry: () => setFailed(false) };
}

/** What is exported, for whom, how much of it, and how far it is. Renders a `<section>`, or nothing while it is closed. */
export const Panel = exportPart<HTMLElement>('Panel', 'section', auditExport.panel, function usePanel(state, props) {
  const { isOpen, setOpen, panelId, trigger } = state;
  const words = useMessages('exports', exportTriggerMessages);
  const { form: Form, isFailed, retry } = useForm(isOpen);
  // Open from the beginning, the panel takes no focus from where the page put it.
  const wasClosed = useRef(!isOpen);
  useEffect(() => {
    if (!isOpen) wasClosed.current = true;
  }, [isOpen]);
  if (!isOpen) return undefined;
  const titleId = `${panelId}title`;
  return {
    id: panelId,
    'aria-labelledby': Form ? titleId : undefined,
    'aria-label': Form ? undefined : words.trigger,
    onKeyDown: composeHandlers<KeyboardEvent<HTMLElement>>(props.onKeyDown, (event) => {
      if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
      event.stopPropagation();
      close(setOpen, trigger);
    }),
    children: Form ? (
      <Form titleId={titleId} isFocused={wasClosed.current} />
    ) : isFailed ? (
      <Notice tone="stop" title={words.unavailable} actions={<Button onClick={retry}>{words.tryAgain}</Button>} />
    ) : (
      <p>{words.loading}</p>
    ),
  };
});

function close(setOpen: (isOpen: boolean) => void, trigger: RefObject<HTMLButtonElement | null>) {
  setOpen(false);
  trigger.current?.focus();
}
