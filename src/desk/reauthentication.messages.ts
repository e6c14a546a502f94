import type { DeskMessages } from './desk.messages.js';

/** Words of the form in which a signature is confirmed. They arrive with the form that is signed. */
export const reauthenticationMessages = {
  signingTitle: 'Confirm your signature',
  signingWhat: (name, meaning) => `You sign as ${name}. Meaning: ${meaning}.`,
  signingFirst: 'It is your first signature since you signed in, so it takes your user name and your password.',
  signingLater: 'Your password says that it is you.',
  signingKept: 'There is no time limit. What you typed is kept.',
  signingUser: 'User name',
  signingPassword: 'Password',
  signingConfirm: 'Confirm and sign',
  signingPasskey: 'Use a passkey',
  signingBack: 'Back to the form',
  signingBusy: 'Confirming your signature',
  signingProblems: {
    missing: 'Enter your password.',
    wrong: 'This password is not the right one. Nothing was signed.',
    'too-many': 'It was tried too often. Wait a few minutes, then try again. Nothing was signed.',
    'signed-out':
      'You were signed out after a time without activity. Sign in again in another tab, then go on here: what you typed is kept.',
    unreachable: 'The server did not answer. Nothing was signed; try again.',
  },
} satisfies Partial<DeskMessages>;
