/** For a host's tests, stories and first steps: a backend in memory, sample reviews, and the promises of the port. */
export * from './backends/conformance/index.js';
export * from './backends/faulty-backend.js';
export * from './backends/memory-backend.js';
export type { MemoryCheck } from './backends/memory-checks.js';
export * from './backends/memory-policy-service.js';
export * from './backends/sample-reviews.js';
