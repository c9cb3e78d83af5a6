import { lists } from './lists.ts';
import { outbound } from './outbound.ts';
import { rendering } from './rendering.ts';
import { rules } from './rules.ts';
import { scan } from './scan.ts';

/** Benchmarks by name; each prints JSON lines, the last one with the figure that counts. */
const benchmarks: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  outbound,
  lists,
  rules,
  rendering,
  scan,
};

const [name = '', ...args] = process.argv.slice(2);
const benchmark = benchmarks[name];
if (!benchmark) {
  console.error(`Usage: npm run bench -- ${Object.keys(benchmarks).join(' | ')} [options]`);
  process.exit(2);
}
await benchmark(args);
process.exit(0);
