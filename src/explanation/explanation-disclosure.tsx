'use client';
import {
  type ButtonHTMLAttributes,
  createContext,
  forwardRef,
  type HTMLAttributes,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { ChevronDownIcon } from '../react/icons.js';
import { useLocaleAttributes } from '../react/locale-context.js';
import { composeHandlers, composeRefs, dataAttributes } from '../react/merge-props.js';
import { button, primitives } from '../react/primitives.variants.js';
import { useRequiredContext } from '../react/required-context.js';
import { explanationDisclosure, explanationPanel } from './explanation.variants.js';

interface Disclosure {
  isOpen: boolean;
  setOpen: (open: boolean) => void;
  variant: 'inline' | 'popover';
  contentId: string;
  triggerRef: RefObject<HTMLButtonElement | null>;
}

const DisclosureContext = createContext<Disclosure | null>(null);
const useDisclosure = (part: string) =>
  useRequiredContext(DisclosureContext, `ExplanationDisclosure.${part}`, 'ExplanationDisclosure.Root');

export interface ExplanationDisclosureRootProps extends HTMLAttributes<HTMLDivElement> {
  /**
   * Whether the content is shown, where the host keeps track of it.
   * @selector [data-open]
   */
  open?: boolean;
  /** Whether the content is shown at first. @default false */
  defaultOpen?: boolean;
  /** Called when a person opens or closes it. */
  onOpenChange?: (change: { open: boolean }) => void;
  /**
   * In the flow of the page, or over it: then its heading takes focus on every opening (D-6), Escape gives it back, and
   * it closes when focus or the pointer goes elsewhere.
   * @default 'inline'
   */
  variant?: 'inline' | 'popover';
}

/** An explanation behind a button. Renders a `<div>`. */
export const Root = forwardRef<HTMLDivElement, ExplanationDisclosureRootProps>(function ExplanationDisclosureRoot(
  { open, defaultOpen = false, onOpenChange, variant = 'inline', className, onKeyDown, onBlur, ...rest },
  ref,
) {
  const [own, setOwn] = useState(defaultOpen);
  const isOpen = open ?? own;
  const rootRef = useRef<HTMLDivElement>(null);
  const triggerRef = useRef<HTMLButtonElement>(null);
  const isPopover = variant === 'popover';
  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpenChange?.({ open: next });
  };
  const close = useRef(() => {});
  useEffect(() => {
    close.current = () => setOpen(false);
  });

  useEffect(() => {
    if (!isOpen || !isPopover) return;
    const onPointerDown = (event: PointerEvent) => {
      if (!event.composedPath().includes(rootRef.current as EventTarget)) close.current();
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [isOpen, isPopover]);

  return (
    <DisclosureContext.Provider value={{ isOpen, setOpen, variant, contentId: useId(), triggerRef }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens for what bubbles from the button and the content */}
      <div
        {...useLocaleAttributes()}
        {...rest}
        {...dataAttributes({ open: isOpen, variant })}
        ref={composeRefs(ref, rootRef)}
        className={explanationDisclosure('', [primitives('root'), className])}
        onKeyDown={composeHandlers(onKeyDown, (event) => {
          if (!isOpen || !isPopover || event.key !== 'Escape') return;
          event.stopPropagation();
          setOpen(false);
          triggerRef.current?.focus();
        })}
        onBlur={composeHandlers(onBlur, ({ relatedTarget, currentTarget }) => {
          if (isOpen && isPopover && relatedTarget && !currentTarget.contains(relatedTarget)) setOpen(false);
        })}
      />
    </DisclosureContext.Provider>
  );
});

/** Shows and hides the content. Renders a `<button>`; its text is its name. */
export const Trigger = forwardRef<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>(
  function ExplanationDisclosureTrigger({ className, children, onClick, ...rest }, ref) {
    const { isOpen, setOpen, contentId, triggerRef } = useDisclosure('Trigger');
    return (
      <button
        type="button"
        {...rest}
        {...dataAttributes({ open: isOpen })}
        ref={composeRefs(ref, triggerRef)}
        className={explanationDisclosure('-trigger', [button({ variant: 'quiet' }), className])}
        aria-expanded={isOpen}
        aria-controls={isOpen ? contentId : undefined}
        onClick={composeHandlers(onClick, () => setOpen(!isOpen))}
      >
        <ChevronDownIcon />
        {children}
      </button>
    );
  },
);

/** Holds the panel; nothing while it is closed. Renders a `<div>`. */
export const Content = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function ExplanationDisclosureContent(
  { className, children, ...rest },
  ref,
) {
  const { isOpen, variant, contentId } = useDisclosure('Content');
  const contentRef = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    const opens = isOpen && !wasOpen.current;
    wasOpen.current = isOpen;
    if (!opens || variant !== 'popover') return;
    const title = contentRef.current?.querySelector<HTMLElement>(`.${explanationPanel('-title')}`);
    (title ?? contentRef.current)?.focus();
  }, [isOpen, variant]);
  if (!isOpen) return null;
  return (
    <div
      tabIndex={variant === 'popover' ? -1 : undefined}
      {...rest}
      id={contentId}
      ref={composeRefs(ref, contentRef)}
      className={explanationDisclosure('-content', [
        variant === 'popover' && explanationDisclosure('-content--popover'),
        className,
      ])}
    >
      {children}
    </div>
  );
});
