import type { HttpBindings } from '@hono/node-server';
import { csvExport, type ExportKind, exportFileName, htmlExport, type RecordScope } from 'countersign/core';
import { type Context, Hono } from 'hono';
import type { Database } from './database.js';
import { attachment, languageOf, ORGANISATION } from './export-files.js';
import { demandAuditor, demandNothingWithheld, type LogScope, scopeFor } from './log-access.js';
import type { LogCheckpoints } from './log-checkpoints.js';
import { entriesOf } from './log-documents.js';
import { exportLog, exportState, streamOf } from './log-export.js';
import type { LogKeys } from './log-keys.js';
import { listLog, readLogQuery, readScope } from './log-query.js';
import { digits } from './log-tree.js';
import { RequestError } from './request-error.js';
import type { SightOf } from './sight.js';
import type { Env } from './sign-in.js';

export interface LogDesk {
  database: Database;
  sightOf: SightOf;
  checkpoints: LogCheckpoints;
  keys: LogKeys;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long an export whose reader does not read on goes on, in milliseconds. @default 60 seconds */
  exportIdle?: number;
}

/** Exports of one server at a time: each keeps the database busy for as long as its reader reads. */
const MOST_EXPORTS = 4;
/** Of one person, so that nobody keeps the others out. */
const MOST_OF_ONE = 2;
/** How long an export may stand still before it ends, in milliseconds. */
const IDLE = 60_000;
/** How soon somebody may come again, in seconds. */
const RETRY_AFTER = 10;

/** A file of lines of JSON. */
const linesFile = (name: string) => ({
  'content-type': 'application/x-ndjson',
  'content-disposition': `attachment; filename="${name}"`,
});

/** What a table or a document of a part of the record is called: `record-2026-11-01T00-00-2026-12-01T00-00-2026-12-03.csv`. */
function nameOf(kind: ExportKind, { reviewId, from, to }: RecordScope, madeAt: string): string {
  const limits = [reviewId, from?.slice(0, 16), to && `to-${to.slice(0, 16)}`].filter(Boolean).join('-');
  return exportFileName(kind, { name: limits || 'all', madeAt });
}

/** A whole number that a reader named. */
function readSize(context: Context<Env>, name: string, most: number, absent?: number): number {
  const text = context.req.query(name);
  if (text === undefined && absent !== undefined) return absent;
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text ?? '') || value > most) {
    throw new RequestError(400, 'query-invalid', `${name}: a whole number up to ${most} was expected.`);
  }
  return value;
}

/** The routes of `/api/log`, as docs/protocol.md describes them. */
export function logRoutes({ database, sightOf, checkpoints, keys, clock, exportIdle = IDLE }: LogDesk): Hono<Env> {
  const routes = new Hono<Env>();
  const madeAt = () => new Date(clock()).toISOString();
  /** Whose exports run. */
  const running: string[] = [];

  routes.use(async (context, next) => {
    demandAuditor(context.get('person'));
    await next();
  });

  const sightOfReader = (context: Context<Env>) => sightOf(database, context.get('person'));
  const demandAll = async (context: Context<Env>, scope?: LogScope) =>
    demandNothingWithheld(database, await sightOfReader(context), scope);

  const scopeOf = (context: Context<Env>, others?: readonly string[]) =>
    scopeFor(database, context.get('person'), readScope(context.req.url, others));

  /** @param scope in which nothing may be kept from the reader */
  async function stream(
    context: Context<Env>,
    pieces: AsyncGenerator<string>,
    { file, scope }: { file: Record<string, string>; scope: LogScope },
  ) {
    const headers = { ...file, 'x-accel-buffering': 'no' };
    const person = context.get('person');
    await demandAll(context, scope);
    if (context.req.method === 'HEAD') return context.body(null, 200, headers);
    const own = running.filter((id) => id === person.id).length;
    if (running.length >= MOST_EXPORTS || own >= MOST_OF_ONE) {
      const whose = own >= MOST_OF_ONE ? `${own} of your exports` : `${running.length} exports`;
      const message = `${whose} are running. Wait until one of them has ended.`;
      throw new RequestError(429, 'too-many-requests', message, { 'retry-after': String(RETRY_AFTER) });
    }
    running.push(person.id);
    let isRunning = true;
    const onEnd = () => {
      if (isRunning) running.splice(running.indexOf(person.id), 1);
      isRunning = false;
    };
    // Whoever does not read would not hear of the end either: the connection goes.
    const onStall = () => (context.env as Partial<HttpBindings> | undefined)?.outgoing?.destroy();
    try {
      // What goes wrong before anything is sent is answered as everywhere else.
      const first = await pieces.next();
      // Somebody may have signed after it was asked and before it was settled how far the log is read.
      await demandAll(context, scope);
      return context.body(streamOf(first, pieces, { onEnd, idle: exportIdle, onStall }), 200, headers);
    } catch (error) {
      onEnd();
      throw error;
    }
  }

  /** The newest checkpoint, taken now where there is need. */
  async function newest() {
    const checkpoint = await checkpoints.take();
    if (!checkpoint) throw new RequestError(404, 'log-empty', 'There is no entry yet, and nothing to sign.');
    return checkpoint;
  }

  routes.get('/', async (context) =>
    context.json(await listLog(database, readLogQuery(context.req.url), await sightOfReader(context))),
  );

  routes.get('/export', async (context) => {
    const scope = await scopeOf(context);
    const name = `countersign-log-${madeAt().slice(0, 19).replaceAll(/[-:]/g, '')}.jsonl`;
    return stream(context, exportLog({ database, checkpoints, keys, clock }, scope), { file: linesFile(name), scope });
  });

  routes.get('/export.csv', async (context) => {
    const scope = await scopeOf(context);
    const file = attachment(nameOf('csv', scope, madeAt()), 'text/csv');
    return stream(context, csvExport(entriesOf(database, scope), { period: scope }), { file, scope });
  });

  routes.get('/export.html', async (context) => {
    const { allCases, ...language } = languageOf(context);
    const scope = await scopeOf(context, ['lang']);
    const pieces = htmlExport(entriesOf(database, scope), {
      ...language,
      of: scope.reviewId ?? allCases,
      madeAt: madeAt(),
      madeBy: context.get('person').name,
      organisation: ORGANISATION,
      period: scope,
    });
    return stream(context, pieces, { file: attachment(nameOf('html', scope, madeAt()), 'text/html'), scope });
  });

  routes.get('/state', async (context) => {
    const { from: _from, to: _to, ...scope } = await scopeOf(context);
    const pieces = exportState(database, await sightOfReader(context), scope);
    return stream(context, pieces, { file: linesFile('countersign-state.jsonl'), scope });
  });

  routes.get('/keys', (context) => context.json({ keys: keys.list() }));

  routes.get('/checkpoint', async (context) => {
    const checkpoint = await newest();
    const { fault } = checkpoints;
    return context.json({ checkpoint, ...(fault !== undefined && { fault }) });
  });

  routes.get('/consistency', async (context) => {
    await demandAll(context);
    const { tree } = checkpoints;
    await newest();
    const to = readSize(context, 'to', tree.size, tree.size);
    const from = readSize(context, 'from', to);
    return context.json({ from, to, proof: digits(tree.consistencyProof(from, to)) });
  });

  routes.get('/inclusion', async (context) => {
    await demandAll(context);
    const checkpoint = await newest();
    const { tree } = checkpoints;
    const size = Math.min(checkpoint.size, tree.size);
    const position = readSize(context, 'position', size);
    const [row] = await database.query<{ hash: string }>('select hash from audit_lines where place = $1', [position]);
    if (position < 1 || !row) throw new RequestError(404, 'entry-unknown', `The log has no entry ${position}.`);
    return context.json({
      position,
      hash: row.hash,
      checkpoint,
      proof: digits(tree.inclusionProof(position - 1, size)),
    });
  });

  return routes;
}
