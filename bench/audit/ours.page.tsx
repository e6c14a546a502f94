import { AuditTimeline } from 'countersign/audit';
import { measure } from './timeline.page.js';

const options = new URLSearchParams(location.search);
const isWindowed = options.has('windowed');
const isByDay = options.has('days');

measure(
  (entries) => <AuditTimeline.Root entries={entries} isWindowed={isWindowed} groupBy={isByDay ? 'day' : undefined} />,
  // What arrives on demand has arrived, and drawn what it has to draw.
  (count) =>
    isWindowed && count > 1000
      ? document.querySelector('[data-windowed]') !== null
      : document.querySelector('[data-group]') !== null && document.querySelector('[data-drawing]') === null,
  '[data-type]',
);
