'use client';
import { useCallback } from 'react';
import { useFormat, useMessages } from '../react/locale-context.js';
import { issueMessages } from '../review/issue.messages.js';
import type { Issue, ScalarSchema } from '../review/review.types.js';
import { overrideMessages } from './override.messages.js';

/** The sentence for an issue, as the control of its schema puts it; a code of a newer server reads as it is. */
export function useIssueText(): (issue: Issue, schema?: ScalarSchema) => string {
  const format = useFormat();
  const { issues } = useMessages('review', issueMessages);
  const words = useMessages('override', overrideMessages);
  return useCallback(
    (issue, schema) => {
      const isMissing = issue.code === 'field-missing';
      if (isMissing && issue.path === 'message') return words.enterMessage;
      if (schema?.type === 'number' && (isMissing || issue.code === 'value-invalid')) {
        // What is not a number yet hears what would fit, like a number that does not.
        const { min, max } = schema;
        if (min === undefined && max === undefined) return words.enterNumber;
        return issues['number-out-of-range']({ min, max }, format);
      }
      if (isMissing && schema) return schema.type === 'text' ? words.enterValue : words.chooseValue;
      return issues[issue.code]?.(issue.detail ?? {}, format) ?? String(issue.code);
    },
    [issues, words, format],
  );
}
