import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { AuditLogView, createWholeLog } from '../../src/audit/index.js';
import { loanRecord } from '../../src/backends/sample-records.js';
import type { LogQuery } from '../../src/review/backend.types.js';

const { entries } = loanRecord();
const newest = entries.filter(({ type }) => type !== 'proposed').reverse();

function open() {
  const asked: LogQuery[] = [];
  const log = createWholeLog({
    record: {
      log: async (query) => {
        asked.push(query);
        return { items: query.types ? entries.filter(({ type }) => query.types?.includes(type)) : newest };
      },
    },
    withProposals: true,
  });
  render(<AuditLogView log={log} />);
  return { asked };
}

describe('the record of all cases', () => {
  it('says at the field what is wrong with days in the wrong order, and asks for nothing meanwhile', async () => {
    const user = userEvent.setup();
    const { asked } = open();
    await user.type(screen.getByLabelText('From'), '2026-11-30');
    await user.type(screen.getByLabelText('Up to'), '2026-11-02');
    const before = asked.length;
    await user.click(screen.getByRole('button', { name: 'Search' }));
    const field = screen.getByLabelText('Up to');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field);
    const words = document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent;
    expect(words).toMatch(/before the day in “From”.*Choose/);
    expect(asked).toHaveLength(before);
    await user.clear(field);
    await user.type(field, '2026-11-30');
    expect(field.hasAttribute('aria-invalid')).toBe(false);
  });

  it('says reasons in words, also where what was proposed is on no loaded page', async () => {
    open();
    const decided = newest.find(({ reason }) => reason?.codes?.length);
    const proposed = entries.find(({ type }) => type === 'proposed')?.command as unknown as {
      policy: { reasonCodes: { code: string; label: string }[] };
    };
    const [code] = decided?.reason?.codes ?? [];
    const label = proposed.policy.reasonCodes.find((each) => each.code === code)?.label as string;
    await screen.findAllByText(new RegExp(label));
  });
});
