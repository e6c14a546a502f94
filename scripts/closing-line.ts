import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line: how many tests passed and how many failed, a file that could not be read included. */
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
    console.log(`${passed} passed, ${failed} failed`);
  }
}
