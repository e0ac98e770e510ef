import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignSyntax } from '../../../src/restore/prompts/foreign-syntax';
import { NEGATIVE_PROMPT, QUALITY_PROMPT } from '../../../src/restore/supir/presets';

const FOLDER = join(__dirname, '../../fixtures/faults/04-prompt-length');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

test('every command of the fixture is found as it is written, in order', () => {
  expect(foreignSyntax(read('syntax.txt'))).toEqual([
    '(masterpiece:1.3)',
    '[bad]',
    'BREAK',
    '<lora:detail:0.8>',
    'embedding:EasyNegative',
  ]);
});

test.each([
  // Weights of AUTOMATIC1111, Forge and ComfyUI
  ['(blue eyes:1.2), a girl', '(blue eyes:1.2)'],
  ['(sharp focus:.8)', '(sharp focus:.8)'],
  ['(blurry:-1)', '(blurry:-1)'],
  ['(8k:1.4)', '(8k:1.4)'],
  ['(hat, (red):1.1)', '(hat, (red):1.1)'],
  ['(detailed face: 1.25)', '(detailed face: 1.25)'],
  ['（杰作：1.3），一只猫', '(杰作:1.3)'],
  ['((masterpiece))', '((masterpiece))'],
  ['a [[[blurry]]] hand', '[[[blurry]]]'],
  ['{{{masterpiece}}}', '{{{masterpiece}}}'],
  // Editing, alternating, dynamic prompts
  ['a [cat:dog:0.5]', '[cat:dog:0.5]'],
  ['a [cat::8] here', '[cat::8]'],
  ['a [cow|horse]', '[cow|horse]'],
  ['a {red|green} hat', '{red|green}'],
  ['saber \\(fate\\)', '\\(fate\\)'],
  // Invoke's weights
  ['a (soft light)1.3', '(soft light)1.3'],
  ['a (soft light)++', '(soft light)++'],
  ['a soft++ light', 'soft++'],
  // Networks and embeddings
  ['<lyco:style:1> cat', '<lyco:style:1>'],
  ['<hypernet:x>', '<hypernet:x>'],
  ['<LORA:x-y_z:0.5:0.7>', '<LORA:x-y_z:0.5:0.7>'],
  ['＜lora：x：0.8＞', '<lora:x:0.8>'],
  ['bad, Embedding:bad-hands-5', 'Embedding:bad-hands-5'],
  ['(embedding:bad:1.2)', '(embedding:bad:1.2)'],
  ['a __animal__ there', '__animal__'],
  // Words that are commands
  ['a cat BREAK a dog', 'BREAK'],
  ['a cat, 8K UHD BREAK 1girl', 'BREAK'],
  ['HDR\nBREAK\nUHD', 'BREAK'],
  ['HDR, BREAK, UHD', 'BREAK'],
  ['一只猫 BREAK 一只狗', 'BREAK'],
  ['a cat AND a dog', 'AND'],
  ['a cat ADDCOMM a dog', 'ADDCOMM'],
  // Midjourney
  ['a cat --ar 16:9', '--ar 16:9'],
  ['a cat:: a dog', 'cat::'],
  ['a cat::2 a dog', 'cat::2'],
])('%j has %j', (prompt, command) => {
  expect(foreignSyntax(prompt)).toEqual([command]);
});

test.each([
  '',
  QUALITY_PROMPT,
  NEGATIVE_PROMPT,
  read('caption.txt'),
  'a cat (black and white) on a chair',
  'Berlin (1950s), a street (after the war)',
  'a woman (left) and a man (right)',
  '(a whole sentence in parentheses.)',
  'a picture ((c) 1950) of a (small (old)) house',
  'wide screen (16:9), taken at (10:30) or 10:30',
  'psalm (John 3:16), scale (1:100), no. (Ref:12345)',
  'Portrait of a woman [unknown], ca. 1920 [sic]',
  'the {old} town',
  'he wants to break glass, and this and that',
  'BLACK AND WHITE PHOTO',
  'PLEASE DO NOT BREAK',
  'a sign "DO NOT BREAK GLASS"',
  'heartBREAK, BREAKFAST, BAND',
  'a - b -- c, a cat--black, well--known',
  'C++ book, 18+, A+',
  'embedding: pearls in gold',
  'a < b, 3 > 2, <b>bold</b>, <3',
  'snake_case __ x, ___',
  'a smile :) ;) :3 (cute :3)',
  'title: a cat; note: nothing',
  '¯\\_(ツ)_/¯ C:\\pictures\\cat',
  'http://example.com/a(b)',
])('%j is prose', (prompt) => {
  expect(foreignSyntax(prompt)).toEqual([]);
});

test('the same command is named once, one inside of another not at all', () => {
  expect(foreignSyntax('BREAK, a BREAK, (a __b__:1.2), (a __b__:1.2)')).toEqual([
    'BREAK',
    '(a __b__:1.2)',
  ]);
});

test.each([
  '(',
  '[',
  '{',
  '()',
  '[|',
  'a',
  'a:',
  '_',
  '__a',
  '<a:',
  '\\(',
  'AND ',
  '+',
  '((a))',
  ':1.2)',
])('a prompt of the greatest length made of %j is searched at once', (part) => {
  const startedAt = performance.now();
  foreignSyntax(part.repeat(4000 / part.length));
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
