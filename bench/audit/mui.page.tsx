import { Timeline, TimelineConnector, TimelineContent, TimelineDot, TimelineItem, TimelineSeparator } from '@mui/lab';
import { measure, wordsOf } from './timeline.page.js';

measure(
  (entries) => (
    <Timeline>
      {entries
        .map(wordsOf)
        .reverse()
        .map(({ key, title, lines, at, moment }) => (
          <TimelineItem key={key} className="item">
            <TimelineSeparator>
              <TimelineDot />
              <TimelineConnector />
            </TimelineSeparator>
            <TimelineContent>
              <h4>{title}</h4>
              {lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
              <p>
                <time dateTime={at}>{moment}</time>
              </p>
            </TimelineContent>
          </TimelineItem>
        ))}
    </Timeline>
  ),
  () => true,
  '.item',
);
