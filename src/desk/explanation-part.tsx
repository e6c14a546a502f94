'use client';
import { CalibrationNote } from '../confidence/calibration-note.js';
import { Root as ExplanationPanel } from '../explanation/explanation-panel.js';
import { useReview } from '../review/review-context.js';
import { useValueText } from '../review/value-text.js';
import { shownProposal } from './review-card.selectors.js';
import { useCard } from './review-card-context.js';
import { useEvidence } from './use-evidence.js';

/** The whole explanation of what is on screen. Arrives when somebody opens it. */
export function ExplanationPart() {
  const { level } = useCard('Explanation');
  const evidence = useEvidence('Explanation');
  const proposal = useReview(shownProposal);
  const valueText = useValueText();
  if (!proposal) return null;
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
