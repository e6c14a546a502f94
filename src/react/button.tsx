'use client';
import { type ButtonHTMLAttributes, forwardRef } from 'react';
import { composeHandlers } from './merge-props.js';
import { type ButtonVariant, button } from './primitives.variants.js';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  /** @default 'outline' */
  variant?: ButtonVariant;
  /**
   * Whether it is off. It stays focusable and ignores activation: say why beside it and point
   * `aria-describedby` there.
   * @selector [aria-disabled]
   */
  isDisabled?: boolean;
  /**
   * Whether what it started is still running; activation is ignored meanwhile.
   * @selector [data-busy]
   */
  isBusy?: boolean;
}

/** A button that can be off without losing focus. Renders a `<button>`. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant, isDisabled = false, isBusy = false, className, onClick, type = 'button', ...rest },
  ref,
) {
  const isOff = isDisabled || isBusy;
  return (
    <button
      {...rest}
      data-busy={isBusy ? '' : undefined}
      ref={ref}
      type={type}
      className={button({ variant, className })}
      aria-disabled={isOff || undefined}
      onClick={isOff ? (event) => event.preventDefault() : composeHandlers(onClick, () => {})}
    />
  );
});
