export { Banner } from './stop-banner.js';
export type { StoppableModel } from './stop-context.js';
export { Root, type RootProps, Trigger } from './stop-control.js';
export { STOP_SHORTCUT } from './stop-shortcut.js';
