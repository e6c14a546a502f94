'use client';
import { createContext } from 'react';
import { partsOf } from '../react/create-part.js';
import type { ValueSchema } from '../review/review.types.js';
import type { PolicyWords } from './condition-text.js';
import type { OversightMessages } from './oversight.messages.js';
import type { OversightPolicy, PolicyProblem } from './oversight.types.js';
import type { Editing, PolicyEditing } from './policy-editing.session.js';
import type { CaseRecord } from './policy-estimate.types.js';
import type { PolicyAnswer, PolicyService, PolicyState } from './policy-service.types.js';

export interface PolicyEditorOptions {
  /** Where the policy is kept: the same object on every render, another one is asked anew. */
  service: PolicyService;
  /** How the values of proposals read. */
  schema?: ValueSchema;
  /** Id of the person at the screen: who proposed a version does not confirm it. */
  personId?: string;
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
  /**
   * Called with what the service answered to a new version, or to its confirmation. A conflict with nothing but the version that was
   * sent before, and whose answer was lost, is told of as `accepted`.
   */
  onPolicySettle?: (details: { answer: PolicyAnswer }) => void;
}

export interface PolicyEditorState extends PolicyEditorOptions {
  state: PolicyState;
  setState: (state: PolicyState) => void;
  /** Goes on from what the service says by now, and keeps what was typed. */
  follow: (state: PolicyState) => void;
  editing: PolicyEditing;
  draft: Editing;
  problems: readonly PolicyProblem[];
  /** What is wrong at a path, in sentences. */
  problemsAt: (path: string) => string | undefined;
  /** Id of the field at a path. */
  idOf: (path: string) => string;
  words: PolicyWords & { profiles: OversightMessages['profiles']; modes: OversightMessages['modes'] };
  problemText: (problem: PolicyProblem) => string;
  record?: CaseRecord;
  /** Asks for the cases again; present where they could not be loaded. */
  retryRecord?: (() => void) | undefined;
  /** The newest draft without problems: what is weighed. */
  weighed?: OversightPolicy;
}

export const PolicyEditorContext = createContext<PolicyEditorState | null>(null);

export const policyPart = /* @__PURE__ */ partsOf(PolicyEditorContext, 'PolicyEditor', 'Root');
