export * from './memory-backend.js';
export { createPractice, type PracticeOptions } from './practice.js';
