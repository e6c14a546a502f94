'use client';
import { useCallback } from 'react';
import { useFormat, useMessages } from '../react/locale-context.js';
import { reviewMessages } from '../review/review.messages.js';
import type { Issue, ScalarSchema } from '../review/review.types.js';
import { overrideMessages } from './override.messages.js';

/** The sentence for an issue; a code of a newer server reads as it is. */
export function useIssueText(): (issue: Issue, schema?: ScalarSchema) => string {
  const format = useFormat();
  const { issues } = useMessages('review', reviewMessages);
  const { enterNumber } = useMessages('override', overrideMessages);
  return useCallback(
    (issue, schema) => {
      const isNoNumber = schema?.type === 'number' && issue.code === 'value-invalid';
      if (isNoNumber && schema.min === undefined && schema.max === undefined) return enterNumber;
      // What is not a number yet hears what would fit, like a number that does not.
      const code = isNoNumber ? 'number-out-of-range' : issue.code;
      const detail = isNoNumber ? { min: schema.min ?? null, max: schema.max ?? null } : (issue.detail ?? {});
      return issues[code]?.(detail, format) ?? String(issue.code);
    },
    [issues, enterNumber, format],
  );
}
