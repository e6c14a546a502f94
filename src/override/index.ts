export { LazyOverrideDialog } from './lazy-override-dialog.js';
export { parseNumber } from './number-text.selectors.js';
export { type OverrideMessages, overrideMessages } from './override.messages.js';
export { editorSchema, readTyped, type Submission, submissionOf } from './override.selectors.js';
export type { OpenChangeReason, OverrideDialogProps } from './override-context.js';
export * as OverrideDialog from './override-dialog.js';
export { ValueEditor, type ValueEditorProps } from './value-editor.js';
