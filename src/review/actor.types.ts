/** The principal who decides. */
export interface Reviewer {
  id: string;
  name: string;
  roles: readonly string[];
  /** How the role reads in a signature: "Senior underwriter". */
  title?: string;
}

export const ACTOR_KINDS = ['person', 'model', 'rule', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export interface PersonActor extends Reviewer {
  kind: 'person';
}
export interface MachineActor {
  kind: 'model' | 'rule' | 'system';
  id: string;
  name: string;
}
/** Whoever sent a command. */
export type Actor = PersonActor | MachineActor;
