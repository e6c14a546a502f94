'use client';
import { createContext, type ReactNode, type RefObject } from 'react';
import { useRequiredContext } from '../react/required-context.js';
import type { ModelRef } from '../review/review.types.js';
import type { OnEvidenceOpen } from './evidence-list.js';
import type { Explanation, ExplanationDetail } from './explanation.types.js';

/** What the parts of a panel show. */
export interface Panel {
  explanation: Explanation;
  detail: ExplanationDetail;
  valueLabel?: string;
  headingLevel: number;
  titleId: string;
  opened?: Readonly<Record<string, string>>;
  onEvidenceOpen?: OnEvidenceOpen;
  model?: ModelRef;
  confidence?: ReactNode;
  calibration?: ReactNode;
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(part: string): Panel {
  return useRequiredContext(PanelContext, `ExplanationPanel.${part}`, 'ExplanationPanel.Root');
}

/** The heading that takes focus when a popover around the panel opens. */
export const TitleRefContext = createContext<RefObject<HTMLHeadingElement | null> | null>(null);
