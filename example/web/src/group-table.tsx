import { useEffect, useState } from 'react';
import type { GroupPatterns } from '../../server/group-patterns.js';
import { loadGroups } from './host-api.js';
import { usePage } from './page-context.js';
import { RECORD_WORDS } from './record-words.js';

/** What people made of the model's denials, by group of applicants: where the same thing is overturned again and again. */
export function GroupTable() {
  const { numbers, language } = usePage();
  const words = RECORD_WORDS[language];
  const [patterns, setPatterns] = useState<GroupPatterns>();
  useEffect(() => {
    loadGroups().then(setPatterns, () => {});
  }, []);
  if (!patterns || patterns.groups.length === 0) return null;
  return (
    <table className="page-table">
      <caption className="page-text">{words.groups}</caption>
      <thead>
        <tr>
          {[patterns.of, words.decidedCases, words.denials, words.overturned].map((name) => (
            <th key={name} scope="col" className="page-cell">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {patterns.groups.map(({ name, decided, denials, overturned, interval }) => (
          <tr key={name}>
            <th scope="row" className="page-cell">
              {name}
            </th>
            <td className="page-cell">{numbers.whole(decided)}</td>
            <td className="page-cell">{numbers.whole(denials)}</td>
            <td className="page-cell">
              {numbers.whole(overturned)}{' '}
              {interval && (
                <span className="page-note">
                  {words.shareBetween(numbers.percent(interval[0]), numbers.percent(interval[1]))}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
