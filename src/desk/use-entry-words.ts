'use client';
import { useCallback } from 'react';
import { auditMessages } from '../audit/audit.messages.js';
import { actionOf } from '../audit/audit.selectors.js';
import { visibleText } from '../internal/plain-text.js';
import { useMessages } from '../react/locale-context.js';
import { isWithheldEntry } from '../review/replay.selectors.js';
import type { AuditEntry } from '../review/review.types.js';
import { isWithheld } from '../review/withheld-name.selectors.js';
import { replayMessages } from './replay.messages.js';

/** What an entry says in one line of text: "Amara Osei overrode the AI suggestion". */
export function useEntryWords() {
  const audit = useMessages('audit', auditMessages);
  const { replayWithheldEntry } = useMessages('desk', replayMessages);
  return useCallback(
    (entry: AuditEntry): string => {
      if (isWithheldEntry(entry)) return replayWithheldEntry;
      const { phrase, object } = actionOf(entry);
      const name = entry.by && isWithheld(entry.by) ? audit.withheldActor : entry.by?.name;
      const what = audit.actions[phrase].replace('{}', visibleText(object ?? audit.unknownActor));
      return `${name ? visibleText(String(name)) : audit.unknownActor}${audit.actorEnd} ${what}`;
    },
    [audit, replayWithheldEntry],
  );
}
