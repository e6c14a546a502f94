import type { LogReport, VerifyProgress, VerifySettings } from './verify.types.js';

/** What a page tells the worker that verifies, one file after the other. */
export type ToVerifier =
  | { type: 'begin'; file: number; settings: VerifySettings }
  | { type: 'bytes'; file: number; bytes: Uint8Array }
  | { type: 'end'; file: number }
  | { type: 'cancel'; file: number };

/** What the worker says. */
export type FromVerifier =
  | { type: 'ready' }
  | { type: 'taken'; file: number; bytes: number }
  | { type: 'progress'; file: number; progress: VerifyProgress }
  | { type: 'report'; file: number; report: LogReport }
  | { type: 'failed'; file: number; message: string };
