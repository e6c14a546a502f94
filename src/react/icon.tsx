import type { SVGProps } from 'react';
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
      className={primitives('icon', [directional && primitives('icon--directional'), className])}
    />
  );
}

/**
 * An icon of one path.
 *
 * @param isDirectional whether it is mirrored where text runs from right to left
 */
export function drawn(path: string, isDirectional?: boolean) {
  return (props: IconProps) => Icon({ directional: isDirectional, ...props, children: <path d={path} /> });
}
