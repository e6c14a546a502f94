import type { AssignablePerson, Command, CommandResult, Reviewer } from 'countersign/core';
import { Hono } from 'hono';
import { type Database, isStorable, type Queryable } from './database.js';
import { DECIDING_ROLES, mayDecide } from './policy.js';
import type { Env } from './sign-in.js';

/** Whom cases can be assigned to: who works on them. */
export async function assignablePeople(on: Queryable): Promise<AssignablePerson[]> {
  return on.query<{ id: string; name: string; title: string }>(
    'select id, name, title from people where roles::jsonb ?| $1::text[] order by name, id',
    [DECIDING_ROLES],
  );
}

/** `GET /people/assignable`, for whoever is signed in. */
export function assigneeRoutes(database: Database): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/people/assignable', async (context) => context.json({ people: await assignablePeople(database) }));
  return routes;
}

/**
 * An assignment with the name that this server has for the person, whatever was sent. Whoever works on no cases is nobody to assign
 * one to, but for the chart to say so to the sender themselves.
 */
export async function withAssignee(
  tx: Queryable,
  command: Command,
  sender: Reviewer,
): Promise<{ command: Command; refusal?: CommandResult }> {
  if (command.type !== 'assign' || typeof command.to?.id !== 'string') return { command };
  const { id } = command.to;
  if (id === sender.id) return { command: { ...command, to: { id, name: sender.name } } };
  const [person] = isStorable(id)
    ? await tx.query<Reviewer>('select id, name, roles from people where id = $1', [id])
    : [];
  if (person && mayDecide(person.roles)) return { command: { ...command, to: { id, name: person.name } } };
  const issues = [{ code: 'choice-unknown', path: 'to', detail: { value: id } }] as const;
  return { command, refusal: { outcome: 'invalid', issues } };
}
