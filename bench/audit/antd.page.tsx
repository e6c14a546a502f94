import { Timeline } from 'antd';
import { measure, wordsOf } from './timeline.page.js';

measure(
  (entries) => (
    <Timeline
      items={entries
        .map(wordsOf)
        .reverse()
        .map(({ key, title, lines, at, moment }) => ({
          key,
          className: 'item',
          children: (
            <>
              <h4>{title}</h4>
              {lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
              <p>
                <time dateTime={at}>{moment}</time>
              </p>
            </>
          ),
        }))}
    />
  ),
  () => true,
  '.item',
);
