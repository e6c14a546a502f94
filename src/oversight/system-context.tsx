'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { ModelRef } from '../review/proposal.types.js';
import type { SystemDescription } from './system.types.js';

/** What is known of the system behind a model; nothing where the host does not say. */
export type DescribeSystem = (model: ModelRef) => SystemDescription | undefined;

const SystemContext = /* @__PURE__ */ createContext<DescribeSystem | undefined>(undefined);

export interface SystemProviderProps {
  /** Says what is known of the system behind a model. */
  describe: DescribeSystem;
  children?: ReactNode;
}

/**
 * Puts what is known of the AI systems one click away from every case: each `ReviewCard` inside offers it (L-3). Renders
 * nothing of its own.
 */
export function SystemProvider({ describe, children }: SystemProviderProps) {
  return <SystemContext.Provider value={describe}>{children}</SystemContext.Provider>;
}

/** What is known of the system behind a model. */
export function useSystem(model: ModelRef | undefined): SystemDescription | undefined {
  const describe = useContext(SystemContext);
  return model && describe?.(model);
}
