'use client';
import { visibleText } from '../internal/plain-text.js';
import { OTHER_REASON, type Policy, type Reason } from '../review/review.types.js';
import { useCaseWords } from './use-case-words.js';

/** A reason's codes and words as one line of text. */
export function useReasonText() {
  const { desk, format } = useCaseWords();
  return (reason: Reason | undefined, policy: Policy) => {
    const labels = (reason?.codes ?? []).map((code) =>
      visibleText(
        code === OTHER_REASON
          ? desk.otherReason
          : (policy.reasonCodes?.find((entry) => entry.code === code)?.label ?? code),
      ),
    );
    const text = [...labels, ...(reason?.text ? [visibleText(reason.text)] : [])];
    const checks = (reason?.checks ?? []).map((code) =>
      visibleText(policy.checks?.find((entry) => entry.code === code)?.label ?? code),
    );
    return {
      reason: text.length > 0 ? desk.reason(text.join('; ')) : undefined,
      checked: checks.length > 0 ? desk.checked(format.list(checks)) : undefined,
    };
  };
}
