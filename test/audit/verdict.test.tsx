import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AuditTimeline, type AuditVerification } from '../../src/audit/index.js';
import { verifyMessages } from '../../src/audit/log-fault.messages.js';
import { loanRecord } from '../../src/backends/sample-records.js';
import { de } from '../../src/messages/de.js';
import { LocaleProvider } from '../../src/react/locale-context.js';

const entries = loanRecord().entries.map((entry, index) => ({ ...entry, position: index + 10 }));
const check: AuditVerification = {
  status: 'whole',
  checked: 4,
  total: 4,
  at: '2026-11-21T10:00:00Z',
  faults: [],
  signed: 13,
};
function show(verification: AuditVerification) {
  return render(<AuditTimeline.Root entries={entries} reference="LN-20417" verification={verification} />);
}
const marks = () => [...document.querySelectorAll('[data-mark]')].map((item) => item.getAttribute('data-mark'));

describe('the verdict of a timeline', () => {
  it('says beside a whole record what was not looked at', async () => {
    const { rerender } = show({ ...check, disclosures: 'given-only' });
    await screen.findByText(new RegExp(`4 entries verified.*${verifyMessages.disclosures['given-only']}`));
    rerender(
      <LocaleProvider locale="de" messages={de}>
        <AuditTimeline.Root entries={entries} verification={{ ...check, disclosures: 'not-checked' }} />
      </LocaleProvider>,
    );
    await screen.findByText(/nicht mit ihren Festlegungen verglichen/);
  });

  it('says a fault of the file in its own words, and marks no entry that is signed', async () => {
    show({
      ...check,
      status: 'broken',
      faults: [
        { kind: 'unreadable', line: 14 },
        { kind: 'counts-wrong', line: 20 },
      ],
    });
    await screen.findByText('The file: line 14 cannot be read as part of a log.');
    await screen.findByText(/another number of entries or disclosures than it says \(line 20\)/);
    await screen.findByText('This record is not what was written');
    expect(new Set(marks())).toEqual(new Set(['verified']));
    expect(screen.queryByRole('button', { name: 'Show the first bad entry' })).toBeNull();
  });
});
