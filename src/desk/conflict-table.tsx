'use client';
import { type ReactNode, useId } from 'react';
import { sameJson } from '../internal/canonical-json.js';
import { visibleText } from '../internal/plain-text.js';
import { useLocale } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import type { Json, ValueSchema } from '../review/review.types.js';
import type { SessionConflict } from '../review/session.types.js';
import { useValueText } from '../review/value-text.js';
import { compareConflict, revisionMeaning } from './conflict.selectors.js';
import { conflictTable } from './desk.variants.js';
import { HostText } from './host-text.js';
import { useReasonText } from './use-reason-text.js';
import { useSittingWords } from './use-sitting-words.js';

export interface ConflictTableProps {
  conflict: SessionConflict;
}

interface Row {
  key: string;
  label: ReactNode;
  before: ReactNode;
  now: ReactNode;
  mine: ReactNode;
  /** Whether what is there now is not what was. */
  isChanged?: boolean;
}

/**
 * What it was, what it is now and what was typed, field by field. Renders a `<div>` with a `<table>`, whose cells stand
 * below each other where it is narrow.
 */
export function ConflictTable({ conflict }: ConflictTableProps) {
  const { base, theirs, mine } = conflict;
  const { desk, words, format } = useSittingWords();
  const locale = useLocale();
  const valueText = useValueText();
  const reasonText = useReasonText();
  const id = useId();
  const { kind, values, same, facts } = compareConflict(conflict, locale);
  const { decision, policy, proposal } = theirs;

  const text = (value: Json | undefined, schema: ValueSchema | undefined, none: string) =>
    value === undefined ? none : <bdi>{visibleText(valueText(value, schema))}</bdi>;
  const theirName = decision ? visibleText(decision.by.name) : undefined;
  const columns = {
    before: desk.comparedBefore,
    now: theirName === undefined ? desk.comparedNow : desk.comparedTheirs(theirName),
    mine: desk.comparedMine,
  };

  const rows: Row[] = [];
  if (kind === 'revised') {
    rows.push({
      key: 'revision',
      label: desk.comparedRevision,
      before: format.number(base.revision),
      now: format.number(proposal.revision),
      mine: format.number(base.revision),
    });
  }
  rows.push({
    key: 'verdict',
    label: desk.decision,
    before: desk.notDecided,
    now: decision
      ? words.verdicts[decision.verdict.type]
      : kind === 'closed'
        ? words.states[theirs.state]
        : desk.notDecided,
    mine: mine.verdict ? desk.verbs[mine.verdict] : desk.notTyped,
    isChanged: kind !== 'revised',
  });
  for (const { field, schema, before, now, mine: own } of values) {
    const none = kind === 'revised' ? desk.noEntry : desk.nothingTakesEffect;
    rows.push({
      key: `value ${field?.name ?? ''}`,
      label: field ? <HostText>{field.label}</HostText> : desk.comparedValue,
      before: text(before, field?.schema ?? base.schema ?? schema, desk.noEntry),
      now: text(now, schema, none),
      mine: text(own, field?.schema ?? base.schema ?? schema, desk.noEntry),
      isChanged: now !== undefined && before !== undefined && !sameJson(before, now),
    });
  }
  const theirMessage = decision?.verdict.type === 'respond' ? decision.verdict.message : undefined;
  if (theirMessage || mine.message) {
    rows.push({
      key: 'message',
      label: desk.comparedMessage,
      before: desk.noEntry,
      now: theirMessage ? <HostText>{theirMessage}</HostText> : desk.noEntry,
      mine: mine.message ? <HostText>{mine.message}</HostText> : desk.noEntry,
    });
  }
  const reasons = [decision?.reason, mine.reason].map((reason) => {
    const { reason: why, checked } = reasonText(reason, policy);
    return [why, checked].filter(Boolean).join(' ') || undefined;
  });
  if (reasons.some(Boolean)) {
    rows.push({
      key: 'reason',
      label: desk.comparedReason,
      before: desk.noEntry,
      now: reasons[0] ?? desk.noEntry,
      mine: reasons[1] ?? desk.noEntry,
    });
  }
  for (const fact of facts) {
    rows.push({
      key: `fact ${fact.name}`,
      label: <HostText>{fact.name}</HostText>,
      before: fact.before === undefined ? desk.noEntry : <HostText>{fact.before}</HostText>,
      now: fact.now === undefined ? desk.noEntry : <HostText>{fact.now}</HostText>,
      mine: desk.noEntry,
      isChanged: true,
    });
  }

  const meaning = kind === 'revised' ? revisionMeaning(conflict, locale) : undefined;
  const isRecord = typeof base.value === 'object';
  const meanings = {
    same: desk.suggestsSame,
    mine: desk.suggestsMine,
    other: isRecord
      ? desk.answersOldRecord
      : desk.answersOld(valueText(base.value, base.schema), valueText(proposal.value, proposal.schema)),
  };

  // The roles are said again: a table whose boxes are no table cells any more is none for Safari and Chromium.
  return (
    <div className={conflictTable.root}>
      {meaning && <p className={conflictTable.meaning}>{meanings[meaning]}</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <table role="table" className={conflictTable.table} aria-labelledby={id}>
        <caption id={id} className={conflictTable.caption}>
          {desk.compared}
        </caption>
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <thead role="rowgroup" className={conflictTable.head}>
          {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
          <tr role="row" className={conflictTable.row}>
            {[desk.comparedField, columns.before, columns.now, columns.mine].map((label) => (
              // biome-ignore lint/a11y/noRedundantRoles: see above
              <th key={label} role="columnheader" scope="col" className={conflictTable.column}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tbody role="rowgroup" className={conflictTable.body}>
          {rows.map((row) => (
            // biome-ignore lint/a11y/noRedundantRoles: see above
            <tr key={row.key} role="row" className={conflictTable.row} {...dataAttributes({ changed: row.isChanged })}>
              {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
              <th role="rowheader" scope="row" className={conflictTable.field}>
                {row.label}
              </th>
              {(['before', 'now', 'mine'] as const).map((place) => (
                // biome-ignore lint/a11y/noRedundantRoles: see above
                <td key={place} role="cell" className={conflictTable.cell} data-place={place}>
                  {/* Seen where cells stand below each other; a screen reader has the header. */}
                  <span className={conflictTable.label} aria-hidden="true">
                    {columns[place]}
                  </span>
                  <span className={conflictTable.value}>
                    {row[place]}
                    {place === 'now' && row.isChanged && (
                      <>
                        {' '}
                        <span className={conflictTable.changed}>({desk.changed})</span>
                      </>
                    )}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {same > 0 && <p className={conflictTable.same}>{desk.sameFields(same, format)}</p>}
    </div>
  );
}
