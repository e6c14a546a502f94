'use client';
import { forwardRef, type HTMLAttributes, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { EnsureAnnouncer } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { useSnapshot } from '../react/use-snapshot.js';
import { riskMessages, valueMessages } from '../review/case.messages.js';
import type { Json } from '../review/review.types.js';
import { valueText } from '../review/value.selectors.js';
import { oversightMessages } from './oversight.messages.js';
import { oversightPolicyProblems } from './oversight-policy.selectors.js';
import { policyMessages } from './policy.messages.js';
import { policyEditor } from './policy.variants.js';
import { Curve } from './policy-curve.js';
import { browserDraftStore } from './policy-draft-store.js';
import { createPolicyEditing, type PolicyEditing } from './policy-editing.session.js';
import {
  PolicyEditorContext,
  type PolicyEditorOptions,
  type PolicyEditorState,
  policyPart,
} from './policy-editor-context.js';
import type { CaseRecord } from './policy-estimate.types.js';
import { Effects } from './policy-estimate-view.js';
import { History } from './policy-history.js';
import { Rules } from './policy-rules.js';
import { Save } from './policy-save.js';
import type { PolicyDraftStore, PolicyState } from './policy-service.types.js';

export interface RootProps
  extends PolicyEditorOptions,
    Omit<HTMLAttributes<HTMLDivElement>, keyof PolicyEditorOptions> {
  /** Where what was typed and not saved is kept. @default the browser's own storage */
  store?: PolicyDraftStore;
}

const words = /* @__PURE__ */ Object.assign({}, valueMessages, riskMessages);

/** What the service says: the policy, then its cases. */
function useService(service: PolicyEditorOptions['service']) {
  const [state, setState] = useState<PolicyState>();
  const [record, setRecord] = useState<CaseRecord>();
  const [isFailed, setFailed] = useState(false);
  const [isRecordFailed, setRecordFailed] = useState(false);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try asks again.
  useEffect(() => {
    let isGone = false;
    const unless =
      <T,>(set: (value: T) => void) =>
      (value: T) => {
        if (!isGone) set(value);
      };
    setFailed(false);
    setRecordFailed(false);
    service.current().then(
      unless(setState),
      unless(() => setFailed(true)),
    );
    // Without cases nothing is weighed, and everything else works.
    service.cases?.().then(
      unless(setRecord),
      unless(() => setRecordFailed(true)),
    );
    return () => {
      isGone = true;
    };
  }, [service, tries]);
  const retry = () => setTries((count) => count + 1);
  return { state, setState, record, isFailed, retryRecord: isRecordFailed ? retry : undefined, retry };
}

/** A path as part of an id. Hosts name roles as they like, and a space would make two ids of one. */
const idText = (path: string) => path.replace(/[\s_]/g, (char) => `_${char.charCodeAt(0)}_`);

type Inner = Omit<RootProps, 'store'> & {
  state: PolicyState;
  setState: (state: PolicyState) => void;
  editing: PolicyEditing;
  record: CaseRecord | undefined;
  retryRecord: (() => void) | undefined;
  children: ReactNode;
};

function Provided({ state, setState, editing, record, retryRecord, children, ...options }: Inner) {
  const m = useMessages('policy', policyMessages);
  const oversight = useMessages('oversight', oversightMessages);
  const review = useMessages('review', words);
  const format = useFormat();
  const base = useId();
  const draft = useSnapshot(editing, (snapshot) => snapshot);
  const { schema } = options;
  const problems = useMemo(() => oversightPolicyProblems(draft.policy), [draft.policy]);
  const lastWhole = useRef(state.inForce.policy);
  if (problems.length === 0) lastWhole.current = draft.policy;
  const { problems: sentences } = oversight;
  const value: PolicyEditorState = {
    ...options,
    ...{ state, setState, editing, draft, problems, record, retryRecord },
    follow: (next) => {
      setState(next);
      editing.follow(next);
    },
    weighed: lastWhole.current,
    idOf: (path) => `${base}${idText(path)}`,
    problemText: ({ code, detail }) => sentences[code](detail ?? {}, format),
    problemsAt: (path) =>
      problems
        .filter((problem) => problem.path === path)
        .map(({ code, detail }) => sentences[code](detail ?? {}, format))
        .join(' ') || undefined,
    words: {
      m,
      format,
      profiles: oversight.profiles,
      modes: oversight.modes,
      modeText: (mode) => oversight.modes[mode as never] ?? visibleText(mode),
      riskText: (risk) => review.risks[risk as never] ?? visibleText(risk),
      valueText: (each: Json) => visibleText(valueText(each, schema, format, review)),
    },
  };
  return <PolicyEditorContext.Provider value={value}>{children}</PolicyEditorContext.Provider>;
}

/**
 * Lets somebody change a policy against what actually happened: rules in words and as a form, what a change would have done with
 * recorded cases, and a new version at the end. Arranges its own parts unless given children. Renders a `<div>`.
 */
export const Root = forwardRef<HTMLDivElement, RootProps>(function Root(
  { service, store = browserDraftStore, schema, personId, clock, onPolicySettle, className, children, ...rest },
  ref,
) {
  const { state, setState, record, retryRecord, isFailed, retry } = useService(service);
  const m = useMessages('policy', policyMessages);
  const editing = useRef<PolicyEditing>(null);
  if (state) editing.current ??= createPolicyEditing(state, store, personId);
  const options = { service, schema, personId, clock, onPolicySettle };
  return (
    <EnsureAnnouncer>
      <div
        {...useLocaleAttributes()}
        {...rest}
        ref={ref}
        className={primitives('root', policyEditor.root({ className }))}
      >
        {state && editing.current ? (
          <Provided {...options} {...{ state, setState, record, retryRecord }} editing={editing.current}>
            {children ?? (
              <>
                <Title />
                <div className={policyEditor.layout()}>
                  <Rules />
                  <div className={policyEditor.side()}>
                    <Effects />
                    <Curve />
                    <Save />
                  </div>
                </div>
                <History />
              </>
            )}
          </Provided>
        ) : isFailed ? (
          <Notice tone="stop" title={m.unavailable} actions={<Button onClick={retry}>{m.tryAgain}</Button>} />
        ) : (
          <p role="status">{m.loading}</p>
        )}
      </div>
    </EnsureAnnouncer>
  );
});

/** The policy's name and the version in force. Renders an `<h2>`. */
export const Title = policyPart<HTMLHeadingElement>('Title', 'h2', policyEditor.title, ({ state, words: { m } }) => ({
  children: <bdi>{m.title(visibleText(state.inForce.policy.id), visibleText(state.inForce.policy.version))}</bdi>,
}));
