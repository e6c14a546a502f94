import { sampleProposals } from '../../src/backends/sample-reviews.js';
import type { PracticeCase } from '../../src/oversight/practice.types.js';

const { loan } = sampleProposals;

/** So many loans, which the AI denies; every `wrongEach`th of them is known to be right to approve. */
export function practiceCases(count: number, wrongEach = 4): PracticeCase[] {
  return Array.from({ length: count }, (_, index) => ({
    proposal: {
      ...loan,
      id: `P-${index}`,
      subject: { ...loan.subject, reference: `P-${index}`, title: `Practice loan ${index}` },
    },
    truth: index % wrongEach === 0 ? 'approve' : 'deny',
    because: `Known because of ${index}`,
  }));
}
