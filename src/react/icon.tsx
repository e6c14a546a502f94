import type { SVGProps } from 'react';
import { joinClasses } from './merge-props.js';
import { primitives } from './primitives.variants.js';

export type IconProps = SVGProps<SVGSVGElement>;

/** One 16 × 16 drawing that repeats what the words beside it say. Renders an `<svg>` hidden from assistive technology. */
export function Icon({ className, directional, ...rest }: IconProps & { directional?: boolean }) {
  return (
    <svg
      viewBox="0 0 16 16"
      focusable="false"
      {...rest}
      aria-hidden="true"
      className={joinClasses(primitives.icon({ directional }), className)}
    />
  );
}
