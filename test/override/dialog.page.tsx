import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { OverrideDialog } from '../../src/override/index.js';
import type { Draft } from '../../src/review/backend.types.js';

/** A page taller than its window, with what a host may have on it; for a real browser. */
function Page() {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Draft>({});
  return (
    <>
      <div className="shell">
        <header>At the top</header>
        <button type="button" className="fixed" onClick={() => setOpen(true)}>
          Open
        </button>
        <div className="tall">Centred</div>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a host whose rows keep their clicks to themselves */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <div onClick={(event) => event.stopPropagation()}>
        <OverrideDialog.Root
          proposal={sampleProposals.loan}
          policy={samplePolicy}
          reviewer={sampleReviewers.amara}
          draft={draft}
          onDraftChange={(details) => setDraft(details.draft)}
          onSubmit={() => {}}
          open={open}
          onOpenChange={(details) => setOpen(details.open)}
          notice={
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area is reached by Tab
            <section className="scroll-area" aria-label="Terms" tabIndex={0}>
              <div className="tall" />
            </section>
          }
        />
      </div>
    </>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
