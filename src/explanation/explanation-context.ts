'use client';
import { createContext, type ReactNode } from 'react';
import type { TextFormat } from '../internal/format.js';
import { useRequiredContext } from '../react/required-context.js';
import type { ModelRef } from '../review/review.types.js';
import type { EvidenceListRootProps } from './evidence-list.js';
import type { ExplanationMessages } from './explanation.messages.js';
import type { Explanation, ExplanationDetail } from './explanation.types.js';

/** What the parts of a panel show. */
export interface Panel
  extends Pick<EvidenceListRootProps, 'opened' | 'openedBy' | 'onEvidenceOpen' | 'opensUnlinked' | 'isReadOnly'> {
  messages: ExplanationMessages;
  format: TextFormat;
  explanation: Explanation;
  detail: ExplanationDetail;
  valueLabel?: string;
  headingLevel: number;
  titleId: string;
  model?: ModelRef;
  confidence?: ReactNode;
  calibration?: ReactNode;
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(part: string): Panel {
  return useRequiredContext(PanelContext, `ExplanationPanel.${part}`, 'ExplanationPanel.Root');
}
