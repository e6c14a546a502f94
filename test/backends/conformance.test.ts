import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  backendConformance,
  CONFORMANCE_CAPABILITIES,
  type ConformanceCapability,
  type ConformanceCase,
  ConformanceError,
  type ConformanceOptions,
} from '../../src/backends/conformance/index.js';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { brokenBackends } from './broken-backends.js';
import { openMemory } from './memory-host.js';

/** Which promise each broken backend does not keep. */
const CAUGHT_BY: Record<keyof typeof brokenBackends, string> = {
  'last write wins': 'answers "conflict" when the review moved on, and changes nothing',
  'asks for no fencing token': 'refuses a command under a claim without its token',
  'takes a missing token for any': 'refuses a command under a claim without its token',
  'takes the name of the holder for the token':
    'lets a second window of one person take the claim over, and the first one no more',
  'renews with any token': 'renews a claim only for who holds it, with the token in force',
  'renews without moving the end': 'keeps a claim that is renewed, and writes nothing',
  'forgets idempotency keys': 'answers a repeat of a key as it answered the first time',
  'forgets idempotency keys with the page': 'answers a repeat from a reloaded page as the first time',
  'looks for the key, and only then waits for the lock': 'does a command once when its tries arrive together',
  'asks of a key only for which command it was': 'refuses a key that was used for the same verdict on something else',
  'shares idempotency keys between people': 'keeps the keys of two people apart',
  'answers a repeat with what is true now': 'answers a repeat as the first time after the review has moved on',
  'ignores what was seen': 'answers "conflict" when something else was on screen',
  'compares the revision only': 'answers "conflict" when something else was on screen',
  'gives one case to two people at once': 'gives ten people who ask at once ten different cases',
  'hands a skipped case out again':
    'gives a case that somebody skipped to others, and to them no more until it is revised',
  'hands out what is assigned to others':
    'hands out what is assigned to oneself first, and never what is assigned to somebody else',
  'tells whom a case of two is assigned to': 'tells nobody who may sign second whom a case of two is assigned to',
  'assigns to whoever is named': 'says whom cases can be assigned to, and assigns none to anybody else',
  'lets anybody have an assigned case': 'keeps a case for whom it is assigned to, and tells others so',
  'lets two people claim at once': 'lets exactly one of two people who claim at once have the review',
  'never lets a lease run out': 'gives a case back when the lease has run out',
  'decides on a case that somebody else has': 'answers "claim-lost" to a verdict of somebody who has not claimed',
  'loses events': 'loses nothing between the pages and the stream',
  'loses what happened between two connections': 'goes on after the position that it is given',
  'tells old states after new ones': 'loses nothing between the pages and the stream',
  'says nothing of a gap': 'says so when it does not know the position',
  'is off by one between pages': 'lists every review once, page by page',
  'counts rows to skip them': 'misses no row and repeats none while others claim, release and add',
  'promises a page after the last': 'keeps the size of a page, and ends with the last row',
  'begins again at a strange cursor': 'refuses a cursor that it did not give',
  'shows the AI too early': 'shows nothing of the AI in the list while the reviewer answers first',
  'shares drafts': 'keeps drafts apart for each person and each review',
  'sends for whoever is signed in': 'takes no command of one person under the login of another',
  'takes drafts for whoever is signed in': 'takes and shows no draft of one person under the login of another',
  'keeps whichever draft comes last': 'keeps the later of two drafts, whichever arrives last',
  'tidies drafts up': 'keeps drafts exactly as they were typed',
  'clears everybody’s drafts with a decision': 'keeps a draft when somebody else decides',
  'drops the entry': 'keeps every entry, newest first, and they replay to the stored review',
  'rewrites the record': 'keeps every entry, newest first, and they replay to the stored review',
  'writes refusals into the record': 'writes one entry for each accepted command, and none for a refused one',
  'writes into the record what it is sent': 'stores nothing that a command does not have',
  'forgets that an undo ends': 'closes an undo with the next verdict, but not within 30 seconds',
  'lets anybody undo': 'lets nobody but the signer take a verdict back',
  'ends an undo with anybody’s next verdict': 'leaves the undo of one person alone when somebody else decides',
  'takes any batch': 'approves cases together only once the one that was drawn is on record as opened',
  'takes anybody’s look for one’s own': 'takes a look by nobody else for one’s own',
  'forgets what a batch began with': 'lets a batch be one person’s, of the cases that it began with',
  'counts a batch by each case alone': 'counts by the strictest policy of the cases',
  'opens batch after batch by one look': 'opens with one look no more than one batch',
  'asks of the others in a batch only whether they are there': 'names in a batch nothing that could be no part of one',
  'tells of checks of others by a batch':
    'answers to a batch with a check of somebody else as to one with a case that does not exist',
  'takes each case of a batch for the next decision':
    'keeps the undo of every case of a batch until the next decision after it',
  'lets everybody lift a stop': 'answers "forbidden" to whoever lacks the role',
  'decides while a stop is on': 'answers "held" to a verdict while a stop holds the review',
  'answers about reviews it does not hold': 'rejects what is asked about a review it does not hold',
  'takes a look for a change': 'takes a command that was sent before somebody looked at the case',
  'records no look that comes late': 'takes a view although the case has changed since',
  'records looks unasked': 'records no view where the policy does not ask for it',
  'tells everybody of a look': 'tells readers of a list that a case was only looked at',
  'writes looks down without what was looked at': 'records that a case was looked at, and changes nothing else by it',
  'knows its own time only': 'writes down when a command was given on its sender’s device',
  'takes any word for a time': 'takes no time of a device that is none',
  'breaks on an unknown command': 'answers "invalid" to a command it does not know',
  'takes any version that is none': 'accepts no verdict without a good version, token, key and view, and goes on',
  'shows the first decision to everybody in the record':
    'lets a second signer learn nothing of the first decision before they submit',
  'shows the first decision to everybody who loads the case':
    'lets a second signer learn nothing of the first decision before they submit',
  'names whoever is at work in the list': 'lets a second signer learn nothing of the first decision before they submit',
  'hides the first decision for ever': 'lets a second signer learn nothing of the first decision before they submit',
  'shows a decision that was taken back': 'keeps a decision that was taken back from whoever signs instead',
  'lets one person sign twice': 'takes the second decision from nobody who gave the first',
  'tells what a check is before the decision':
    'tells what was known of a check at once, but not before its person has decided',
  'answers about checks of others': 'shows a check to its person alone',
  'marks no decision as one on a check': 'says in the record of the decision that it was on a check',
  'offers to take a decision on a check back': 'takes no decision on a check back',
  'takes nobody away who has left': 'tells two people who have one case open of each other, until one of them leaves',
  'writes down who had a case open': 'leaves no trace of who had a case open, and changes nothing by it',
  'tells by presence who signed first': 'tells nobody of who has a case open while two decide apart',
  'leaves only the first signer out': 'tells nobody of who has a case open while two decide apart',
  'tells before the own answer who is there': 'tells nobody before their own answer who else has the case open',
  'throws where a check is somebody else’s': 'tells nobody of who has a check open, and fails for nobody who asks',
  'shows who has a check open': 'tells nobody of who has a check open, and fails for nobody who asks',
  'leaves a check open that was given back': 'ends a check that its person gives back with a reason',
  'cuts long texts': 'keeps strange texts exactly or refuses them, and goes on',
};

type Open = ConformanceOptions['open'];

function casesFor(open: Open, options: Partial<ConformanceOptions> = {}): ConformanceCase[] {
  return backendConformance({ open, patience: 100, ...options });
}

function caseNamed(name: string, open: Open, options?: Partial<ConformanceOptions>): ConformanceCase {
  const found = casesFor(open, options).find((each) => each.name === name);
  if (!found) throw new Error(`There is no case "${name}".`);
  return found;
}

const failureOf = ({ run }: ConformanceCase) =>
  run().then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the conformance suite', () => {
  it.each(Object.entries(CAUGHT_BY))('catches a backend that %s, where it "%s"', async (broken, name) => {
    const failure = await failureOf(caseNamed(name, brokenBackends[broken as keyof typeof brokenBackends]));
    expect(failure).toBeInstanceOf(ConformanceError);
    const { expected, came, why, message } = failure as ConformanceError;
    expect(message).toBe(`Expected: ${expected}\nCame: ${came}\nWhy it matters: ${why}`);
    for (const sentence of [expected, came, why]) expect(sentence).not.toBe('');
    // The same case, and nothing but the fault between them.
    expect(await failureOf(caseNamed(name, openMemory))).toBeUndefined();
  });

  it('tells a backend that is down from one that answers badly', async () => {
    const open: Open = (reviews) => ({
      backendFor(reviewer) {
        const faulty = createFaultyBackend(openMemory(reviews).store.backendFor(reviewer));
        faulty.fail('send', 'unreachable', 100);
        return faulty;
      },
    });
    const failure = await failureOf(caseNamed('answers "accepted" with the review and its one entry', open));
    expect(String(failure)).toMatch(
      /only a backend that is unreachable or broken rejects[\s\S]*network is unreachable/,
    );
  });

  it('closes the host of every case, also of one that failed', async () => {
    const close = vi.fn();
    const open: Open = (reviews) => ({ ...brokenBackends['shares drafts'](reviews), close });
    await failureOf(caseNamed('keeps drafts apart for each person and each review', open));
    await failureOf(caseNamed('loads what it was given', open));
    expect(close).toHaveBeenCalledTimes(2);
  });
});

/** A host whose store has the four functions and nothing else, and whose clock stands. */
const openBare: Open = (reviews) => {
  const { store } = openMemory(reviews);
  return {
    backendFor(reviewer) {
      const { list, load, send, history } = store.backendFor(reviewer);
      return { list, load, send, history };
    },
  };
};

describe('a case about something that the backend does not offer', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is skipped by name, and no other is', async () => {
    const skipped = new Set<ConformanceCapability | undefined>();
    for (const { name, needs, run } of casesFor(openBare)) {
      const skip = vi.fn();
      const outcome = await run({ skip });
      expect(outcome.skipped, name).toBe(needs[0]);
      expect(skip.mock.calls, name).toEqual(needs[0] ? [[`"${needs[0]}" is not offered`]] : []);
      skipped.add(outcome.skipped);
    }
    expect([...skipped].filter(Boolean).sort()).toEqual([
      'add',
      'advance',
      'checks',
      'claims.next',
      'claims.renew',
      'drafts',
      'people',
      'presence',
      'stops',
      'subscribe',
    ]);
  });

  it('is skipped where only an answer shows that it is not offered', async () => {
    const open: Open = (reviews) => {
      const host = openMemory(reviews);
      return {
        ...host,
        backendFor(reviewer) {
          const backend = host.store.backendFor(reviewer);
          return {
            ...backend,
            send: async (id, command, options) => {
              const answer = await backend.send(id, command, options);
              if (answer.outcome !== 'accepted') return answer;
              const { undo: _undo, claim, ...review } = answer.review;
              return { ...answer, review: { ...review, ...(claim && { claim: { ...claim, until: undefined } }) } };
            },
          };
        },
      };
    };
    const context = { skip: vi.fn() };
    await caseNamed('takes a verdict back for its signer, and gives them the case again', open).run(context);
    await caseNamed('gives a case back when the lease has run out', open).run(context);
    expect(context.skip.mock.calls).toEqual([['"undo" is not offered'], ['"lease" is not offered']]);
  });

  it('is skipped with a warning where the test runner has no word for it', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await caseNamed('keeps a draft when somebody else decides', openBare).run();
    expect(warn).toHaveBeenCalledWith(
      'Skipped, because "drafts" is not offered: keeps a draft when somebody else decides.',
    );
  });

  it('fails where the host says that the backend has it', async () => {
    const options = { mustOffer: CONFORMANCE_CAPABILITIES };
    const failure = await failureOf(caseNamed('keeps a draft when somebody else decides', openBare, options));
    expect(String(failure)).toContain('"drafts"');
  });
});

describe('a case', () => {
  it('names no parameter, so that no runner takes its context for a callback', () => {
    expect(casesFor(openMemory).filter(({ run }) => run.length > 0)).toEqual([]);
  });

  it('has a name of its own, and says why it matters', () => {
    const cases = casesFor(openMemory);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    expect(cases.filter(({ why }) => !/^[A-ZÀ-Ý“"].*\.$/s.test(why)).map(({ why }) => why)).toEqual([]);
  });
});
