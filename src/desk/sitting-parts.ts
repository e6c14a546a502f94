// What arrives right after the card: one request for all that happens while a sitting goes on.
export { announceChange } from './announcements.js';
export { Assigning } from './assigning.js';
export { CopyDraft } from './copy-draft.js';
export { CourseNotices } from './course-notices.js';
export { SaveStateText } from './save-state-text.js';
export { SittingNotices } from './sitting-notices.js';
