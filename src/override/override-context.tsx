'use client';
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useFormat } from '../react/locale-context.js';
import { useRequiredContext } from '../react/required-context.js';
import type { Draft } from '../review/backend.types.js';
import type { DwellState } from '../review/dwell.types.js';
import type {
  Grounds,
  Issue,
  Policy,
  Proposal,
  Reviewer,
  ValueSchema,
  Verdict,
  VerdictType,
} from '../review/review.types.js';
import { editorSchema, isFieldPath, mustWait, submissionOf } from './override.selectors.js';
import { useIssueText } from './use-issue-text.js';

/** What opened or closed the dialog. */
export type OpenChangeReason = 'trigger' | 'escape' | 'outside' | 'close' | 'cancel';

export interface OverrideDialogProps {
  /** What is decided on. */
  proposal: Proposal;
  /** Which reasons and checks the verdict asks for. */
  policy: Policy;
  /**
   * Which verdict is being signed: the same form for each, with an editor for `override` and a message for `respond`.
   * @default 'override'
   */
  verdict?: VerdictType;
  /** What was typed so far; `{}` for an empty form. The kit prefills nothing. */
  draft: Draft;
  /** Called when something was typed, and with the draft of the opening when the person cancels. */
  onDraftChange: (details: { draft: Draft }) => void;
  /** Called when the person signs and the form holds what the policy asks for. The host sends it and closes the dialog. */
  onSubmit: (details: { verdict: Verdict; grounds: Grounds }) => void;
  /** Who signs. */
  reviewer: Reviewer;
  /** Whether the dialog is open. */
  open: boolean;
  /** Called when the person opens or closes it. Escape, the close button and a press outside keep the draft. */
  onOpenChange?: (details: { open: boolean; reason: OpenChangeReason }) => void;
  /** Whether the signed decision is on its way: signing and cancelling wait, closing does not. @default false */
  isBusy?: boolean;
  /** The wait before it can be signed, as the session says (B-12); the same for every verdict. */
  dwell?: DwellState;
  /** What the backend refused. Shown like the form's own errors, and focused when it arrives. */
  problem?: { readonly issues: readonly Issue[] };
  /**
   * Stands in the place of the form while its signature is confirmed; focus goes back to the button that signs when it goes.
   */
  confirmation?: ReactNode;
  /** Something to say above the form, such as a `Notice` that saving failed. */
  notice?: ReactNode;
  /** Spoken to screen readers when it changes; what speaks outside an open dialog is not heard. */
  announcement?: string;
  /** How sure the AI is, under its value: a `ConfidenceBadge`. */
  badge?: ReactNode;
  /** Where focus goes back to. The element that had focus when the dialog opened, when absent. */
  openerRef?: RefObject<HTMLElement | null>;
  /** Where focus goes when the opener is gone, asked on closing: the next row, then the heading of the queue. */
  focusFallbacks?: () => readonly (HTMLElement | null | undefined)[];
  /** Called before focus goes back. After `event.preventDefault()` the host moves it. */
  onCloseFocus?: (details: { event: Event }) => void;
  /** Where the dialog is rendered. @default document.body */
  container?: HTMLElement | null;
}

/** What the parts of one dialog share. */
export interface OverrideState extends Omit<OverrideDialogProps, 'verdict' | 'isBusy' | 'onSubmit' | 'onOpenChange'> {
  verdict: VerdictType;
  isBusy: boolean;
  /** Whether it cannot be signed yet, and nobody said why not to wait. */
  isWaiting: boolean;
  /** What the editor follows; nothing for a value that cannot be edited here. */
  schema: ValueSchema | undefined;
  /** What is wrong, once the person has tried to sign. */
  issues: readonly Issue[];
  /** How often signing was tried in vain; the summary takes focus each time. */
  attempts: number;
  fieldId: (path: string) => string;
  /** The sentence for what is wrong with a field. */
  errorOf: (path: string) => string | undefined;
  edit: (change: Partial<Draft>) => void;
  close: (reason: OpenChangeReason) => void;
  cancel: () => void;
  submit: () => void;
  /** Where focus was before. */
  opener: RefObject<HTMLElement | null>;
  overlay: RefObject<HTMLDivElement | null>;
}

const OverrideContext = createContext<OverrideState | null>(null);

export function useOverride(part: string): OverrideState {
  return useRequiredContext(OverrideContext, `OverrideDialog.${part}`, 'OverrideDialog.Root');
}

/** Whether a path has a field in the form of a verdict. */
export function useHasField(): (path: string | undefined) => boolean {
  const state = useContext(OverrideContext);
  return (path) => path !== undefined && state !== null && isFieldPath(path, state.verdict, state.schema, state.policy);
}

/** Holds what the parts share: the form's errors, the draft of the opening, the way back. */
export function OverrideProvider({ children, ...props }: OverrideDialogProps & { children: ReactNode }) {
  const { proposal, policy, verdict = 'override', draft, reviewer, open, isBusy = false, problem, dwell } = props;
  const { onDraftChange, onSubmit, onOpenChange } = props;
  const { locale } = useFormat();
  const issueText = useIssueText();
  const id = useId();
  const [attempts, setAttempts] = useState(0);
  const opener = useRef<HTMLElement | null>(null);
  const overlay = useRef<HTMLDivElement | null>(null);
  const atOpening = useRef(draft);
  // Two edits in one event both count, although the host has rendered neither.
  const latest = useRef(draft);

  useEffect(() => {
    latest.current = draft;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft of the opening, not the present one
  useEffect(() => {
    if (open) atOpening.current = draft;
    else setAttempts(0);
  }, [open]);

  const schema = useMemo(() => editorSchema(proposal.schema, proposal.value), [proposal]);
  const found = useMemo(
    () => submissionOf(verdict, draft, { proposal, policy, reviewer, locale, dwell }),
    [verdict, draft, proposal, policy, reviewer, locale, dwell],
  );
  const own = attempts > 0 ? found.issues : [];
  const refused = (problem?.issues ?? []).filter((issue) => !own.some(({ path }) => path === issue.path));
  const issues = [...own, ...refused];

  const state: OverrideState = {
    ...props,
    verdict,
    isBusy,
    isWaiting: mustWait(dwell, draft),
    schema,
    issues,
    attempts,
    opener,
    overlay,
    fieldId: (path) => `${id}-${path.replaceAll('.', '-')}`,
    errorOf: (path) => {
      const issue = issues.find((each) => each.path === path);
      return issue && issueText(issue);
    },
    edit: (change) => {
      latest.current = { ...latest.current, ...change, verdict };
      onDraftChange({ draft: latest.current });
    },
    close: (reason) => onOpenChange?.({ open: false, reason }),
    cancel: () => {
      if (isBusy) return;
      if (latest.current !== atOpening.current) onDraftChange({ draft: atOpening.current });
      onOpenChange?.({ open: false, reason: 'cancel' });
    },
    submit: () => {
      if (isBusy || mustWait(dwell, latest.current)) return;
      const { submission } = submissionOf(verdict, latest.current, { proposal, policy, reviewer, locale, dwell });
      if (submission) onSubmit(submission);
      else setAttempts((count) => count + 1);
    },
  };
  return <OverrideContext.Provider value={state}>{children}</OverrideContext.Provider>;
}
