'use client';
import { type Context, type ElementType, forwardRef, type HTMLAttributes, type ReactNode, type Ref } from 'react';
import type { PartClass } from './part-class.variants.js';
import { useRequiredContext } from './required-context.js';

/** What a part puts on its node over the host's props. */
export interface Own {
  /** Another element than the part's usual one. */
  as?: ElementType;
  /** What it holds unless the host gives children; `false` where the part then renders nothing. */
  children?: ReactNode;
  /** What stands before and after either. */
  before?: ReactNode;
  after?: ReactNode;
  [attribute: string]: unknown;
}

const drawings = /* @__PURE__ */ new WeakMap<object, (state: unknown, props: object) => ReactNode>();

/**
 * What a part renders that is given no props, without a component for it: long lists are drawn in half the time. For parts
 * that call no hook.
 */
export function drawPart(part: object, state: unknown): ReactNode {
  return drawings.get(part)?.(state, {});
}

/**
 * Makes the parts of a component: each renders one node with the host's props, its class and its ref, and reads the
 * root's state.
 *
 * @param family such as `AuditTimeline`
 * @param root the part that provides the context, such as `Root`
 * @returns `(name, tag, className, own) => part`, where `own` is called on every render, may call hooks, and answers
 * nothing where the part renders nothing
 */
export function partsOf<State>(context: Context<State | null>, family: string, root: string) {
  return <E extends HTMLElement, P extends { className?: string; children?: ReactNode } = HTMLAttributes<E>>(
    name: string,
    tag: ElementType,
    className: PartClass,
    own: (state: State, props: Readonly<P>) => Own | undefined,
  ) => {
    const fullName = `${family}.${name}`;
    const draw = (state: State, props: Readonly<P>, ref?: Ref<E>) => {
      const mine = own(state, props);
      if (!mine) return null;
      const { as: Tag = tag, children, before, after, ...attributes } = mine;
      const content = props.children ?? children;
      return content === false ? null : (
        <Tag {...props} {...attributes} ref={ref} className={className(props)}>
          {'before' in mine || 'after' in mine ? (
            <>
              {before}
              {content}
              {after}
            </>
          ) : (
            content
          )}
        </Tag>
      );
    };
    const part = forwardRef<E, P>((props, ref) =>
      draw(useRequiredContext(context, fullName, `${family}.${root}`), props as P, ref),
    );
    part.displayName = fullName;
    drawings.set(part, draw as never);
    return part;
  };
}
