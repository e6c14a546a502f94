'use client';
import { visibleText } from '../internal/plain-text.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { issueMessages } from '../review/issue.messages.js';
import type { Issue } from '../review/review.types.js';
import { reviewCard } from './desk.variants.js';

/** What a server did not accept, issue by issue. Renders a `<ul>`. */
export function IssueList({ issues }: { issues: readonly Issue[] }) {
  const words = useMessages('review', issueMessages);
  const format = useFormat();
  return (
    <ul className={reviewCard.issues}>
      {issues.map(({ code, path, detail }) => (
        <li key={`${code} ${path}`} className={reviewCard.issue}>
          {Object.hasOwn(words.issues, code) ? words.issues[code](detail ?? {}, format) : visibleText(String(code))}
        </li>
      ))}
    </ul>
  );
}
