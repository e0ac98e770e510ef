// npm run bench [-- NAME] [--full]: sets itself up and runs the benchmarks, all or one.
import path from 'node:path';
import { withBundle } from './lib/bundled.mjs';
import { ensureBuild, ensureChromium, ensurePackages, ROOT, run } from './lib/setup.mjs';

const ALL = [
  'upscaler',
  'overhead',
  'scaling',
  'photopea',
  'photoshop',
  'mid-size',
  'precision',
  'resident',
  'results',
  'remote',
];

/** Programs that time the project's own loops, which a benchmark runs after its own one, as single scripts. */
const LOOPS = { results: ['results/adjusting-loops'] };

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const wrong = [
  ...names.filter((name) => !ALL.includes(name)),
  ...options.filter((option) => option !== '--full'),
];
if (wrong.length > 0) {
  console.error(`${wrong.join(', ')}: not known\n\nnpm run bench -- [${ALL.join(' | ')}] [--full]`);
  process.exit(2);
}

ensurePackages();
const environment = { ...process.env, CHROMIUM: ensureChromium() };
ensureBuild();
const programOf = (name) => path.join(ROOT, 'test', 'bench', `${name}.ts`);
for (const name of names.length > 0 ? names : ALL) {
  const how = { env: environment };
  run(process.execPath, ['--import', 'tsx', programOf(name), ...options], how);
  for (const loops of LOOPS[name] ?? []) {
    await withBundle(programOf(loops), (bundle) => run(process.execPath, [bundle], how));
  }
}
