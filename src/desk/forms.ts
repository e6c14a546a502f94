// What arrives with the first form that is not signed: one request for both, since they share their fields.
export { AnswerFields } from './answer-fields.js';
export { NoteForm } from './note-form.js';
