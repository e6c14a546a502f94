import { ReviewDesk } from 'countersign';
import { initialReview, type Policy } from 'countersign/core';
import { createMemoryBackend, sampleProposals } from 'countersign/testing';
import 'countersign/styles.css';

const reviewer = { id: 'amara', name: 'Amara Osei', roles: ['reviewer'] };
const policy: Policy = {
  id: 'credit',
  version: '1',
  reasonCodes: [{ code: 'newer-file', label: 'The file is newer than the model’s data' }],
};
const backend = createMemoryBackend({
  reviewer,
  reviews: [initialReview(sampleProposals.loan, policy)],
});

export function App() {
  return <ReviewDesk.Root backend={backend} reviewer={reviewer} />;
}
