import type { MachineActor, Proposal, Review, Reviewer, SystemDescription } from 'countersign/core';
import { type Application, FEATURES, featuresOf, readValue } from '../model/application.js';
import {
  type CreditModel,
  type Labels,
  mostSimilar,
  type Part,
  type RetrainReport,
  retrain,
  splitApplications,
  TrainingError,
  train,
} from '../model/credit-model.js';
import { proposalFor } from '../model/proposal.js';
import { queueOf } from '../model/queue.js';
import { systemOf } from '../model/system.js';
import { demandAuthority } from './authority.js';
import { sourcesOfChecks } from './check-source.js';
import { type Database, isStorable, type Queryable, takeTime } from './database.js';
import { mayDecide, policyFor } from './policy.js';
import type { ReviewStore } from './review-store.js';
import { createTurns } from './turns.js';

const trainerFor = ({ name }: Reviewer): MachineActor => ({
  kind: 'system',
  id: 'trainer',
  name: `Model training, asked for by ${name}`,
});
const LOCK_MODEL = 7_303;

/** Where the applications came from. */
export interface Source {
  /** `generated`, or the name of a file. */
  name: string;
  isGenerated: boolean;
  /** Tells two sources apart: of the file's content, or of the generator's settings. */
  fingerprint: string;
  seed: number;
}

/** What the page says of the model. */
export interface ModelState {
  source: Pick<Source, 'name' | 'isGenerated'>;
  /** What proposals name, and stops. */
  id: string;
  version: string;
  trainedAt: string;
  counts: CreditModel['counts'];
  measured: CreditModel['measured'];
  /** What is known of every version that cases may still rest on, newest first (L-3). */
  systems: readonly SystemDescription[];
  /** Decisions on file that can serve as labels, and how many of them no model has learned from yet. */
  labels: { available: number; fresh: number };
  /** What the last retraining changed. */
  report?: ShownReport;
}

type ShownReport = RetrainReport & {
  revised: number;
  /** Who asked for it. */
  by?: Pick<Reviewer, 'id' | 'name'>;
};

/** An application as a person may read it, with what became of those most like it. */
export interface ApplicationSheet {
  id: string;
  fields: { label: string; value: string }[];
  similar: { id: string; fields: string[]; repaid: boolean }[];
  similarLabels: string[];
}

export interface ModelService {
  state(): Promise<ModelState>;
  /**
   * Learns from what was decided since; the model stays the same where nothing was.
   *
   * @throws {TrainingError} where there is nothing to learn from, `RequestError` where somebody may not
   */
  retrain(by: Reviewer): Promise<ModelState>;
  /** An application as a person may read it; nothing where there is none. */
  sheet(id: string, reader: Reviewer): Promise<ApplicationSheet | undefined>;
}

export interface ModelServiceOptions {
  database: Database;
  store: ReviewStore;
  clock: () => number;
  source: Source;
  /** Read or generated only where the database is empty. */
  loadApplications: () => readonly Application[];
  /** How many held-out applications wait for a person at first; all of them, of every part, when absent. */
  queueSize?: number;
}

/** The database holds the applications of another source. */
export class SourceError extends Error {
  override name = 'SourceError';
}

/**
 * What a decision says of an application: that it was denied, or that it was granted. Other verdicts say nothing of the
 * applicant.
 */
export function labelOf({ decision }: Pick<Review, 'decision'>): boolean | undefined {
  if (decision?.verdict.type !== 'approve' && decision?.verdict.type !== 'override') return undefined;
  return decision.value === 'deny';
}

/** Labels of the applications that are known; a review of something else teaches nothing here. */
async function labelsIn(store: ReviewStore, known: ReadonlyMap<string, unknown>, tx?: Queryable): Promise<Labels> {
  const labels = new Map<string, boolean>();
  for (const review of await store.decided(tx)) {
    const label = labelOf(review);
    if (label !== undefined && known.has(review.id)) labels.set(review.id, label);
  }
  return labels;
}

type StoredReport = ShownReport & { labels: Record<string, boolean> };

function isLearned(labels: Labels, report: StoredReport | null): boolean {
  const learned = Object.entries(report?.labels ?? {});
  return learned.length === labels.size && learned.every(([id, label]) => labels.get(id) === label);
}

/** What is another with every training, whatever was learned. */
const OF_TRAINING = ['revision', 'createdAt', 'model', 'asOf'];

function saidBy(proposal: Proposal): string {
  return JSON.stringify(proposal, (key, value) => (OF_TRAINING.includes(key) ? undefined : value));
}

/**
 * Whether people have to look at a proposal again. Whoever has claimed the case decides on what one version of the model
 * said, which the record names: they are disturbed only where another value is proposed.
 */
function isNews({ claim, proposal }: Review, next: Proposal): boolean {
  return claim ? next.value !== proposal.value : saidBy(next) !== saidBy(proposal);
}

export async function createModelService(options: ModelServiceOptions): Promise<ModelService> {
  const { database, store, clock, source } = options;
  const area = source.isGenerated ? 'Generated applications' : source.name;
  const now = () => new Date(clock()).toISOString();

  const propose = (model: CreditModel, application: Application, part: Part | undefined, before?: Proposal) =>
    proposalFor(model, application, {
      ...(part && { part }),
      area,
      createdAt: now(),
      ...(before && { revision: before.revision + 1, dueAt: before.dueAt }),
    });

  // First start: read, split, train and fill the queue, all or nothing.
  await database.transaction(async (tx) => {
    await takeTime(tx);
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK_MODEL]);
    const [kept] = await tx.query<{ value: Source }>(`select value from settings where name = 'source'`);
    if (kept) {
      if (kept.value.fingerprint !== source.fingerprint) {
        throw new SourceError(
          `The database holds the applications of ${kept.value.name}, not of ${source.name}. Give another data folder with --data, or another database.`,
        );
      }
      return;
    }
    const applications = options.loadApplications();
    const parts = splitApplications(applications, source.seed);
    const model = train({ applications, parts, version: '1', at: now() });
    await tx.query(`insert into settings (name, value) values ('source', $1::json)`, [JSON.stringify(source)]);
    await tx.query(
      `insert into applications (id, position, part, body)
       select item ->> 'id', (item ->> 'position')::int, item ->> 'part', item -> 'body' from json_array_elements($1::json) as item`,
      [
        JSON.stringify(
          applications.map((body, position) => ({ id: body.id, position, part: parts.get(body.id), body })),
        ),
      ],
    );
    await tx.query('insert into models (version, body) values (1, $1::json)', [JSON.stringify(model)]);
    const heldOut = applications.filter(({ id }) => parts.get(id) === 'held-out');
    const queued = options.queueSize === undefined ? applications : queueOf(heldOut, options.queueSize);
    await store.open(
      queued.map((application) => propose(model, application, parts.get(application.id))),
      ({ risk }) => policyFor(risk),
      tx,
    );
  });

  const rows = await database.query<{ part: Part; body: Application }>(
    'select part, body from applications order by position',
  );
  const applications = rows.map(({ body }) => body);
  const parts = new Map(rows.map(({ part, body }) => [body.id, part]));
  const byId = new Map(applications.map((application) => [application.id, application]));

  async function current(tx: Queryable = database) {
    const [row] = await tx.query<{ body: CreditModel; report: StoredReport | null }>(
      'select body, report from models order by version desc limit 1',
    );
    if (!row) throw new TrainingError('There is no model.');
    return row;
  }
  // Similar cases need a model's weights; the newest is read again after every retraining.
  let newest = (await current()).body;

  async function state(): Promise<ModelState> {
    const { body: model, report } = await current();
    newest = model;
    const versions = await database.query<{ body: CreditModel }>('select body from models order by version desc');
    const labels = await labelsIn(store, byId);
    const { labels: learned = {}, ...shown } = report ?? ({} as Partial<StoredReport>);
    return {
      source: { name: source.name, isGenerated: source.isGenerated },
      id: model.id,
      version: model.version,
      trainedAt: model.trainedAt,
      counts: model.counts,
      measured: model.measured,
      systems: versions.map(({ body }) => systemOf(body)),
      labels: {
        available: labels.size,
        fresh: [...labels].filter(([id, label]) => learned[id] !== label).length,
      },
      ...(report && { report: shown as ShownReport }),
    };
  }

  const inTurn = createTurns();

  /** Whether there was anything to learn. */
  async function learn(tx: Queryable, asking: Reviewer): Promise<boolean> {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK_MODEL]);
    const by = await demandAuthority(tx, asking, mayDecide, 'Retraining takes the role of a reviewer.');
    const { body: before, report: last } = await current(tx);
    const labels = await labelsIn(store, byId, tx);
    if (labels.size === 0) {
      throw new TrainingError('Nobody has approved or overridden a proposal yet. There is nothing to learn from.');
    }
    if (isLearned(labels, last)) return false;
    const version = Number(before.version) + 1;
    const { model, report } = retrain(before, {
      applications,
      parts,
      labels,
      version: String(version),
      at: now(),
    });
    // A check goes by another number than the application that it is made of.
    const sources = await sourcesOfChecks(tx);
    const revised = await store.reviseOpen(
      tx,
      (review) => {
        const source = sources.get(review.id) ?? review.id;
        const known = byId.get(source);
        const application = known && { ...known, id: review.id };
        const next = application && propose(model, application, parts.get(source), review.proposal);
        return next && isNews(review, next) ? next : undefined;
      },
      trainerFor(by),
    );
    const stored: StoredReport = {
      ...report,
      revised,
      by: { id: by.id, name: by.name },
      labels: Object.fromEntries(labels),
    };
    await tx.query('insert into models (version, body, report) values ($1, $2::json, $3::json)', [
      version,
      JSON.stringify(model),
      JSON.stringify(stored),
    ]);
    return true;
  }

  return {
    state,
    async retrain(by) {
      if (await inTurn('training', () => database.transaction((tx) => learn(tx, by)))) store.announce();
      return state();
    },
    async sheet(id, reader) {
      if (!isStorable(id)) return undefined;
      const [row] = await database.query<{ source_id: string }>('select source_id from checks where review_id = $1', [
        id,
      ]);
      const isCase = (await store.load(id, reader)) !== undefined;
      // A number that a check may go by belongs to nothing else that anybody reads.
      const application = byId.get(row && isCase ? row.source_id : id);
      if (!application || (!isCase && parts.get(id) !== 'train')) return undefined;
      const learned = applications.filter((other) => parts.get(other.id) === 'train');
      const compared = FEATURES.filter(({ name }) =>
        ['amount_dm', 'duration_months', 'purpose', 'checking_status', 'credit_history'].includes(name),
      );
      return {
        id,
        fields: featuresOf(application).map((column) => ({
          label: column.label,
          value: readValue(column, application.values[column.name]),
        })),
        similarLabels: compared.map(({ label }) => label),
        similar: mostSimilar(newest, application, learned, 5).map((other) => ({
          id: other.id,
          fields: compared.map((column) => readValue(column, other.values[column.name])),
          repaid: !other.defaulted,
        })),
      };
    },
  };
}
