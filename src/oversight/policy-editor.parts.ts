export { Curve } from './policy-curve.js';
export { Root, type RootProps, Title } from './policy-editor.js';
export type { PolicyEditorOptions } from './policy-editor-context.js';
export { Effects } from './policy-estimate-view.js';
export { History } from './policy-history.js';
export { Rules } from './policy-rules.js';
export { Save } from './policy-save.js';
