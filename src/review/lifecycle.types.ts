import type { Actor, CanDecide, Command, Policy, Proposal, ReviewFacts, ReviewState, Saw } from './review.types.js';

/** A command as the chart takes it: with who sent it, when, what they saw, and the number its entry will have. */
export type LifecycleEvent = Command & {
  by: Actor;
  at: string;
  seq: number;
  saw?: Saw;
  isUndoable?: boolean;
  isReplayed?: boolean;
  ledTo?: ReviewState;
};

export interface LifecycleContext extends ReviewFacts {
  canDecide?: CanDecide;
}

export interface LifecycleInput {
  id: string;
  proposal: Proposal;
  policy: Policy;
  canDecide?: CanDecide;
}
