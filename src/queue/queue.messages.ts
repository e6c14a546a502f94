import type { Format, PluralForms } from '../internal/format.js';
import { filterMessages, type QueueFilterMessages } from './filter.messages.js';
import type { QueueOrder } from './filter.types.js';
import type { QueueColumn, QueueProblem } from './queue.types.js';

export interface QueueMessages extends QueueFilterMessages {
  notProvided: string;
  title: string;
  count: (total: number, format: Format) => string;
  /** How the grid is called: the queue and its order. */
  gridLabel: (title: string, order: string) => string;
  orderLabel: string;
  orders: Record<QueueOrder, string>;
  columns: Record<QueueColumn, string>;
  /** The column of deadlines, with the zone of their times. */
  dueColumn: (zone: string) => string;

  updated: (count: number, format: Format) => string;
  /** Only what is known: a connection that is gone says nothing either. */
  upToDate: string;
  /** With the count of updates where there are any. */
  updatesPaused: (updated: string | undefined) => string;
  /** How updates arrive, where it is not as they happen. */
  streams: {
    connecting: string;
    polling: string;
    /** With the time until which nothing was missed, such as "14:02", where it is known. */
    down: (time: string | undefined) => string;
  };
  /** After it was said that updates are late or missing. */
  streamBack: string;
  /** Tries whether updates arrive. */
  tryNow: string;
  show: string;
  pause: string;
  resume: string;

  selected: (count: number, format: Format) => string;
  clear: string;
  select: (name: string) => string;

  scoredGroup: string;
  scoredGroupNote: string;
  answerFirst: string;
  answerFirstNote: string;
  /** In place of a score that the reviewer may not see yet. */
  afterAnswer: string;

  /** Why a case stands where it does. Numbers are as they are shown, and absent where a score may not be. */
  places: {
    margin: (share: string | undefined) => string;
    entropy: (nats: string | undefined) => string;
    expectedCost: (cost: string | undefined) => string;
    /** With the share of the likeliest answer. */
    leastConfidence: (share: string | undefined) => string;
    /** With how long until then or since, such as "in 3 hours". */
    due: (when: string, isOver: boolean) => string;
    random: string;
    /** Of a case to be answered first: nothing that the AI says may place it. */
    answerFirst: string;
    noDeadline: string;
    notMeasured: string;
  };

  /** Between the parts of a note. */
  comma: string;
  since: (when: string) => string;
  sinceUnknown: string;
  waiting: (duration: string) => string;
  claimedBy: (name: string) => string;
  /** Instead of a name that is kept from a second signer. */
  claimedByAnother: string;
  assignedToYou: string;
  assignedTo: (name: string) => string;
  /** Instead of a name that is kept from a second signer. */
  assignedToAnother: string;
  /** How many people have given it back undecided; never who. */
  skippedBy: (count: number, format: Format) => string;

  empty: string;
  emptyText: string;
  loading: string;
  loaded: (count: number, format: Format) => string;
  problems: Record<QueueProblem['during'] | 'slow', string>;
  /** What a failed list leaves as it was. */
  safe: string;
  retry: string;

  shown: (count: number, total: number | undefined, format: Format) => string;
  loadMore: (count: number | undefined, format: Format) => string;
  moreLoaded: (count: number, format: Format) => string;
}

const cases: PluralForms = { one: '# case', other: '# cases' };

export const queueMessages: QueueMessages = {
  ...filterMessages,
  notProvided: 'Not provided',
  title: 'Review queue',
  count: (total, f) => f.plural(total, cases),
  gridLabel: (title, order) => `${title}, ${order}`,
  orderLabel: 'Order',
  orders: {
    oldest: 'Oldest first',
    newest: 'Newest first',
    due: 'Due first',
    'least-confident': 'Least certain first',
    risk: 'Highest risk first',
    margin: 'Closest call first',
    entropy: 'Most spread scores first',
    'expected-cost': 'Highest expected cost first',
  },
  columns: {
    select: 'Select',
    case: 'Case',
    why: 'Why it is here',
    score: 'AI score',
    risk: 'Risk',
    due: 'Due',
    status: 'Status',
  },
  dueColumn: (zone) => `Due (${zone})`,
  updated: (count, f) => `${f.plural(count, cases)} updated`,
  upToDate: 'No updates waiting',
  updatesPaused: (updated) => (updated === undefined ? 'Updates paused' : `${updated}, paused`),
  streams: {
    connecting: 'Connecting to updates',
    polling: 'Updates arrive with a delay',
    down: (time) => (time === undefined ? 'No updates' : `No updates. Last checked ${time}`),
  },
  streamBack: 'Updates arrive again',
  tryNow: 'Try now',
  show: 'Show',
  pause: 'Pause',
  resume: 'Resume',
  selected: (count, f) => `${f.number(count)} selected`,
  clear: 'Clear',
  select: (name) => `Select ${name}`,
  scoredGroup: 'By score',
  scoredGroupNote: 'least certain first',
  answerFirst: 'Answer first',
  answerFirstNote: 'by deadline, AI hidden',
  afterAnswer: 'After your answer',
  places: {
    margin: (share) =>
      share === undefined ? 'By how close its two likeliest answers are' : `Two likeliest answers ${share} apart`,
    entropy: (nats) => (nats === undefined ? 'By how its scores are spread' : `Spread of the scores: entropy ${nats}`),
    expectedCost: (cost) => (cost === undefined ? 'By expected cost' : `Expected cost ${cost}`),
    leastConfidence: (share) =>
      share === undefined ? 'By the score of its likeliest answer' : `Likeliest answer at ${share}`,
    due: (when, isOver) => `${isOver ? 'Was due' : 'Due'} ${when}`,
    random: 'In the random share',
    answerFirst: 'Place drawn by chance',
    noDeadline: 'Last: no deadline',
    notMeasured: 'Last: no measure for this order',
  },
  comma: ', ',
  since: (when) => `Since ${when}`,
  sinceUnknown: 'Age not available',
  waiting: (duration) => `waiting ${duration}`,
  claimedBy: (name) => `with ${name}`,
  claimedByAnother: 'with another reviewer',
  assignedToYou: 'assigned to you',
  assignedTo: (name) => `assigned to ${name}`,
  assignedToAnother: 'assigned to another reviewer',
  skippedBy: (count, f) => `skipped by ${f.number(count)}`,
  empty: 'No cases',
  emptyText: 'New ones appear here when they arrive.',
  loading: 'Loading cases',
  loaded: (count, f) => `${f.plural(count, cases)} loaded`,
  problems: {
    list: 'The queue could not be loaded',
    more: 'More cases could not be loaded',
    updates: 'Changes by others cannot be received',
    slow: 'The queue is taking longer than usual',
  },
  safe: 'Cases and drafts are safe, and nothing is decided without you.',
  retry: 'Try again',
  shown: (count, total, f) =>
    total === undefined ? `${f.number(count)} shown` : `${f.number(count)} of ${f.number(total)} shown`,
  loadMore: (count, f) => (count === undefined ? 'Load more' : `Load ${f.number(count)} more`),
  moreLoaded: (count, f) => `${f.plural(count, { one: '# more case', other: '# more cases' })} loaded`,
};
