import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { createMemoryStore, createPractice } from '../../src/backends/memory.js';
import { loanRecord, reopenedRecord } from '../../src/backends/sample-records.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import type { Alternative, Confidence } from '../../src/confidence/confidence.types.js';
import { deskFor } from '../../src/desk/desk.session.js';
import type { EvidenceItem, Explanation } from '../../src/explanation/explanation.types.js';
import * as kit from '../../src/index.js';
import type { Outbox } from '../../src/review/backend.types.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { practiceCases } from '../backends/practice.fixtures.js';
import { itConforms, type Part, type PartProps } from '../conformance.js';
import { amara, openSitting, Page, system } from '../desk/desk.fixtures.js';
import { memoryStore, priya, serviceWith } from '../oversight/policy-editor.fixtures.js';
import { summaries, summary } from '../queue/queue-rows.js';
import { smallReview } from '../review/batch.fixtures.js';
import { routeTo } from '../review/lifecycle.fixtures.js';

const {
  BatchApproval,
  AuditExport,
  AuditReplay,
  AuditTimeline,
  ConfidenceBadge,
  ConfidenceReadout,
  DecisionBar,
  EvidenceList,
  ExplanationDisclosure,
  ExplanationPanel,
  NBest,
  OverrideDialog,
  PolicyEditor,
  PracticeSet,
  Provenance,
  QuantileDots,
  ReviewCard,
  ReviewDesk,
  ReviewQueue,
  SeenCard,
  StopControl,
} = kit;
const { loan } = sampleProposals;
const confidence = loan.confidence as Confidence;
const explanation = loan.explanation as Explanation;
const evidence = explanation.evidence as readonly EvidenceItem[];
const alternatives = loan.alternatives as readonly Alternative[];
const { entries } = loanRecord();
const reopened = reopenedRecord().entries;
const decided = entries.find(({ type }) => type === 'overridden') ?? entries[0];

const wholeLog = kit.createWholeLog({ record: { log: async () => ({ items: entries }) } });

type Draw = (props: PartProps) => ReactElement;

const inBadge = (part: ReactElement) => <ConfidenceBadge.Root confidence={confidence}>{part}</ConfidenceBadge.Root>;
const inReadout = (part: ReactElement) => (
  <ConfidenceReadout.Root confidence={confidence}>{inBadge(part)}</ConfidenceReadout.Root>
);
const quantiles = { values: Array.from({ length: 20 }, (_, index) => 10 + index), unit: 'days', threshold: 18 };
const inDots = (part: ReactElement) => <QuantileDots.Root quantiles={quantiles}>{part}</QuantileDots.Root>;
const inPanel = (part: ReactElement) => (
  <ExplanationPanel.Root explanation={explanation} model={loan.model} detail="report">
    {part}
  </ExplanationPanel.Root>
);
const inDisclosure = (part: ReactElement) => (
  <ExplanationDisclosure.Root defaultOpen>{part}</ExplanationDisclosure.Root>
);
const inDialog = (part: ReactElement, change: Partial<Parameters<typeof OverrideDialog.Root>[0]> = {}) => (
  <OverrideDialog.Root
    proposal={loan}
    policy={samplePolicy}
    reviewer={sampleReviewers.amara}
    draft={{}}
    onDraftChange={() => {}}
    onSubmit={() => {}}
    open
    {...change}
  >
    {part}
  </OverrideDialog.Root>
);
const inContent = (part: ReactElement, change: Partial<Parameters<typeof OverrideDialog.Root>[0]> = {}) =>
  inDialog(
    <OverrideDialog.Portal>
      <OverrideDialog.Content>
        {part.type === OverrideDialog.Title ? null : <OverrideDialog.Title />}
        {part}
      </OverrideDialog.Content>
    </OverrideDialog.Portal>,
    change,
  );
const selfCheck = kit.createSelfCheck();

/** Said to be very likely, and right in half of them. */
const ownOutcomes = Array.from({ length: 30 }, (_, id) => ({
  reviewId: `${id}`,
  decidedAt: '2026-11-21T08:00:00Z',
  confidence: 0.9,
  isRight: id < 15,
}));
/** Somebody signs, and is asked who they are. */
const asked = kit.createReauthentication({ username: 'amara', confirm: async () => ({ refused: 'wrong' }) });
void asked({
  review: {} as never,
  verdict: { type: 'approve' },
  saw: { revision: 1, fingerprint: '' },
  meaning: 'approval',
  printedName: 'Amara Osei',
  isFirst: true,
  signal: new AbortController().signal,
});

const inTimeline = (part: ReactElement, change: Partial<Parameters<typeof AuditTimeline.Root>[0]> = {}) => (
  <AuditTimeline.Root entries={entries} {...change}>
    {part}
  </AuditTimeline.Root>
);
const inExport = (part: ReactElement) => (
  <AuditExport.Root entries={() => entries} defaultOpen>
    {part}
  </AuditExport.Root>
);
const inEntry = (part: ReactElement) =>
  inTimeline(
    <AuditTimeline.List>
      {(entry) => (entry === decided ? <AuditTimeline.Entry entry={entry}>{part}</AuditTimeline.Entry> : null)}
    </AuditTimeline.List>,
  );
const rows = summaries(3);
const inQueue = (part: ReactElement, change: Partial<Parameters<typeof ReviewQueue.Root>[0]> = {}) => (
  <ReviewQueue.Root rows={rows} selectedIds={['LN-1']} onSelectionChange={() => {}} {...change}>
    {part}
  </ReviewQueue.Root>
);
const inRow = (part: ReactElement, change: Partial<Parameters<typeof ReviewQueue.Root>[0]> = {}) =>
  inQueue(
    <ReviewQueue.Grid>
      <ReviewQueue.Row row={rows[0] ?? summary('LN-1')}>{part}</ReviewQueue.Row>
    </ReviewQueue.Grid>,
    change,
  );
const sitting = openSitting();
const blindSitting = openSitting({ policy: { blindFirst: true } });
const gatedSitting = openSitting({ policy: { evidenceGate: true } });
const heldSitting = openSitting();
heldSitting.store.apply(loan.id, { type: 'hold', reason: 'The model is being checked.', scope: 'review' }, system);
const inSitting = (part: ReactElement) => <Page session={sitting.session}>{part}</Page>;
const inCard = (part: ReactElement) => inSitting(<ReviewCard.Root>{part}</ReviewCard.Root>);
const inBar = (part: ReactElement) => inSitting(<DecisionBar.Root>{part}</DecisionBar.Root>);
const decidedSitting = openSitting();
decidedSitting.store.apply(loan.id, { type: 'approve' }, amara, {
  saw: sawOf(loan),
  fence: decidedSitting.store.get(loan.id).claim?.fence ?? 0,
});
const concluded = {
  ...decidedSitting.backend,
  outcomes: {
    of: async () => ({ value: 'deny', knownAt: '2026-11-21T09:48:00Z', source: 'Ledger' }),
    own: async () => [],
  },
};
const offline = { items: [], storage: 'device', isOffline: true } as const;
const outbox: Outbox = {
  getSnapshot: () => offline,
  subscribe: () => () => {},
  settle: () => new Promise<never>(() => {}),
  dismiss: async () => {},
  flush: () => {},
};
const checked = createMemoryStore({
  reviews: [initialReview(loan, samplePolicy)],
  checks: { [loan.id]: { personId: amara.id, truth: 'approve' } },
});
checked.apply(loan.id, { type: 'claim' }, amara);
checked.apply(loan.id, { type: 'approve' }, amara, { saw: sawOf(loan) });
const toldBackend = checked.backendFor(amara);
deskFor({ backend: toldBackend, reviewer: sampleReviewers.amara }).checks.ask(checked.get(loan.id), true);
// Asked for before any part is drawn: it is there with the first one.
await new Promise((resolve) => setTimeout(resolve));
const inDesk = (part: ReactElement) => (
  <ReviewDesk.Root backend={sitting.backend} reviewer={sampleReviewers.amara} initialId={loan.id}>
    {part}
  </ReviewDesk.Root>
);

const practice = createPractice({
  cases: practiceCases(2, 2),
  demand: { cases: 2, aiWrong: 1 },
  reviewer: amara,
  policy: samplePolicy,
  storage: null,
});
const { currentId: practised = '', ...begun } = practice.getSnapshot();
const answered = {
  ...begun,
  results: ['P-0', 'P-1'].map((reviewId) => ({
    reviewId,
    truth: 'deny',
    proposed: 'deny',
    decided: 'deny',
    isRight: true,
    isAiRight: true,
    decidedAt: '2026-11-21T09:48:00Z',
  })),
};
/** The same practice at other moments: one decided, and all of them. */
const practiceAt = (snapshot: kit.PracticeSnapshot) => ({ ...practice, getSnapshot: () => snapshot });
const practisedOne = practiceAt({
  ...answered,
  currentId: practised,
  ...(answered.results[0] && { result: answered.results[0] }),
});
const practisedAll = practiceAt(answered);
const inPractice = (part: ReactElement, at: kit.Practice = practice) => (
  <PracticeSet.Root practice={at}>{part}</PracticeSet.Root>
);

const stoppable = createMemoryStore().backendFor(sampleReviewers.amara);
void stoppable.stops?.stop({ scope: 'all', reason: 'The scores are shifted.' }, { idempotencyKey: 'stop' });
const inStops = (part: ReactElement) => (
  <StopControl.Root backend={stoppable} reviewer={sampleReviewers.amara}>
    {part}
  </StopControl.Root>
);

const batchCases = ['A-1', 'A-2', 'A-3'].map((id) => ({ id, review: smallReview(id) }));
const [one, two, three] = batchCases as [(typeof batchCases)[0], (typeof batchCases)[0], (typeof batchCases)[0]];
/** A batch that stands still. */
const batchIn = (phase: kit.BatchPhase): kit.BatchSession => {
  const snapshot: kit.BatchSnapshot = {
    phase,
    cases: [
      { ...one, status: 'ready' },
      { ...two, status: 'ready' },
      { ...three, status: 'left', obstacle: { problem: 'risk' } },
    ],
    most: 10,
    first: { id: 'A-1', isOpened: true },
    canApprove: true,
    progress: { total: 2, done: 1 },
    isWaiting: false,
  };
  const nothing = () => {};
  const verbs = { refresh: nothing, approve: nothing, stop: nothing, retry: nothing, undo: nothing, end: nothing };
  return { ...verbs, getSnapshot: () => snapshot, subscribe: () => nothing, now: Date.now };
};
const readyBatch = batchIn('ready');
const runningBatch = batchIn('running');
const doneBatch = batchIn('done');
const inBatch = (part: ReactElement, batch = readyBatch) => (
  <BatchApproval.Root batch={batch}>{part}</BatchApproval.Root>
);

const verdictSeq = decided?.seq ?? 0;
const inReplay = (part: ReactElement, change: Partial<Parameters<typeof AuditReplay.Root>[0]> = {}) => (
  <AuditReplay.Root entries={entries} defaultSeq={2} {...change}>
    {part}
  </AuditReplay.Root>
);
const inSeen = (part: ReactElement) => (
  <SeenCard.Root entries={entries} seq={verdictSeq}>
    {part}
  </SeenCard.Root>
);
/** A click on a button of the replay leads to another entry. */
const stepEffect = (button: (props: PartProps) => ReactElement) => (effect: () => void) => (props: PartProps) =>
  inReplay(button(props), { onSeqChange: effect });

const { route: sent } = routeTo('review') as kit.CommandOf<'route'>;

const PARTS: Record<string, Part> = {
  StatusBadge: {
    draw: (props) => <kit.StatusBadge state="approved" {...props} />,
    tag: 'span',
    data: { status: 'approved' },
  },
  RiskBadge: { draw: (props) => <kit.RiskBadge risk="high" {...props} />, tag: 'span', data: { risk: 'high' } },
  RouteReason: { draw: (props) => <kit.RouteReason route={sent} {...props} />, tag: 'div', data: { mode: 'review' } },
  SystemCard: {
    draw: (props) => (
      <kit.SystemCard system={{ model: loan.model, name: 'Credit', degraded: { text: 'Slow' } }} {...props} />
    ),
    tag: 'section',
    data: { degraded: '' },
  },
  FlagStatus: {
    draw: (props) => <kit.FlagStatus flag={{ status: 'flagged' }} {...props} />,
    tag: 'span',
    data: { flag: 'flagged' },
  },
  AiDisclosure: {
    draw: (props) => <kit.AiDisclosure system={{ name: 'Credit' }} mode="review" {...props} />,
    tag: 'section',
    data: { mode: 'review' },
  },
  CheckFeedback: {
    draw: (props) => (
      <kit.CheckFeedback outcome={{ truth: 'a', proposed: 'b', decided: 'a', isRight: true }} {...props} />
    ),
    tag: 'section',
    data: { outcome: 'same' },
  },
  OwnCalibration: {
    draw: (props) => <kit.OwnCalibration outcomes={ownOutcomes} {...props} />,
    tag: 'section',
    data: { finding: 'above' },
  },
  OutcomeNote: {
    draw: (props) => (
      <kit.OutcomeNote outcome={{ value: 'repaid', knownAt: '2026-11-21T08:00:00Z', source: 'Ledger' }} {...props} />
    ),
    tag: 'div',
  },
  Deadline: { draw: (props) => <kit.Deadline dueAt={loan.dueAt} {...props} />, tag: 'span' },
  InlineValue: {
    draw: (props) => (
      <kit.InlineValue origin="ai" {...props}>
        deny
      </kit.InlineValue>
    ),
    tag: 'span',
    data: { origin: 'ai' },
  },
  Button: {
    draw: (props) => <kit.Button {...props}>Save</kit.Button>,
    tag: 'button',
  },
  Notice: { draw: (props) => <kit.Notice title="Saved." {...props} />, tag: 'div', data: { tone: 'neutral' } },
  Reauthentication: {
    draw: (props) => <kit.Reauthentication reauthentication={asked} {...props} />,
    tag: 'form',
  },
  CalibrationNote: {
    draw: (props) => <kit.CalibrationNote calibration={confidence.calibration} {...props} />,
    tag: 'span',
    isPlain: true,
  },
  ValueEditor: {
    draw: (props) => (
      <kit.ValueEditor schema={loan.schema} value="deny" onValueChange={() => {}} {...(props as object)} />
    ),
    tag: 'div',
  },
};
const policyService = serviceWith().as(priya);
const policyStore = memoryStore();
const inPolicy = (part: ReactElement) => (
  <PolicyEditor.Root service={policyService} store={policyStore}>
    {part}
  </PolicyEditor.Root>
);
for (const [name, draw, tag, rest] of [
  ['PolicyEditor.Root', (props) => <PolicyEditor.Root service={policyService} store={policyStore} {...props} />, 'div'],
  ['PolicyEditor.Title', (props) => inPolicy(<PolicyEditor.Title {...props} />), 'h2'],
  ['PolicyEditor.Rules', (props) => inPolicy(<PolicyEditor.Rules {...props} />), 'section'],
  ['PolicyEditor.Effects', (props) => inPolicy(<PolicyEditor.Effects {...props} />), 'section'],
  ['PolicyEditor.Curve', (props) => inPolicy(<PolicyEditor.Curve {...props} />), 'section'],
  ['PolicyEditor.History', (props) => inPolicy(<PolicyEditor.History {...props} />), 'section'],
  ['PolicyEditor.Save', (props) => inPolicy(<PolicyEditor.Save {...props} />), 'section'],
  [
    'AuditExport.Root',
    (props) => <AuditExport.Root entries={() => entries} defaultOpen {...props} />,
    'div',
    { data: { open: '' } },
  ],
  [
    'AuditExport.Trigger',
    (props) => inExport(<AuditExport.Trigger {...props} />),
    'button',
    {
      onClickEffect: (effect) => (props) => (
        <AuditExport.Root entries={() => entries} onOpenChange={effect}>
          <AuditExport.Trigger {...props} />
        </AuditExport.Root>
      ),
    },
  ],
  ['AuditExport.Panel', (props) => inExport(<AuditExport.Panel {...props} />), 'section'],
  ['Provenance.Root', (props) => <Provenance.Root origin="ai" {...props} />, 'div', { data: { origin: 'ai' } }],
  ['Provenance.Mark', (props) => <Provenance.Mark {...props} />, 'p'],
  ['Provenance.Value', (props) => <Provenance.Value {...props} />, 'div'],
  ['Provenance.Line', (props) => <Provenance.Line {...props} />, 'div'],
  ['Provenance.Note', (props) => <Provenance.Note {...props} />, 'p'],
  ['Provenance.Split', (props) => <Provenance.Split {...props} />, 'div'],
  ['Provenance.Signature', (props) => <Provenance.Signature {...props} />, 'p'],
  ['Provenance.Pair', (props) => <Provenance.Pair {...props} />, 'div'],
  ['Provenance.Arrow', (props) => <Provenance.Arrow {...props} />, 'span'],
  [
    'ConfidenceBadge.Root',
    (props) => <ConfidenceBadge.Root confidence={confidence} {...props} />,
    'span',
    { data: ['band', 'calibrated'] },
  ],
  ['ConfidenceBadge.Scale', (props) => inBadge(<ConfidenceBadge.Scale {...props} />), 'svg'],
  ['ConfidenceBadge.Text', (props) => inBadge(<ConfidenceBadge.Text {...props} />), 'span'],
  [
    'ConfidenceReadout.Root',
    (props) => <ConfidenceReadout.Root confidence={confidence} {...props} />,
    'div',
    { data: ['kind'] },
  ],
  ['ConfidenceReadout.About', (props) => inReadout(<ConfidenceReadout.About of="Default" {...props} />), 'span'],
  ['ConfidenceReadout.Number', (props) => inReadout(<ConfidenceReadout.Number {...props} />), 'span'],
  ['ConfidenceReadout.Interval', (props) => inReadout(<ConfidenceReadout.Interval {...props} />), 'span'],
  ['ConfidenceReadout.Basis', (props) => inReadout(<ConfidenceReadout.Basis {...props} />), 'span'],
  ['ConfidenceReadout.Decided', (props) => inReadout(<ConfidenceReadout.Decided by="Amara Osei" {...props} />), 'span'],
  [
    'ConfidenceReadout.Meter',
    (props) => inReadout(<ConfidenceReadout.Meter aria-label="Default" {...props} />),
    'span',
  ],
  ['NBest.Root', (props) => <NBest.Root readings={alternatives} {...props} />, 'div'],
  [
    'NBest.Item',
    (props) => (
      <ol>
        <NBest.Item reading={alternatives[0] as Alternative} {...props} />
      </ol>
    ),
    'li',
  ],
  ['QuantileDots.Root', (props) => <QuantileDots.Root quantiles={quantiles} {...props} />, 'div'],
  ['QuantileDots.Plot', (props) => inDots(<QuantileDots.Plot {...props} />), 'svg'],
  ['QuantileDots.Text', (props) => inDots(<QuantileDots.Text {...props} />), 'p'],
  ['EvidenceList.Root', (props) => <EvidenceList.Root items={evidence} {...props} />, 'ul'],
  [
    'EvidenceList.Item',
    (props) => (
      <ul>
        <EvidenceList.Item item={evidence[1] as EvidenceItem} {...props} />
      </ul>
    ),
    'li',
    { data: ['required'] },
  ],
  [
    'ExplanationPanel.Root',
    (props) => <ExplanationPanel.Root explanation={explanation} {...props} />,
    'section',
    { data: { detail: 'summary' } },
  ],
  ['ExplanationPanel.Header', (props) => inPanel(<ExplanationPanel.Header {...props} />), 'header'],
  ['ExplanationPanel.Title', (props) => inPanel(<ExplanationPanel.Title {...props} />), 'h3'],
  ['ExplanationPanel.Summary', (props) => inPanel(<ExplanationPanel.Summary {...props} />), 'section'],
  ['ExplanationPanel.Factors', (props) => inPanel(<ExplanationPanel.Factors {...props} />), 'section'],
  ['ExplanationPanel.CounterEvidence', (props) => inPanel(<ExplanationPanel.CounterEvidence {...props} />), 'section'],
  ['ExplanationPanel.Evidence', (props) => inPanel(<ExplanationPanel.Evidence {...props} />), 'section'],
  ['ExplanationPanel.Limits', (props) => inPanel(<ExplanationPanel.Limits {...props} />), 'section'],
  ['ExplanationPanel.TrackRecord', (props) => inPanel(<ExplanationPanel.TrackRecord {...props} />), 'section'],
  ['ExplanationPanel.Model', (props) => inPanel(<ExplanationPanel.Model {...props} />), 'section'],
  ['ExplanationDisclosure.Root', (props) => <ExplanationDisclosure.Root {...props} />, 'div'],
  [
    'ExplanationDisclosure.Trigger',
    (props) => inDisclosure(<ExplanationDisclosure.Trigger {...props}>Why</ExplanationDisclosure.Trigger>),
    'button',
    {
      onClickEffect: (effect) => (props) => (
        <ExplanationDisclosure.Root onOpenChange={effect}>
          <ExplanationDisclosure.Trigger {...props}>Why</ExplanationDisclosure.Trigger>
        </ExplanationDisclosure.Root>
      ),
    },
  ],
  [
    'ExplanationDisclosure.Content',
    (props) => inDisclosure(<ExplanationDisclosure.Content {...props}>Because</ExplanationDisclosure.Content>),
    'div',
  ],
  [
    'OverrideDialog.Trigger',
    (props) => inDialog(<OverrideDialog.Trigger {...props}>Decide</OverrideDialog.Trigger>, { open: false }),
    'button',
    {
      onClickEffect: (effect) => (props) =>
        inDialog(<OverrideDialog.Trigger {...props}>Decide</OverrideDialog.Trigger>, {
          open: false,
          onOpenChange: effect,
        }),
    },
  ],
  [
    'OverrideDialog.Overlay',
    (props) =>
      inDialog(
        <OverrideDialog.Portal>
          <OverrideDialog.Overlay {...props} />
        </OverrideDialog.Portal>,
      ),
    'div',
  ],
  [
    'OverrideDialog.Content',
    (props) =>
      inDialog(
        <OverrideDialog.Portal>
          <OverrideDialog.Content {...props}>
            <OverrideDialog.Title />
          </OverrideDialog.Content>
        </OverrideDialog.Portal>,
      ),
    'div',
  ],
  ['OverrideDialog.Header', (props) => inContent(<OverrideDialog.Header {...props} />), 'header'],
  ['OverrideDialog.Title', (props) => inContent(<OverrideDialog.Title {...props} />), 'h2'],
  ['OverrideDialog.Subtitle', (props) => inContent(<OverrideDialog.Subtitle {...props} />), 'p'],
  [
    'OverrideDialog.Close',
    (props) => inContent(<OverrideDialog.Close {...props} />),
    'button',
    {
      onClickEffect: (effect) => (props) => inContent(<OverrideDialog.Close {...props} />, { onOpenChange: effect }),
    },
  ],
  ['OverrideDialog.Body', (props) => inContent(<OverrideDialog.Body {...props} />), 'div'],
  ['OverrideDialog.Comparison', (props) => inContent(<OverrideDialog.Comparison {...props} />), 'div'],
  ['OverrideDialog.Editor', (props) => inContent(<OverrideDialog.Editor {...props} />), 'div'],
  ['OverrideDialog.Footer', (props) => inContent(<OverrideDialog.Footer {...props} />), 'footer'],
  ['OverrideDialog.Signer', (props) => inContent(<OverrideDialog.Signer {...props} />), 'p'],
  [
    'OverrideDialog.Cancel',
    (props) => inContent(<OverrideDialog.Cancel {...props} />),
    'button',
    {
      onClickEffect: (effect) => (props) => inContent(<OverrideDialog.Cancel {...props} />, { onOpenChange: effect }),
    },
  ],
  [
    'OverrideDialog.Submit',
    (props) => inContent(<OverrideDialog.Submit {...props} />),
    'button',
    {
      onClickEffect: (effect) => (props) =>
        inContent(<OverrideDialog.Submit {...props} />, {
          draft: { value: 'approve', reason: { codes: ['income-covers'], text: 'Seen.', checks: ['statements'] } },
          onSubmit: effect,
        }),
    },
  ],
  [
    'AuditTimeline.Root',
    (props) => <AuditTimeline.Root entries={entries} {...props} />,
    'section',
    { data: { order: 'newest-first' } },
  ],
  ['AuditTimeline.Header', (props) => inTimeline(<AuditTimeline.Header {...props} />), 'header'],
  ['AuditTimeline.Title', (props) => inTimeline(<AuditTimeline.Title {...props} />), 'h3'],
  ['AuditTimeline.Count', (props) => inTimeline(<AuditTimeline.Count {...props} />), 'p'],
  [
    'AuditTimeline.Status',
    (props) => inTimeline(<AuditTimeline.Status {...props} />, { isLoading: true, entries: [] }),
    'p',
  ],
  ['AuditTimeline.List', (props) => inTimeline(<AuditTimeline.List {...props} />), 'ol'],
  [
    'AuditTimeline.Entry',
    (props) =>
      inTimeline(
        <AuditTimeline.List>
          {(entry) => (entry === decided ? <AuditTimeline.Entry entry={entry} {...props} /> : null)}
        </AuditTimeline.List>,
      ),
    'li',
    { data: ['type', 'origin'] },
  ],
  ['AuditTimeline.Rail', (props) => inEntry(<AuditTimeline.Rail {...props} />), 'span'],
  ['AuditTimeline.Node', (props) => inEntry(<AuditTimeline.Node {...props} />), 'span', { data: ['origin'] }],
  ['AuditTimeline.Body', (props) => inEntry(<AuditTimeline.Body {...props} />), 'div'],
  ['AuditTimeline.Content', (props) => inEntry(<AuditTimeline.Content {...props} />), 'div'],
  ['AuditTimeline.Action', (props) => inEntry(<AuditTimeline.Action {...props} />), 'h4'],
  ['AuditTimeline.Change', (props) => inEntry(<AuditTimeline.Change {...props} />), 'p'],
  ['AuditTimeline.Reason', (props) => inEntry(<AuditTimeline.Reason {...props} />), 'p'],
  ['AuditLogView', (props) => <kit.AuditLogView log={wholeLog} {...props} />, 'section'],
  ['AuditTimeline.Exposure', (props) => inEntry(<AuditTimeline.Exposure {...props} />), 'details'],
  ['AuditTimeline.ReviewLink', (props) => inEntry(<AuditTimeline.ReviewLink {...props} />), 'p'],
  ['AuditTimeline.Filters', (props) => inTimeline(<AuditTimeline.Filters {...props} />), 'div'],
  [
    'AuditTimeline.Verification',
    (props) =>
      inTimeline(<AuditTimeline.Verification {...props} />, {
        verification: { status: 'unknown', checked: 0, total: 4, faults: [] },
      }),
    'div',
    { data: { status: 'unknown' } },
  ],
  [
    'AuditTimeline.Mark',
    (props) => (
      <AuditTimeline.Root entries={entries} verification={{ status: 'whole', checked: 4, total: 4, faults: [] }}>
        <AuditTimeline.List>
          {(entry) =>
            entry === decided ? (
              <AuditTimeline.Entry entry={entry}>
                <AuditTimeline.Mark {...props} />
              </AuditTimeline.Entry>
            ) : null
          }
        </AuditTimeline.List>
      </AuditTimeline.Root>
    ),
    'span',
    { data: { mark: 'verified' } },
  ],
  [
    'AuditTimeline.Signature',
    (props) =>
      inTimeline(
        <AuditTimeline.List>
          {(entry) =>
            entry === decided ? (
              <AuditTimeline.Entry entry={entry}>
                <AuditTimeline.Signature {...props} />
              </AuditTimeline.Entry>
            ) : null
          }
        </AuditTimeline.List>,
        { signatures: { [decided?.id ?? '']: 'changed' } },
      ),
    'p',
    { data: ['signature'] },
  ],
  ['AuditTimeline.Time', (props) => inEntry(<AuditTimeline.Time {...props} />), 'p'],
  ['AuditTimeline.Footer', (props) => inTimeline(<AuditTimeline.Footer {...props} />), 'div'],
  [
    'AuditTimeline.LoadOlder',
    (props) => inTimeline(<AuditTimeline.LoadOlder {...props} />, { hasOlder: true, onOlderLoad: () => {} }),
    'button',
    {
      onClickEffect: (effect) => (props) =>
        inTimeline(<AuditTimeline.LoadOlder {...props} />, { hasOlder: true, onOlderLoad: () => effect() }),
    },
  ],
  [
    'AuditTimeline.NewEntries',
    (props) => inTimeline(<AuditTimeline.NewEntries {...props} />, { newCount: 2, onNewShow: () => {} }),
    'button',
    {
      onClickEffect: (effect) => (props) =>
        inTimeline(<AuditTimeline.NewEntries {...props} />, { newCount: 2, onNewShow: effect }),
    },
  ],
  [
    'AuditTimeline.Problem',
    (props) => inTimeline(<AuditTimeline.Problem {...props} />, { problem: { during: 'loading' } }),
    'div',
    { data: { during: 'loading' } },
  ],
  [
    'AuditTimeline.Relation',
    (props) => (
      <AuditTimeline.Root entries={reopened}>
        <AuditTimeline.List>
          {(entry) => (
            <AuditTimeline.Entry entry={entry}>
              {entry.type === 'reopened' ? <AuditTimeline.Relation {...props} /> : <i />}
            </AuditTimeline.Entry>
          )}
        </AuditTimeline.List>
      </AuditTimeline.Root>
    ),
    'p',
  ],
  [
    'OverrideDialog.Wait',
    (props) => inContent(<OverrideDialog.Wait {...props} />, { dwell: { seconds: 10, isOver: false } }),
    'div',
  ],
  [
    'OverrideDialog.ErrorSummary',
    (props) =>
      inContent(<OverrideDialog.ErrorSummary {...props} />, {
        problem: { issues: [{ code: 'reason-missing', path: 'reason' }] },
      }),
    'section',
  ],
  [
    'ReviewQueue.Problem',
    (props) => inQueue(<ReviewQueue.Problem {...props} />, { problem: { during: 'list', kind: 'unreachable' } }),
    'div',
    { data: { during: 'list', kind: 'unreachable' } },
  ],
  ['ReviewQueue.Root', (props) => <ReviewQueue.Root rows={rows} {...props} />, 'section'],
  ['ReviewQueue.Header', (props) => inQueue(<ReviewQueue.Header {...props} />), 'div'],
  ['ReviewQueue.Title', (props) => inQueue(<ReviewQueue.Title {...props} />), 'h2'],
  ['ReviewQueue.Count', (props) => inQueue(<ReviewQueue.Count {...props} />), 'span'],
  [
    'ReviewQueue.Order',
    (props) => inQueue(<ReviewQueue.Order {...props} />, { order: 'due', onOrderChange: () => {} }),
    'label',
  ],
  [
    'ReviewQueue.Updates',
    (props) => inQueue(<ReviewQueue.Updates {...props} />, { updateCount: 4, onUpdatesShow: () => {} }),
    'div',
  ],
  [
    'ReviewQueue.Filter',
    (props) => inQueue(<ReviewQueue.Filter {...props} />, { filter: { text: 'loan' }, onFilterChange: () => {} }),
    'div',
    { data: ['filtering'] },
  ],
  ['ReviewQueue.Search', (props) => inQueue(<ReviewQueue.Search {...props} />), 'div'],
  ['ReviewQueue.Facets', (props) => inQueue(<ReviewQueue.Facets {...props} />, { facets: () => [] }), 'div'],
  ['ReviewQueue.Grouping', (props) => inQueue(<ReviewQueue.Grouping {...props} />), 'label'],
  ['ReviewQueue.Views', (props) => inQueue(<ReviewQueue.Views {...props} />), 'div'],
  ['ReviewQueue.SelectionBar', (props) => inQueue(<ReviewQueue.SelectionBar {...props} />), 'div'],
  ['ReviewQueue.Grid', (props) => inQueue(<ReviewQueue.Grid {...props} />), 'div', { data: ['selectable'] }],
  [
    'ReviewQueue.Head',
    (props) =>
      inQueue(
        <ReviewQueue.Grid>
          <ReviewQueue.Head {...props} />
        </ReviewQueue.Grid>,
      ),
    'div',
  ],
  [
    'ReviewQueue.ColumnHead',
    (props) =>
      inQueue(
        <ReviewQueue.Grid>
          <ReviewQueue.Head>
            <ReviewQueue.ColumnHead column="due" {...props} />
          </ReviewQueue.Head>
        </ReviewQueue.Grid>,
      ),
    'div',
  ],
  [
    'ReviewQueue.Group',
    (props) =>
      inQueue(
        <ReviewQueue.Grid>
          <ReviewQueue.Group name="Now" {...props} />
        </ReviewQueue.Grid>,
      ),
    'div',
  ],
  [
    'ReviewQueue.Row',
    (props) =>
      inQueue(
        <ReviewQueue.Grid>
          <ReviewQueue.Row row={rows[0] as never} {...props} />
        </ReviewQueue.Grid>,
      ),
    'div',
    { data: ['status', 'risk'] },
  ],
  [
    'ReviewQueue.Cell',
    (props) => inRow(<ReviewQueue.Cell column="risk" {...props} />),
    'div',
    { data: { column: 'risk' } },
  ],
  ['ReviewQueue.Check', (props) => inRow(<ReviewQueue.Check {...props} />), 'input'],
  [
    'ReviewQueue.Case',
    (props) => inRow(<ReviewQueue.Case {...props} />),
    'button',
    {
      onClickEffect: (effect) => (props) => inRow(<ReviewQueue.Case {...props} />, { onRowOpen: effect }),
    },
  ],
  ['ReviewQueue.Empty', (props) => inQueue(<ReviewQueue.Empty {...props} />, { rows: [] }), 'div'],
  ['ReviewQueue.Loading', (props) => inQueue(<ReviewQueue.Loading {...props} />, { rows: [], isLoading: true }), 'div'],
  [
    'ReviewQueue.Footer',
    (props) => inQueue(<ReviewQueue.Footer {...props} />, { hasMore: true, onMoreLoad: () => {} }),
    'div',
  ],
  [
    'ReviewCard.Root',
    (props) => inSitting(<ReviewCard.Root {...props} />),
    'article',
    { data: ['situation', 'sitting'] },
  ],
  ['ReviewCard.Header', (props) => inCard(<ReviewCard.Header {...props} />), 'header'],
  ['ReviewCard.Flags', (props) => inCard(<ReviewCard.Flags {...props} />), 'div'],
  ['ReviewCard.Status', (props) => inCard(<ReviewCard.Status {...props} />), 'span', { data: ['status'] }],
  ['ReviewCard.Title', (props) => inCard(<ReviewCard.Title {...props} />), 'h3'],
  ['ReviewCard.Meta', (props) => inCard(<ReviewCard.Meta {...props} />), 'p'],
  ['ReviewCard.SaveState', (props) => inCard(<ReviewCard.SaveState {...props} />), 'div', { data: ['draft'] }],
  ['ReviewCard.Body', (props) => inCard(<ReviewCard.Body {...props} />), 'div'],
  ['ReviewCard.Column', (props) => inCard(<ReviewCard.Column {...props} />), 'div'],
  ['ReviewCard.Section', (props) => inCard(<ReviewCard.Section heading="Facts" {...props} />), 'section'],
  ['ReviewCard.Facts', (props) => inCard(<ReviewCard.Facts {...props} />), 'section'],
  ['ReviewCard.Evidence', (props) => inCard(<ReviewCard.Evidence {...props} />), 'section'],
  ['ReviewCard.Why', (props) => inCard(<ReviewCard.Why {...props} />), 'section'],
  ['ReviewCard.Answers', (props) => inCard(<ReviewCard.Answers {...props} />), 'section'],
  ['ReviewCard.Suggestion', (props) => inCard(<ReviewCard.Suggestion {...props} />), 'div', { data: { origin: 'ai' } }],
  ['ReviewCard.Explanation', (props) => inCard(<ReviewCard.Explanation {...props} />), 'div'],
  [
    'ReviewCard.Notices',
    (props) => (
      <Page session={heldSitting.session}>
        <ReviewCard.Root>
          <ReviewCard.Notices {...props} />
        </ReviewCard.Root>
      </Page>
    ),
    'div',
  ],
  [
    'ReviewCard.AnswerForm',
    (props) => (
      <Page session={blindSitting.session}>
        <ReviewCard.Root>
          <ReviewCard.AnswerForm {...props} />
        </ReviewCard.Root>
      </Page>
    ),
    'div',
  ],
  ['DecisionBar.Root', (props) => inSitting(<DecisionBar.Root {...props} />), 'section', { data: ['situation'] }],
  ['DecisionBar.Consequences', (props) => inBar(<DecisionBar.Consequences {...props} />), 'div'],
  [
    'DecisionBar.Gate',
    (props) => (
      <Page session={gatedSitting.session}>
        <DecisionBar.Root>
          <DecisionBar.Gate verbs={['approve']} {...props} />
        </DecisionBar.Root>
      </Page>
    ),
    'div',
  ],
  ['DecisionBar.Verbs', (props) => inBar(<DecisionBar.Verbs {...props} />), 'div'],
  ['DecisionBar.Others', (props) => inBar(<DecisionBar.Others verbs={['release']} {...props} />), 'div'],
  [
    'DecisionBar.Verb',
    (props) => inBar(<DecisionBar.Verb verb="approve" {...props} />),
    'button',
    { data: { verb: 'approve' } },
  ],
  [
    'DecisionBar.Undo',
    (props) => (
      <Page session={decidedSitting.session}>
        <DecisionBar.Root>
          <DecisionBar.Undo {...props} />
        </DecisionBar.Root>
      </Page>
    ),
    'div',
  ],
  ['DecisionBar.Record', (props) => inBar(<DecisionBar.Record {...props} />), 'div'],
  [
    'ReviewDesk.Root',
    (props) => <ReviewDesk.Root backend={sitting.backend} reviewer={sampleReviewers.amara} {...props} />,
    'div',
    { data: ['view'] },
  ],
  ['ReviewDesk.Main', (props) => inDesk(<ReviewDesk.Main {...props} />), 'div'],
  ['ReviewDesk.Queue', (props) => inDesk(<ReviewDesk.Queue {...props} />), 'div'],
  ['ReviewDesk.Case', (props) => inDesk(<ReviewDesk.Case {...props} />), 'div'],
  ['ReviewDesk.Next', (props) => inDesk(<ReviewDesk.Next {...props} />), 'div'],
  [
    'ReviewDesk.Checks',
    (props) => (
      <ReviewDesk.Root backend={toldBackend} reviewer={sampleReviewers.amara}>
        <ReviewDesk.Checks {...props} />
      </ReviewDesk.Root>
    ),
    'div',
  ],
  [
    'ReviewDesk.Outbox',
    (props) => (
      <ReviewDesk.Root backend={{ ...sitting.backend, outbox }} reviewer={sampleReviewers.amara}>
        <ReviewDesk.Outbox {...props} />
      </ReviewDesk.Root>
    ),
    'section',
  ],
  ['AuditReplay.Root', (props) => <AuditReplay.Root entries={entries} {...props} />, 'section'],
  ['AuditReplay.Header', (props) => inReplay(<AuditReplay.Header {...props} />), 'header'],
  ['AuditReplay.Title', (props) => inReplay(<AuditReplay.Title {...props} />), 'h3'],
  ['AuditReplay.Position', (props) => inReplay(<AuditReplay.Position {...props} />), 'p'],
  ['AuditReplay.Status', (props) => inReplay(<AuditReplay.Status {...props} />, { isLoading: true }), 'p'],
  [
    'AuditReplay.Problem',
    (props) => inReplay(<AuditReplay.Problem {...props} />, { problem: { during: 'older' } }),
    'div',
    { data: { during: 'older' } },
  ],
  ['AuditReplay.Controls', (props) => inReplay(<AuditReplay.Controls {...props} />), 'div'],
  ['AuditReplay.Slider', (props) => inReplay(<AuditReplay.Slider {...props} />), 'input'],
  ['AuditReplay.Buttons', (props) => inReplay(<AuditReplay.Buttons {...props} />), 'div'],
  ...(['First', 'Previous', 'Next', 'Last'] as const).map(
    (name): [string, Draw, string, Omit<Part, 'draw' | 'tag'>] => {
      const Button = AuditReplay[name];
      return [
        `AuditReplay.${name}`,
        (props) => inReplay(<Button {...props} />),
        'button',
        { onClickEffect: stepEffect((props) => <Button {...props} />) },
      ];
    },
  ),
  ['AuditReplay.Play', (props) => inReplay(<AuditReplay.Play {...props} />), 'button'],
  ['AuditReplay.Body', (props) => inReplay(<AuditReplay.Body {...props} />), 'div'],
  ['AuditReplay.Card', (props) => inReplay(<AuditReplay.Card {...props} />), 'div', { data: { status: 'reviewing' } }],
  ['AuditReplay.Entry', (props) => inReplay(<AuditReplay.Entry {...props} />), 'div'],
  ['AuditReplay.List', (props) => inReplay(<AuditReplay.List {...props} />), 'ol'],
  ['AuditReplay.Seen', (props) => inReplay(<AuditReplay.Seen {...props} />, { defaultSeq: verdictSeq }), 'div'],
  [
    'SeenCard.Root',
    (props) => <SeenCard.Root entries={entries} seq={verdictSeq} {...props} />,
    'article',
    { data: { seat: 'first' } },
  ],
  ['SeenCard.Header', (props) => inSeen(<SeenCard.Header {...props} />), 'header'],
  ['SeenCard.Title', (props) => inSeen(<SeenCard.Title {...props} />), 'h3'],
  ['SeenCard.Sources', (props) => inSeen(<SeenCard.Sources {...props} />), 'p'],
  ['SeenCard.Gaps', (props) => inSeen(<SeenCard.Gaps {...props} />), 'div'],
  ['SeenCard.Body', (props) => inSeen(<SeenCard.Body {...props} />), 'div'],
  ['SeenCard.Facts', (props) => inSeen(<SeenCard.Facts {...props} />), 'section'],
  ['SeenCard.Evidence', (props) => inSeen(<SeenCard.Evidence {...props} />), 'section'],
  ['SeenCard.Why', (props) => inSeen(<SeenCard.Why {...props} />), 'section'],
  ['SeenCard.Answer', (props) => inSeen(<SeenCard.Answer {...props} />), 'section'],
  ['SeenCard.Conditions', (props) => inSeen(<SeenCard.Conditions {...props} />), 'section'],
  ['SeenCard.Explanation', (props) => inSeen(<SeenCard.Explanation {...props} />), 'div'],
  ['PracticeSet.Root', (props) => <PracticeSet.Root practice={practice} {...props} />, 'section'],
  ['PracticeSet.Header', (props) => inPractice(<PracticeSet.Header {...props} />), 'div'],
  ['PracticeSet.Case', (props) => inPractice(<PracticeSet.Case {...props} />), 'div'],
  ['PracticeSet.Feedback', (props) => inPractice(<PracticeSet.Feedback {...props} />, practisedOne), 'div'],
  ['PracticeSet.Summary', (props) => inPractice(<PracticeSet.Summary {...props} />, practisedAll), 'div'],
  [
    'ReviewDesk.Outcome',
    (props) => (
      <ReviewDesk.Root backend={concluded} reviewer={amara} initialId={loan.id}>
        <ReviewDesk.Outcome {...props} />
      </ReviewDesk.Root>
    ),
    'div',
  ],
  ['ReviewDesk.OwnWork', (props) => inDesk(<ReviewDesk.OwnWork {...props} />), 'div'],
  ['SelfCheckNotice', (props) => <kit.SelfCheckNotice selfCheck={selfCheck} {...props} />, 'div'],
  [
    'BatchApproval.Root',
    (props) => <BatchApproval.Root batch={readyBatch} {...props} />,
    'section',
    { data: ['phase'] },
  ],
  ['BatchApproval.Title', (props) => inBatch(<BatchApproval.Title {...props} />), 'h2'],
  ['BatchApproval.Summary', (props) => inBatch(<BatchApproval.Summary {...props} />), 'p'],
  ['BatchApproval.First', (props) => inBatch(<BatchApproval.First {...props} />), 'div', { data: ['opened'] }],
  ['BatchApproval.Cases', (props) => inBatch(<BatchApproval.Cases {...props} />), 'div'],
  ['BatchApproval.Left', (props) => inBatch(<BatchApproval.Left {...props} />), 'div'],
  ['BatchApproval.Actions', (props) => inBatch(<BatchApproval.Actions {...props} />), 'div'],
  [
    'BatchApproval.Progress',
    (props) => inBatch(<BatchApproval.Progress {...props} />, runningBatch),
    'div',
    { data: ['phase'] },
  ],
  ['BatchApproval.Result', (props) => inBatch(<BatchApproval.Result {...props} />, doneBatch), 'p'],
  ['StopControl.Trigger', (props) => inStops(<StopControl.Trigger {...props} />), 'button'],
  ['StopControl.Banner', (props) => inStops(<StopControl.Banner {...props} />), 'section', { data: ['stopped'] }],
  ['ReviewDesk.Record', (props) => inDesk(<ReviewDesk.Record {...props} />), 'div'],
] as [string, Draw, string, Omit<Part, 'draw' | 'tag'>?][]) {
  PARTS[name] = { draw, tag, ...rest };
}

const FORWARD_REF = Symbol.for('react.forward_ref');
const isComponent = (value: unknown) => (value as { $$typeof?: symbol } | null)?.$$typeof === FORWARD_REF;

describe('the table of parts', () => {
  it('holds every component that the kit exports', () => {
    const exported = Object.entries(kit as Record<string, unknown>).flatMap(([name, value]) => {
      if (isComponent(value)) return [name];
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([part, member]) => (isComponent(member) ? [`${name}.${part}`] : []));
    });
    expect(exported.filter((name) => !PARTS[name])).toEqual([]);
    expect(Object.keys(PARTS).filter((name) => !exported.includes(name))).toEqual([]);
  });
});

describe.each(Object.entries(PARTS))('%s', (_name, part) => {
  itConforms(part);
});
