'use client';
import { createContext } from 'react';
import { useRequiredContext } from '../react/required-context.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { ReviewBackend } from '../review/backend.types.js';
import type { Reviewer } from '../review/review.types.js';
import type { Stop, StoppedModel } from '../review/stop.types.js';
import type { StopSession } from './stop.session.js';
import type { StopAnswer, StopAsk, StopSnapshot } from './stop.types.js';

/** A model that can be stopped, as people call it. */
export interface StoppableModel extends StoppedModel {
  /** @default its id */
  name?: string;
}

/** Which dialog is open. */
export type StopDialogState = { type: 'stop' } | { type: 'resume'; stop: Stop };

export interface StopControlState {
  session: StopSession;
  backend: ReviewBackend;
  reviewer: Reviewer;
  models: readonly StoppableModel[];
  review: { id: string; title: string } | undefined;
  shortcut: string | false;
  dialog: StopDialogState | undefined;
  open: (dialog: StopDialogState) => void;
  close: () => void;
  /** Sends an order; nothing where it was given up. */
  give: (ask: StopAsk) => Promise<StopAnswer | undefined>;
  trigger: { current: HTMLButtonElement | null };
  container: Element | null | undefined;
}

export const StopControlContext = /* @__PURE__ */ createContext<StopControlState | null>(null);

export function useStopControl(part: string): StopControlState {
  return useRequiredContext(StopControlContext, `StopControl.${part}`, 'StopControl.Root');
}

export function useStops<T>(session: StopSession, select: (snapshot: StopSnapshot) => T): T {
  return useSnapshot(session, select);
}

/** How a model is called where a stop names it. */
export function modelName(models: readonly StoppableModel[], { id }: StoppedModel): string {
  return models.find((model) => model.id === id)?.name ?? id;
}

/** Whether somebody may resume a stop. */
export function mayResume({ resumeRoles }: Stop, { roles }: Reviewer): boolean {
  return roles.some((role) => resumeRoles.includes(role));
}
