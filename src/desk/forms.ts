// What arrives with the first form that is not signed: one request for all, since they share their fields and words.
export { AnswerFields } from './answer-fields.js';
export { IssueList } from './issue-list.js';
export { NoteForm } from './note-form.js';
