import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  NEGATIVE_PROMPT,
  PRESETS,
  QUALITY_PROMPT,
  type Preset,
} from '../../../src/restore/supir/presets';

/** The demo's columns (docs/supir.md, section 13). */
const TABLE = `
| steps | 50 | 50 | 8 | 8 |
| cfg end (\`s_cfg\`) | 7.5 | 4.0 | 2.0 | 1.5 |
| cfg start (\`spt_linear_CFG\`) | 4.0 | 1.0 | 2.0 | 1.5 |
| control scale (\`s_stage2\`) | 1.0 | 1.0 | 1.0 | 1.0 |
| restore_cfg (\`s_stage1\`) | -1 | -1 | -1 | -1 |
| s_churn | 5 | 5 | 5 | 5 |
| s_noise | 1.003 | 1.003 | 1.003 | 1.003 |
`;
const ROWS = TABLE.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));
const row = (start: string): number[] =>
  ROWS.find(([, name]) => name!.startsWith(start))!
    .slice(2, 6)
    .map(Number);

const COLUMNS: readonly Preset[] = [
  PRESETS.quality.full,
  PRESETS.fidelity.full,
  PRESETS.quality.lightning,
  PRESETS.fidelity.lightning,
];

test.each<[string, keyof Preset]>([
  ['steps', 'steps'],
  ['cfg end', 'cfgEnd'],
  ['cfg start', 'cfgStart'],
  ['control scale', 'controlEnd'],
  // The linear control scale is off.
  ['control scale', 'controlStart'],
  ['restore_cfg', 'restoreCfg'],
  ['s_churn', 'churn'],
  ['s_noise', 'noiseScale'],
])('%s is the official one in every preset', (name, key) => {
  expect(COLUMNS.map((preset) => preset[key])).toEqual(row(name));
});

test('few steps go with the second-order sampler', () => {
  expect(COLUMNS.map(({ sampler }) => sampler)).toEqual(['edm', 'edm', 'dpmpp', 'dpmpp']);
  expect(COLUMNS.map(({ eta, colorFix }) => [eta, colorFix])).toEqual(
    COLUMNS.map(() => [1, 'wavelet']),
  );
});

test('the official prompts are among the recorded texts', () => {
  const path = join(__dirname, '../../fixtures/supir-tiny/tokenizer.json');
  const { rows } = JSON.parse(readFileSync(path, 'utf8')) as { rows: { text: string }[] };
  const texts = rows.map(({ text }) => text);
  expect(texts.some((text) => text.endsWith(QUALITY_PROMPT))).toBe(true);
  expect(texts).toContain(NEGATIVE_PROMPT);
});
