import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMeasure } from '../../../src/restore/prompts/measure';
import { NEGATIVE_PROMPT, QUALITY_PROMPT } from '../../../src/restore/supir/presets';
import { readMerges } from '../../../scripts/parity/merges';

const FOLDER = join(__dirname, '../../fixtures/faults/04-prompt-length');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const expected = JSON.parse(read('expected.json')) as Readonly<Record<string, number>>;
const caption = read('caption.txt').trim();

const measure = createMeasure(readMerges());

test.each([
  ['quality prompt', QUALITY_PROMPT],
  ['negative prompt', NEGATIVE_PROMPT],
  ['caption.txt', caption],
  ['syntax.txt', read('syntax.txt')],
])('%s has as many tokens as the reference counts, and fits', (name, text) => {
  expect(measure(text)).toEqual({ tokens: expected[name], lost: '' });
});

test('what does not fit is told in the words that were typed', () => {
  const { tokens, lost } = measure(`${caption} ${QUALITY_PROMPT}`);
  expect(tokens).toBe(expected['caption.txt and quality prompt']);
  expect(lost).toBe(QUALITY_PROMPT.slice(QUALITY_PROMPT.indexOf('detailed')));
  expect(measure(lost).tokens).toBe(expected['of these beyond the limit']);
});

const words = (count: number): string => new Array<string>(count).fill('cat').join(' ');

test.each([
  ['exactly full', words(75), ''],
  ['one word more', `${words(75)} DOG`, 'DOG'],
  ['a full stop more', `${words(75)}.`, '.'],
  [
    'a word that is read in part',
    `${words(74)} Supercalifragilistic, DOG`,
    'Supercalifragilistic, DOG',
  ],
  ['a contraction', `${words(74)} don’t go`, "don't go"],
  ['a number, a digit a token', `${words(73)} 1950 and`, '1950 and'],
  ['a word with an accent', `${words(74)} Ångström`, 'Ångström'],
  ['an emoji of several tokens', `${words(74)} 👨‍👩‍👧‍👦 dog`, '👨‍👩‍👧‍👦 dog'],
  ['a letter that grows in lower case', `İ ${words(73)} big DOG`, 'big dog'],
  ['cleaned text', `${words(75)}，ＤＯＧ &amp; ﬁsh`, ',DOG & fish'],
])('%s', (_, text, lost) => {
  expect(measure(text).lost).toBe(lost);
});

test('of Chinese, which has no spaces, only what is not read is lost', () => {
  const { tokens, lost } = measure('一只坐在窗边的橘猫，柔和的光线，高清。'.repeat(3));
  expect(tokens).toBeGreaterThan(75);
  expect(measure(lost).tokens).toBeGreaterThan(0);
  expect(Math.abs(tokens - 75 - measure(lost).tokens)).toBeLessThan(8);
  expect('一只坐在窗边的橘猫,柔和的光线,高清。'.repeat(3).endsWith(lost)).toBe(true);
});
