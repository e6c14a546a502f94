import { ReadableStream } from 'node:stream/web';
import {
  type AuditEntry,
  csvExport,
  type ExportKind,
  explainToPerson,
  exportFileName,
  htmlExport,
  type PersonExportOptions,
  personHtml,
  type Review,
} from 'countersign/core';
import { type Context, Hono } from 'hono';
import { type CaseRecord, openCase } from './case-record.js';
import { checkOf } from './checks.js';
import { type Database, isStorable } from './database.js';
import { attachment, languageOf, ORGANISATION } from './export-files.js';
import { AUDITING_ROLES } from './policy.js';
import { RequestError, unknownReview } from './request-error.js';
import type { ReviewStore } from './review-store.js';
import type { SightOf } from './sight.js';
import type { Env } from './sign-in.js';

/** Roles that may explain a case to the person it is about. */
const EXPLAINING_ROLES = [...AUDITING_ROLES, 'reviewer'];

/** What this host tells an applicant besides the record: docs/exports.md. */
const TOLD: Omit<PersonExportOptions, 'madeAt'> = {
  organisation: { name: ORGANISATION, contact: 'credit@bank.example' },
  contest: {
    text: 'Write to us within four weeks if you think that this is wrong. Somebody who had no part in the decision looks at your case again, and you can tell us your own view.',
    href: 'https://bank.example/contest',
    label: 'Ask for another look at your case',
  },
  roles: { reviewer: 'an underwriter', supervisor: 'a team lead', adjudicator: 'a member of the credit committee' },
  reasons: {
    'file-newer': { text: 'Your file says more than the suggestion took into account' },
    income: { text: 'Your income and the instalment did not fit the suggestion' },
    security: { text: 'The security that you offer changes the risk' },
    'group-factor': { text: 'A figure about a group of people does not fit you' },
    'out-of-scope': { text: 'The system that made the suggestion is not made for a case like yours' },
  },
  notUsed: ['Your nationality', 'Your health', 'What you do online'],
  isAdverse: ({ value }) => value === 'deny' || value === 'decline',
};

function demandRole(context: Context<Env>, roles: readonly string[]): void {
  if (context.get('person').roles.some((role) => roles.includes(role))) return;
  throw new RequestError(403, 'role-missing', `This takes one of the roles ${roles.join(', ')}.`);
}

export interface ExportRoutesOptions {
  store: Pick<ReviewStore, 'load'>;
  database: Database;
  sightOf: SightOf;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** The exports of one review. Those of a period and of all of them are among the routes of the log. */
export function exportRoutes({ store, database, sightOf, clock }: ExportRoutesOptions): Hono<Env> {
  const routes = new Hono<Env>();

  /** A review and its record, oldest first, as this person may see them. Nobody holds all of it. */
  async function caseOf(context: Context<Env>): Promise<CaseRecord> {
    const id = context.req.param('id') ?? '';
    const person = context.get('person');
    // Loading gives up a claim whose time is over, which is an entry of its own.
    const isKnown = isStorable(id) && (await store.load(id, person)) !== undefined;
    const record = isKnown ? await openCase(database, id, await sightOf(database, person)) : undefined;
    if (!record) throw unknownReview(id);
    return record;
  }

  function send(context: Context<Env>, kind: ExportKind, review: Review, type: string, pieces: AsyncIterable<string>) {
    const name = exportFileName(kind, { name: review.proposal.subject.reference ?? review.id, madeAt: madeAt() });
    const bytes = ReadableStream.from(pieces).pipeThrough(new TextEncoderStream() as never);
    return context.body(bytes as never, 200, attachment(name, type));
  }
  const madeAt = () => new Date(clock()).toISOString();

  routes.get('/:id/export.csv', async (context) => {
    demandRole(context, AUDITING_ROLES);
    const { review, entries } = await caseOf(context);
    return send(context, 'csv', review, 'text/csv', csvExport(entries));
  });

  routes.get('/:id/export.html', async (context) => {
    demandRole(context, AUDITING_ROLES);
    const language = languageOf(context);
    const { review, entries } = await caseOf(context);
    const { reference, title } = review.proposal.subject;
    const pieces = htmlExport(entries, {
      ...language,
      of: [reference ?? review.id, title].join(', '),
      madeAt: madeAt(),
      madeBy: context.get('person').name,
      organisation: ORGANISATION,
    });
    return send(context, 'html', review, 'text/html', pieces);
  });

  routes.get('/:id/explanation', async (context) => {
    demandRole(context, EXPLAINING_ROLES);
    const language = languageOf(context);
    const { review, entries } = await caseOf(context);
    // Whether a case was a check is known once every entry was seen: these few are held together.
    const all: AuditEntry[] = [];
    for await (const entry of entries) all.push(entry);
    // Until its verdict a check is to its person what every case is: the letter of an open one says that nothing is decided.
    const check = await checkOf(database, review.id);
    const isSeeded =
      check !== undefined && (check.endedAt !== undefined || check.personId !== context.get('person').id);
    const made = explainToPerson(review, all, { ...TOLD, madeAt: madeAt(), isSeeded });
    // Why not is nobody's business who could decide such a case: it would give the checks away.
    if (made.outcome === 'refused') {
      throw new RequestError(409, 'explanation-refused', 'There is no explanation of this case.');
    }
    const name = exportFileName('person', { name: review.proposal.subject.reference ?? review.id, madeAt: madeAt() });
    return context.body(personHtml(made.explanation, language), 200, attachment(name, 'text/html'));
  });

  return routes;
}
