const said = new Set<string>();

/** Declared here so that the published types need no Node types. */
declare const process: { env: { NODE_ENV?: string } };

/** Whether this is a development build. Read once: a bundler that replaces `process.env.NODE_ENV` drops the warnings. */
const isDevelopment = typeof process === 'undefined' || process.env.NODE_ENV !== 'production';

/** Warns once per text, in development only, about something the kit could recover from. */
export function warnOnce(message: string): void {
  if (!isDevelopment || said.has(message)) return;
  said.add(message);
  console.warn(`Countersign: ${message}`);
}

/** Forgets what was said, so that each test hears its own warnings. */
export function forgetWarnings(): void {
  said.clear();
}
