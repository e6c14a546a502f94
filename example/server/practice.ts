import {
  CHECK_BURST,
  type Json,
  ONBOARDING_SET,
  type Policy,
  type PracticeCase,
  type PracticeResult,
  type PracticeSummary,
  practiceSummary,
  shuffledCases,
  valueIssues,
} from 'countersign/core';
import { Hono } from 'hono';
import type { Application } from '../model/application.js';
import { becauseOf, fitsTruth, signsOf, truthOf } from '../model/check.js';
import type { CreditModel } from '../model/credit-model.js';
import { proposalFor } from '../model/proposal.js';
import { type Database, isStorable, type Queryable } from './database.js';
import { isRecord } from './json-input.js';
import { isTrainee, mayDecide, policyFor, REVIEWER_ROLE } from './policy.js';
import { RequestError } from './request-error.js';
import { readJson } from './request-input.js';
import type { Env } from './sign-in.js';

const WEEK = 7 * 86_400_000;
/** So many weeks a set that was offered can be answered, this one among them. */
const WEEKS_KEPT = 4;
/** What the column of versions holds. */
const MOST_MODELS = 2 ** 31 - 1;
/** So many factors have to point to how a case ended. */
const LEAST_SIGNS = 2;

/** What there is to practise on: the set to begin with (B-22), and ten cases before the work, others every week (B-14). */
const SETS = {
  onboarding: { ...ONBOARDING_SET, aiWrong: 6 },
  burst: CHECK_BURST,
} as const;
export type PracticeSetName = keyof typeof SETS;

/** What the onboarding set is enough with, by our judgement: seven in ten, and most of what the AI has wrong. */
const ENOUGH = { right: 14, aiWrongFound: 4 } as const;

/** What a set was drawn from: the same draws the same cases again, whatever has changed since. */
export interface PracticeDraw {
  /** Which set, and of which week. */
  seed: string;
  /** Version of the model whose proposals they are. */
  model: number;
}

export interface PracticeOffer {
  drawn: PracticeDraw;
  cases: readonly PracticeCase[];
  policy: Policy;
  demand: { cases: number; aiWrong: number };
  /** What is asked for before somebody in training may decide; absent where nothing is. */
  enough?: typeof ENOUGH;
}

export interface PracticeVerdict {
  summary: PracticeSummary;
  /** Whether this person may decide from now on. */
  mayDecide: boolean;
}

const isOffered = (name: unknown): name is PracticeSetName => typeof name === 'string' && Object.hasOwn(SETS, name);

const seedOf = (name: PracticeSetName, week: number) => (name === 'onboarding' ? name : `${name} ${week}`);
const weekAt = (now: number) => Math.floor(now / WEEK);

/** What a set is drawn from now. @throws {RequestError} where there is no model */
async function drawAt(tx: Queryable, name: PracticeSetName, now: number): Promise<PracticeDraw> {
  const [newest] = await tx.query<{ version: number }>('select version from models order by version desc limit 1');
  if (!newest) throw tooFew();
  return { seed: seedOf(name, weekAt(now)), model: newest.version };
}

const tooFew = () => new RequestError(404, 'practice-none', 'There are too few cases with a known end to practise on.');

/**
 * What answers say that their set was drawn from, where this server can have offered it: somebody may finish a set that they began
 * before the week turned, or before the model was trained anew.
 *
 * @throws {RequestError}
 */
function readDraw(body: unknown, name: PracticeSetName, now: number): PracticeDraw {
  const { drawn } = isRecord(body) ? body : {};
  const { seed, model } = isRecord(drawn) ? drawn : {};
  const offered = Array.from({ length: WEEKS_KEPT }, (_, ago) => seedOf(name, weekAt(now) - ago));
  const isOffered = typeof seed === 'string' && offered.includes(seed);
  if (!isOffered || typeof model !== 'number' || !Number.isInteger(model) || model < 1 || model > MOST_MODELS) {
    throw new RequestError(
      400,
      'practice-invalid',
      `"drawn" is what the set came with, of the last ${WEEKS_KEPT} weeks. Load the set again and go through it anew.`,
    );
  }
  return { seed, model };
}

/**
 * Cases of a set, chosen by chance, the same for everybody: applications that the model learned from, whose end is known, and in
 * which something points to it. They never become checks, which are made of others.
 *
 * @throws {RequestError} where there are too few
 */
async function casesOf(
  tx: Queryable,
  name: PracticeSetName,
  { seed, model: version }: PracticeDraw,
): Promise<PracticeCase[]> {
  const { cases, aiWrong } = SETS[name];
  const [model] = await tx.query<{ body: CreditModel }>('select body from models where version = $1', [version]);
  if (!model) {
    throw new RequestError(
      400,
      'practice-invalid',
      'No model of this version has proposed anything. Load the set again.',
    );
  }
  const rows = await tx.query<{ body: Application }>(
    `select body from applications where part = 'train' and id not in (select id from reviews) order by position`,
  );
  const found = rows.flatMap(({ body }): PracticeCase[] => {
    const proposal = proposalFor(model.body, body, { area: 'Practice', createdAt: model.body.trainedAt });
    const truth = truthOf(body);
    return signsOf(proposal, truth).length < LEAST_SIGNS
      ? []
      : [{ proposal, truth, because: becauseOf(proposal, truth), policy: policyFor(proposal.risk) }];
  });
  const byChance = shuffledCases(found, seed);
  const isWrong = ({ proposal, truth }: PracticeCase) => !fitsTruth(truth, proposal.value);
  const wrong = byChance.filter(isWrong).slice(0, aiWrong);
  const right = byChance.filter((each) => !isWrong(each)).slice(0, cases - aiWrong);
  if (wrong.length + right.length < cases || wrong.length < aiWrong) {
    throw tooFew();
  }
  // Under a number of their own: what they were among the cases is nobody's business here.
  return shuffledCases([...wrong, ...right], seed).map(({ proposal, ...rest }, index) => ({
    ...rest,
    proposal: {
      ...proposal,
      id: `practice-${proposal.id}`,
      subject: { ...proposal.subject, reference: `Practice ${index + 1}` },
    },
  }));
}

/** @throws {RequestError} for what is no set of answers to these cases */
function readAnswers(body: unknown, cases: readonly PracticeCase[]): Map<string, Json | undefined> {
  const refuse = (message: string): never => {
    throw new RequestError(400, 'practice-invalid', message);
  };
  const { answers } = isRecord(body) ? body : {};
  if (!Array.isArray(answers) || !isStorable(JSON.stringify(answers))) {
    return refuse('"answers" is a list, one answer for each case of the set.');
  }
  const byId = new Map(cases.map((each) => [each.proposal.id, each]));
  const given = new Map<string, Json | undefined>();
  for (const answer of answers) {
    const { reviewId, decided } = isRecord(answer) ? answer : {};
    const practised = typeof reviewId === 'string' ? byId.get(reviewId) : undefined;
    if (!practised || given.has(practised.proposal.id)) {
      return refuse('Each answer names a case of the set by "reviewId", and none is answered twice.');
    }
    const isOpen = decided === undefined || decided === null;
    if (!isOpen && valueIssues(decided, practised.proposal.schema).length > 0) {
      return refuse(`"decided" of ${practised.proposal.id} is none of what could be decided there.`);
    }
    given.set(practised.proposal.id, isOpen ? undefined : (decided as Json));
  }
  if (given.size < cases.length) return refuse(`The set has ${cases.length} cases, and ${given.size} are answered.`);
  return given;
}

/** Counts what was answered anew: what a page says of its own answers is not taken for granted. */
function resultsOf(cases: readonly PracticeCase[], given: ReadonlyMap<string, Json | undefined>, at: string) {
  return cases.map(({ proposal, truth }): PracticeResult => {
    const decided = given.get(proposal.id);
    return {
      reviewId: proposal.id,
      truth,
      proposed: proposal.value,
      ...(decided !== undefined && { decided }),
      isRight: decided !== undefined && fitsTruth(truth, decided),
      isAiRight: fitsTruth(truth, proposal.value),
      decidedAt: at,
    };
  });
}

/** The routes of `/api/practice`. */
export function practiceRoutes(database: Database, clock: () => number): Hono<Env> {
  const routes = new Hono<Env>();
  const setNamed = (name: string): PracticeSetName => {
    if (!isOffered(name)) throw new RequestError(404, 'practice-unknown', 'There is no such set to practise on.');
    return name;
  };
  const demandPractising = (roles: readonly string[]) => {
    if (isTrainee(roles) || mayDecide(roles)) return;
    throw new RequestError(403, 'role-missing', 'Practice is for those who decide, or are to.');
  };

  routes.get('/:set', async (context) => {
    const name = setNamed(context.req.param('set'));
    const { roles } = context.get('person');
    demandPractising(roles);
    const drawn = await drawAt(database, name, clock());
    const offer: PracticeOffer = {
      drawn,
      cases: await casesOf(database, name, drawn),
      policy: policyFor('medium'),
      demand: SETS[name],
      ...(name === 'onboarding' && isTrainee(roles) && { enough: ENOUGH }),
    };
    return context.json(offer);
  });

  routes.post('/:set/results', async (context) => {
    const name = setNamed(context.req.param('set'));
    const person = context.get('person');
    demandPractising(person.roles);
    const body = await readJson(context);
    const verdict = await database.transaction(async (tx): Promise<PracticeVerdict> => {
      const cases = await casesOf(tx, name, readDraw(body, name, clock()));
      const at = new Date(clock()).toISOString();
      const given = readAnswers(body, cases);
      const summary = practiceSummary(resultsOf(cases, given, at));
      const isEnough =
        name === 'onboarding' && summary.right >= ENOUGH.right && summary.aiWrongFound >= ENOUGH.aiWrongFound;
      const answers = Object.fromEntries([...given].map(([id, decided]) => [id, decided ?? null]));
      // The same answers once more are those of a call that was repeated.
      const [last] = await tx.query<{ answers: Record<string, Json> }>(
        'select answers from practice_results where person_id = $1 and set_name = $2 order by position desc limit 1',
        [person.id, name],
      );
      const isRepeat = last && Object.entries(answers).every(([id, decided]) => last.answers[id] === decided);
      if (!isRepeat) {
        await tx.query(
          `insert into practice_results (person_id, set_name, answers, summary, is_enough, recorded_at)
           values ($1, $2, $3::json, $4::json, $5, $6)`,
          [person.id, name, JSON.stringify(answers), JSON.stringify(summary), isEnough, at],
        );
      }
      if (!isEnough) return { summary, mayDecide: mayDecide(person.roles) };
      const [row] = await tx.query<{ roles: string[] }>('select roles from people where id = $1 for update', [
        person.id,
      ]);
      const roles = row?.roles ?? [];
      if (isTrainee(roles)) {
        const next = [...roles.filter((role) => !isTrainee([role])), REVIEWER_ROLE];
        await tx.query('update people set roles = $2::json where id = $1', [person.id, JSON.stringify(next)]);
        return { summary, mayDecide: true };
      }
      return { summary, mayDecide: mayDecide(roles) };
    });
    return context.json(verdict);
  });

  return routes;
}
