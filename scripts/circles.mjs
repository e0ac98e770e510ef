// Finds circles of imports, type-only ones included, between the files and folders that lie side by side, at
// every level of src/ and panel/. dependency-cruiser finds those between single files only.
import { cruise } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { findCircles } from './lib/find-circles.mjs';

const ROOMS = ['src', 'panel'];

const options = await extractDepcruiseOptions('./.dependency-cruiser.cjs');
const { output } = await cruise(ROOMS, options, null, {
  tsConfig: extractTsConfig('tsconfig.test.json'),
});
const circles = findCircles(
  output.modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => [source, resolved]),
  ),
);
for (const { folder, members, imports } of circles) {
  console.error(`circle in ${folder}/: ${members.join(', ')}`);
  for (const [from, to] of imports) console.error(`  ${from} → ${to}`);
}
process.exitCode = circles.length > 0 ? 1 : 0;
