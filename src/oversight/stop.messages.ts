import type { TextFormat } from '../internal/format.js';

/** Words of the stop control. */
export interface StopMessages {
  /** On the button that opens it. */
  stop: string;
  stopWith: (keys: string) => string;
  stopTitle: string;
  /** One sentence: what a stop does. */
  stopMeaning: string;
  stopWhat: string;
  stopCase: (title: string) => string;
  stopModel: (model: string, version: string | undefined) => string;
  stopAll: string;
  stopAllNote: string;
  stopReason: string;
  stopReasonHint: string;
  stopWhatMissing: string;
  stopReasonMissing: string;
  reach: (reach: { open: number; claimed: number; effects?: number }, format: TextFormat) => string;
  reachAsked: string;
  reachUnknown: string;
  stopSubmit: string;
  stopCancel: string;
  stopSending: string;
  stopUnreached: string;
  stopUnreachedText: (tries: number, format: TextFormat) => string;
  resumeUnreached: string;
  resumeUnreachedText: (tries: number, format: TextFormat) => string;
  tryNow: string;
  giveUp: string;
  givenUp: string;
  stopForbidden: (roles: string) => string;
  stopRefused: string;
  resumedAlready: (name: string) => string;
  /** The region of the banners. */
  stopsLabel: string;
  stopped: {
    all: (name: string) => string;
    model: (name: string, model: string, version: string | undefined) => string;
  };
  stoppedText: (when: string, reason: string) => string;
  stoppedHeld: (held: number | undefined, format: TextFormat) => string;
  resumeIs: (roles: string) => string;
  resume: string;
  resumeTitle: string;
  resumeMeaning: string;
  resumeReason: string;
  resumeSubmit: string;
  resumeSending: string;
  resumed: string;
  newsLate: string;
  newsLateText: string;
}

export const stopMessages = {
  stop: 'Stop',
  stopWith: (keys) => `Stop a case, a model or everything (${keys})`,
  stopTitle: 'Stop',
  stopMeaning:
    'What is stopped is neither claimed nor decided nor sent out until somebody resumes it. Drafts are kept.',
  stopWhat: 'What to stop',
  stopCase: (title) => `This case only: ${title}`,
  stopModel: (model, version) =>
    version === undefined ? `Model ${model}, every version` : `Model ${model}, version ${version} only`,
  stopAll: 'Everything',
  stopAllNote: 'Every case of every model, those that arrive later included',
  stopReason: 'Why',
  stopReasonHint: 'Everybody who works here reads it.',
  stopWhatMissing: 'Say what to stop.',
  stopReasonMissing: 'Say why, in a few words.',
  reach: ({ open, claimed, effects }, format) => {
    const cases = format.plural(open, { one: 'This holds # open case', other: 'This holds # open cases' });
    const people = format.plural(claimed, { one: '# of them claimed', other: '# of them claimed' });
    if (!effects) return `${cases}, ${people}.`;
    return `${cases}, ${people}, and ${format.plural(effects, { one: '# decision that has not gone out', other: '# decisions that have not gone out' })}.`;
  },
  reachAsked: 'Counting what this holds',
  reachUnknown: 'How much this holds could not be counted.',
  stopSubmit: 'Stop now',
  stopCancel: 'Cancel',
  stopSending: 'Sending the stop',
  stopUnreached: 'The stop has not reached the server',
  stopUnreachedText: (tries, format) =>
    `It is not in force: others can go on deciding. This screen is held. It is sent again by itself, until it arrives or you give it up. ${format.plural(tries, { one: '# try had no answer.', other: '# tries had no answer.' })}`,
  resumeUnreached: 'The request has not reached the server',
  resumeUnreachedText: (tries, format) =>
    `The stop is still in force. It is sent again by itself, until it arrives or you give it up. ${format.plural(tries, { one: '# try had no answer.', other: '# tries had no answer.' })}`,
  tryNow: 'Try now',
  giveUp: 'Give it up',
  givenUp: 'Given up. Whether the last try arrived is not known.',
  stopForbidden: (roles) => `Your role may not do this. It takes: ${roles}.`,
  stopRefused: 'The server refused it. Nothing has changed.',
  resumedAlready: (name) => `${name} has resumed it already.`,
  stopsLabel: 'Stops',
  stopped: {
    all: (name) => `Everything halted by ${name}`,
    model: (name, model, version) =>
      version === undefined
        ? `Model ${model} halted by ${name}`
        : `Model ${model}, version ${version}, halted by ${name}`,
  },
  stoppedText: (when, reason) => `${when}. Reason: “${reason}”`,
  stoppedHeld: (held, format) =>
    held === undefined
      ? 'Nothing of it is claimed, decided or sent out. Drafts are kept.'
      : `${format.plural(held, { one: '# case is held', other: '# cases are held' })}: not claimed, not decided, not sent out. Drafts are kept.`,
  resumeIs: (roles) => `Resuming takes the role: ${roles}.`,
  resume: 'Resume',
  resumeTitle: 'Resume',
  resumeMeaning: 'What this stop alone holds goes on where it stood. What something else holds stays held.',
  resumeReason: 'Why it can go on',
  resumeSubmit: 'Resume now',
  resumeSending: 'Sending the request to resume',
  resumed: 'The stop is over.',
  newsLate: 'News of stops may be late',
  newsLateText: 'The connection that tells of them at once is down. They are asked for every few seconds.',
} as const satisfies StopMessages;
