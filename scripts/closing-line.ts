import type { Reporter, TestModule } from 'vitest/node';
import { findPostgres, NO_POSTGRES } from './postgres.js';

/** The projects whose tests want a PostgreSQL server beside the embedded one. */
const WANT_POSTGRES = ['host', 'faults'];

/**
 * Ends a run with one plain line: how many tests passed and how many failed, a file that could not be read included. What
 * could not be tried stands before it, where nobody overlooks it.
 */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    let passed = 0;
    let failed = 0;
    for (const module of modules) {
      let isAny = false;
      for (const test of module.children.allTests()) {
        isAny = true;
        const { state } = test.result();
        if (state === 'passed') passed++;
        if (state === 'failed') failed++;
      }
      if (!isAny && module.state() === 'failed') failed++;
    }
    if (modules.some(({ project }) => WANT_POSTGRES.includes(project.name)) && !findPostgres()) {
      console.log(`NOT TRIED ON A POSTGRESQL SERVER: ${NO_POSTGRES}.`);
    }
    console.log(`${passed} passed, ${failed} failed`);
  }
}
