'use client';
import { CalibrationNote } from '../confidence/calibration-note.js';
import { Root as ExplanationPanel, type ExplanationPanelRootProps } from '../explanation/explanation-panel.js';
import type { Proposal } from '../review/review.types.js';
import { useValueText } from '../review/value-text.js';

export interface ExplanationViewProps
  extends Pick<ExplanationPanelRootProps, 'opened' | 'openedBy' | 'onEvidenceOpen' | 'opensUnlinked' | 'isReadOnly'> {
  proposal: Proposal;
  /** Level of the card's title. */
  level: number;
}

/** The whole explanation of a proposal, as a card shows it. */
export function ExplanationView({ proposal, level, ...evidence }: ExplanationViewProps) {
  const valueText = useValueText();
  return (
    <ExplanationPanel
      explanation={proposal.explanation}
      detail="report"
      headingLevel={Math.min(level + 1, 5) as 3}
      valueLabel={valueText(proposal.value, proposal.schema)}
      model={proposal.model}
      calibration={proposal.confidence && <CalibrationNote calibration={proposal.confidence.calibration} />}
      {...evidence}
    />
  );
}
