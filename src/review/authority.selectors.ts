import type { Actor, Policy, PolicyRoles } from './review.types.js';

/** Roles that may do what a policy names, with the defaults of `PolicyRoles`. */
export function rolesFor(policy: Policy, what: keyof PolicyRoles): readonly string[] {
  const defaults = {
    adjudicate: ['adjudicator'],
    resume: ['supervisor'],
    reopen: [],
    propose: [],
    hold: [],
    answer: [],
    preserve: ['supervisor'],
    assign: ['supervisor'],
    erase: [],
  };
  return policy.roles?.[what] ?? defaults[what];
}

export function hasRole(actor: Actor, roles: readonly string[]): boolean {
  return actor.kind === 'person' && actor.roles.some((role) => roles.includes(role));
}

/** Whether somebody may do what a policy leaves to few. The host's own systems are never asked for a role. */
export function isAmong(actor: Actor, policy: Policy, what: keyof PolicyRoles): boolean {
  return actor.kind !== 'person' || hasRole(actor, rolesFor(policy, what));
}

/** Whether a policy leaves to everybody what its roles may name. The host's own systems are never asked for a role. */
export function isOpenTo(actor: Actor, policy: Policy, what: 'hold' | 'answer'): boolean {
  return policy.roles?.[what] === undefined || isAmong(actor, policy, what);
}
