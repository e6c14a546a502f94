'use client';
import * as Dialog from '@radix-ui/react-dialog';
import {
  type ButtonHTMLAttributes,
  createContext,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { visibleText } from '../internal/plain-text.js';
import { CountersignError, dialogWithoutTitle } from '../internal/render-errors.js';
import { Announcer, useAnnounce } from '../react/announcer.js';
import { Button, type ButtonProps } from '../react/button.js';
import { CrossIcon } from '../react/icons.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { composeHandlers, composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { holdPage } from '../react/page-hold.js';
import { primitives } from '../react/primitives.variants.js';
import { overrideMessages } from './override.messages.js';
import { overrideDialog } from './override.variants.js';
import { Assumption } from './override-assumption.js';
import { type OpenChangeReason, type OverrideDialogProps, OverrideProvider, useOverride } from './override-context.js';
import { Checks, Comparison, ErrorSummary, Footer, Note, Reasons } from './override-form.js';

export { Assumption } from './override-assumption.js';
export type { OpenChangeReason } from './override-context.js';
export {
  Cancel,
  Checks,
  type ChecksProps,
  Comparison,
  Editor,
  ErrorSummary,
  Footer,
  type FooterProps,
  Note,
  Reasons,
  type ReasonsProps,
  Signer,
  Submit,
} from './override-form.js';
export { Wait } from './override-wait.js';

export interface RootProps extends OverrideDialogProps {
  children?: ReactNode;
}

/**
 * The form in which a verdict is signed, in a modal dialog: the AI's value beside the person's, the reasons, how it was
 * checked, and the signer. Without children it arranges all of that itself. Renders no element of its own.
 */
export function Root({ children, ...props }: RootProps) {
  return (
    <OverrideProvider {...props}>
      <Dialog.Root
        open={props.open}
        onOpenChange={(open) => {
          // Closing comes with its reason from the parts below.
          if (open) props.onOpenChange?.({ open, reason: 'trigger' });
        }}
      >
        {children ?? <Arrangement />}
      </Dialog.Root>
    </OverrideProvider>
  );
}

function Arrangement() {
  const { notice, confirmation } = useOverride('Root');
  const submit = useRef<HTMLButtonElement>(null);
  const isConfirming = Boolean(confirmation);
  const wasConfirming = useRef(isConfirming);
  useEffect(() => {
    if (wasConfirming.current && !isConfirming) submit.current?.focus();
    wasConfirming.current = isConfirming;
  }, [isConfirming]);
  return (
    <Portal>
      <Overlay />
      <Content>
        <Header>
          <Title />
          <Close />
          <Subtitle />
        </Header>
        {confirmation || (
          <>
            <Body>
              {notice}
              <ErrorSummary />
              <Comparison />
              <Reasons />
              <Note />
              <Checks />
              <Assumption />
            </Body>
            <Footer submitRef={submit} />
          </>
        )}
      </Content>
    </Portal>
  );
}

/** Opens the dialog. Renders a `<button>`. */
// The ready-made dialog has none: pure, so that it stays out of a bundle that does not name it.
export const Trigger = /* @__PURE__ */ forwardRef<HTMLButtonElement, ButtonProps>(function OverrideTrigger(props, ref) {
  const { opener } = useOverride('Trigger');
  return (
    <Dialog.Trigger asChild>
      <Button
        {...props}
        ref={ref}
        onClick={composeHandlers(props.onClick, (event) => {
          // Safari does not focus a pressed button.
          opener.current = event.currentTarget;
        })}
      />
    </Dialog.Trigger>
  );
});

const PortalContext = createContext(false);

/** Renders its children at the end of the page, or in `container`. */
export function Portal({ children }: { children?: ReactNode }) {
  const { container } = useOverride('Portal');
  return (
    <PortalContext.Provider value={true}>
      <Dialog.Portal container={container ?? undefined}>{children}</Dialog.Portal>
    </PortalContext.Provider>
  );
}

/** Theme and density of the place the dialog was opened from: a portal leaves them behind. */
function useSurroundings(): { [attribute: `data-${string}`]: string | undefined } {
  const { opener, openerRef } = useOverride('Content');
  const [found] = useState(() => {
    const from = openerRef?.current ?? opener.current ?? document.activeElement;
    const read = (name: string) => from?.closest(`[${name}]`)?.getAttribute(name) ?? undefined;
    return { 'data-csn-theme': read('data-csn-theme'), 'data-csn-density': read('data-csn-density') };
  });
  return found;
}

/**
 * Dims the page and keeps it from scrolling. A press on it closes the dialog and keeps the draft. Renders a `<div>`.
 *
 * @selector [data-state]
 */
export const Overlay = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function OverrideOverlay(props, ref) {
  const { open } = useOverride('Overlay');
  // The portal keeps what is in it until an animation of the host's has ended.
  const isInPortal = useContext(PortalContext);
  return open || isInPortal ? <OverlaySurface {...props} ref={ref} /> : null;
});

// Not Radix's own: its scroll lock writes a `<style>` element, which a strict style-src forbids, and weighs 4 kB.
const OverlaySurface = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function OverlaySurface(
  { className, style, onPointerDown, onClick, ...rest },
  ref,
) {
  const { open, close, overlay } = useOverride('Overlay');
  const isPressed = useRef(false);
  useEffect(holdPage, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the pointer, hidden from everybody else
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape
    <div
      {...useSurroundings()}
      data-state={open ? 'open' : 'closed'}
      {...rest}
      ref={composeRefs(ref, overlay)}
      className={primitives('scrim', [overrideDialog.overlay, className])}
      // Radix takes pointers away from the whole page.
      style={{ pointerEvents: 'auto', ...style }}
      onPointerDown={composeHandlers(onPointerDown, () => {
        isPressed.current = true;
      })}
      onClick={composeHandlers(onClick, ({ ctrlKey }) => {
        // Without a press of its own, this is the end of the tap that opened the dialog.
        if (isPressed.current && !ctrlKey) close('outside');
      })}
    />
  );
});

interface ContentState {
  title: { current: HTMLElement | null };
}
const ContentContext = createContext<ContentState | null>(null);

/**
 * The dialog itself: keeps Tab inside, puts focus on the title, and gives it back on closing. Renders a `<div>`.
 *
 * @throws {CountersignError} `dialog-without-title`
 */
export const Content = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function OverrideContent(
  { className, children, ...rest },
  ref,
) {
  const { verdict, isBusy, close, open, opener, overlay, openerRef, focusFallbacks, onCloseFocus } =
    useOverride('Content');
  const title = useRef<HTMLElement | null>(null);
  const isOpen = useRef(open);
  useEffect(() => {
    isOpen.current = open;
  });

  return (
    <Dialog.Content
      asChild
      aria-describedby={undefined}
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        const { activeElement } = document;
        if (activeElement instanceof HTMLElement && activeElement !== document.body) opener.current = activeElement;
        title.current?.focus();
      }}
      onCloseAutoFocus={(event) => {
        onCloseFocus?.({ event });
        if (event.defaultPrevented) return;
        // Radix knows its own trigger only, and would leave focus on the page: radix-ui/primitives, dialog.tsx.
        event.preventDefault();
        if (isOpen.current) return;
        focusFirst([openerRef?.current, opener.current, ...(focusFallbacks?.() ?? [])]);
      }}
      onEscapeKeyDown={(event) => {
        // Radix's own close is silent about why; this one says it. Escape in an input method only ends the input.
        event.preventDefault();
        if (!event.isComposing) close('escape');
      }}
      onPointerDownOutside={(event) => {
        const { button, ctrlKey } = event.detail.originalEvent;
        event.preventDefault();
        // A press on the overlay is the overlay's: a host's handler that stops the event would keep it from here.
        if (overlay.current?.contains(event.target as Node)) return;
        if (button === 0 && !ctrlKey) close('outside');
      }}
      onInteractOutside={(event) => event.preventDefault()}
    >
      <ContentSurface
        {...rest}
        {...dataAttributes({ verdict, busy: isBusy })}
        ref={ref}
        className={joinClasses(primitives('root'), overrideDialog.content, className)}
      >
        <Announcer>
          <ContentContext.Provider value={{ title }}>{children}</ContentContext.Provider>
          <TitleCheck title={title} />
          <Speaker />
        </Announcer>
      </ContentSurface>
    </Dialog.Content>
  );
});

const ContentSurface = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function ContentSurface(props, ref) {
  return <div {...useLocaleAttributes()} {...useSurroundings()} {...props} ref={ref} />;
});

/** Comes after the title, so that its effect sees it. */
function TitleCheck({ title }: ContentState) {
  useEffect(() => {
    if (!title.current) throw new CountersignError('dialog-without-title', dialogWithoutTitle());
  }, [title]);
  return null;
}

/** Says what changes while the dialog is open, inside it: VoiceOver drops regions outside a modal (w3c/aria#1854). */
function Speaker() {
  const { isBusy, confirmation, announcement, dwell } = useOverride('Content');
  const isSending = isBusy && !confirmation;
  const words = useMessages('override', overrideMessages);
  const announce = useAnnounce();
  useEffect(() => {
    // While somebody is asked who they are, nothing is signed yet.
    if (isSending) announce(words.sending);
  }, [isSending, announce, words.sending]);
  const isOver = dwell?.isOver;
  const wasOver = useRef(isOver);
  useEffect(() => {
    // Once, and nothing on the way there.
    if (isOver && wasOver.current === false) announce(words.waitOver);
    wasOver.current = isOver;
  }, [isOver, announce, words.waitOver]);
  useEffect(() => {
    if (announcement) announce(announcement);
  }, [announcement, announce]);
  return null;
}

/** Focuses the first element that is still there and takes it. */
function focusFirst(candidates: readonly (HTMLElement | null | undefined)[]): void {
  for (const candidate of candidates) {
    if (!candidate?.isConnected) continue;
    candidate.focus();
    const { activeElement } = candidate.getRootNode() as Document | ShadowRoot;
    if (activeElement === candidate) return;
  }
}

/** Title, close button and subtitle. Renders a `<header>`. */
export const Header = forwardRef<HTMLElement, HTMLAttributes<HTMLElement>>(function OverrideHeader(
  { className, ...rest },
  ref,
) {
  return <header {...rest} ref={ref} className={joinClasses(overrideDialog.header, className)} />;
});

/** What is signed here; takes focus when the dialog opens and names it. Renders an `<h2>`. */
export const Title = forwardRef<HTMLHeadingElement, HTMLAttributes<HTMLHeadingElement>>(function OverrideTitle(
  { className, children, ...rest },
  ref,
) {
  const { verdict } = useOverride('Title');
  const content = useContext(ContentContext);
  const words = useMessages('override', overrideMessages);
  return (
    <Dialog.Title
      {...rest}
      ref={composeRefs<HTMLHeadingElement>(ref, content?.title as { current: HTMLHeadingElement | null })}
      tabIndex={-1}
      className={joinClasses(overrideDialog.title, className)}
    >
      {children ?? words.titles[verdict]}
    </Dialog.Title>
  );
});

/** Which case it is. Renders a `<p>`. */
export const Subtitle = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(
  function OverrideSubtitle({ className, children, ...rest }, ref) {
    const { subject } = useOverride('Subtitle').proposal;
    return (
      <p {...rest} ref={ref} className={joinClasses(overrideDialog.subtitle, className)}>
        {children ?? (
          <>
            <bdi>{visibleText(subject.title)}</bdi>
            {subject.reference && (
              <>
                {', '}
                <bdi>{visibleText(subject.reference)}</bdi>
              </>
            )}
          </>
        )}
      </p>
    );
  },
);

/** Closes the dialog and keeps the draft. Renders a `<button>`. */
export const Close = forwardRef<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>(function OverrideClose(
  { className, children, onClick, ...rest },
  ref,
) {
  const { close } = useOverride('Close');
  const words = useMessages('override', overrideMessages);
  return (
    <Button
      variant="quiet"
      aria-label={children ? undefined : words.close}
      {...rest}
      ref={ref}
      className={joinClasses(overrideDialog.close, className)}
      onClick={composeHandlers(onClick, () => close('close'))}
    >
      {children ?? <CrossIcon />}
    </Button>
  );
});

/** Everything between header and footer. Renders a `<div>`. */
export const Body = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function OverrideBody(
  { className, ...rest },
  ref,
) {
  return <div {...rest} ref={ref} className={joinClasses(overrideDialog.body, className)} />;
});

export type { OverrideDialogProps };
export type CloseReason = Exclude<OpenChangeReason, 'trigger'>;
