'use client';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { useReviewSession } from '../review/review-context.js';
import { useValueText } from '../review/value-text.js';
import { unsignedVerdict } from './review-card.selectors.js';
import { useSittingWords } from './use-sitting-words.js';

/** Puts what was typed on the clipboard, so that nothing is lost whatever happens to the page. Renders a `<button>`. */
export function CopyDraft() {
  const session = useReviewSession();
  const announce = useAnnounce();
  const valueText = useValueText();
  const { desk, words } = useSittingWords();

  const copy = async () => {
    const snapshot = session.getSnapshot();
    const { draft, seen } = snapshot;
    const unsigned = unsignedVerdict(snapshot) as { type?: keyof typeof words.verdicts } & typeof draft;
    const lines = [
      unsigned?.type && words.verdicts[unsigned.type],
      unsigned?.value !== undefined && valueText(unsigned.value, seen?.schema),
      unsigned?.message,
      ...(draft.reason?.codes ?? []),
      draft.reason?.text,
      draft.assumption?.code,
      draft.assumption?.text,
      draft.waived,
    ];
    try {
      await navigator.clipboard.writeText(lines.filter(Boolean).join('\n'));
      announce(desk.copied);
    } catch {
      announce(desk.copyFailed);
    }
  };

  return (
    <Button variant="quiet" onClick={copy}>
      {desk.copyDraft}
    </Button>
  );
}
