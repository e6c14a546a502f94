import { AuditTimeline, type AuditVerification } from 'countersign';
import type { AuditEntry, LogKey } from 'countersign/core';
import { createLogVerifier, verificationOf } from 'countersign/verify';
import { useState } from 'react';

const verifier = createLogVerifier();

/** @param props.keys those that you have from elsewhere; without them the file's own are believed, and the report says so */
export function VerifiedRecord({ keys }: { keys?: readonly LogKey[] }) {
  const [shown, setShown] = useState<{ entries: readonly AuditEntry[]; verification: AuditVerification }>();

  async function verify(file: Blob) {
    const report = await verifier.verify([new Uint8Array(await file.arrayBuffer())], {
      keepEntries: true,
      ...(keys && { keys }),
    });
    const verification = verificationOf(report, { at: new Date().toISOString() });
    setShown({ entries: report.kept?.map(({ entry }) => entry) ?? [], verification });
  }

  return (
    <>
      <label>
        Log file{' '}
        <input type="file" accept=".jsonl" onChange={({ target }) => target.files?.[0] && verify(target.files[0])} />
      </label>
      {shown && <AuditTimeline.Root isFilterable groupBy="day" isWindowed {...shown} />}
    </>
  );
}
