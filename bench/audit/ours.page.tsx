import { AuditTimeline } from 'countersign/audit';
import { measure } from './timeline.page.js';

const options = new URLSearchParams(location.search);
const isWindowed = options.has('windowed');
const isByDay = options.has('days');

measure(
  (entries) => <AuditTimeline.Root entries={entries} isWindowed={isWindowed} groupBy={isByDay ? 'day' : undefined} />,
  // What arrives on demand has arrived, and drawn what it has to draw.
  () =>
    (!isWindowed || document.querySelector('[data-windowed]') !== null) &&
    (!isByDay || document.querySelector('[data-grouped]') !== null) &&
    document.querySelector('[data-drawing]') === null,
  '[data-type]',
);
