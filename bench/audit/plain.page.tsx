import { measure, wordsOf } from './timeline.page.js';

measure(
  (entries) => (
    <ol>
      {entries
        .map(wordsOf)
        .reverse()
        .map(({ key, title, lines, at, moment }) => (
          <li key={key} className="item">
            <h4>{title}</h4>
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
            <p>
              <time dateTime={at}>{moment}</time>
            </p>
          </li>
        ))}
    </ol>
  ),
  () => true,
  '.item',
);
