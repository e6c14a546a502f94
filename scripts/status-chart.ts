import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lifecycleMachine } from '../src/review/lifecycle.machine.js';
import { chartsOf, mermaidOf } from '../stories/statecharts/chart-model.js';

const readme = join(dirname(fileURLToPath(import.meta.url)), '../README.md');
const PLACE = /(<!-- status chart: npm run charts:update -->\n)[\s\S]*?(<!-- end -->)/;

/** The README with its status chart as the machine has it now. */
export function withStatusChart(text: string): string {
  const [chart] = chartsOf(lifecycleMachine);
  if (!chart || !PLACE.test(text)) throw new Error('README.md has no place for the status chart.');
  return text.replace(PLACE, `$1\n\`\`\`mermaid\n${mermaidOf(chart)}\n\`\`\`\n\n$2`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(readme, withStatusChart(readFileSync(readme, 'utf8')));
}
