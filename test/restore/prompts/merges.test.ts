import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mergesFile } from '../../../models/build-merges.mjs';
import { CATALOG } from '../../../models/catalog';
import { parseMerges } from '../../../src/restore/prompts/merges';
import { createTokenizers } from '../../../src/restore/prompts/tokenize';
import { CLIP_MERGES } from '../../../src/restore/prompts/vocabulary';
import { codeOf } from '../../support/code-of';

const { name, bytes } = mergesFile();
const TEXT = new TextDecoder().decode(bytes);
const LINES = TEXT.trimEnd().split('\n');

test('the shipped file holds the merges, and they tokenize', () => {
  expect(name).toBe(CATALOG.vocabulary.files[0]!.name);
  const merges = parseMerges(TEXT);
  expect(merges).toHaveLength(CLIP_MERGES);
  expect(CATALOG.vocabulary.merges).toBe(CLIP_MERGES);
  expect(parseMerges(LINES.join('\n'))).toEqual(merges);
  // Published ids of OpenAI's tokenizer.
  const ids = createTokenizers(merges).clipG('a photo of a cat');
  expect(ids.slice(0, 7)).toEqual([49406, 320, 1125, 539, 320, 2368, 49407]);
});

test.each([
  ['the cat\u2019s hat, don\u2019t', "the cat's hat, don't"],
  ['\u201cOPEN\u201d \u201eopen\u201f', '"OPEN" "open"'],
  ['\u2018a\u2019 \u201ab\u201b rock\u02bcn', "'a' 'b' rock'n"],
])('curly quotes tokenize as straight ones: %s', (curly, straight) => {
  const { clipL, clipG } = createTokenizers(parseMerges(TEXT));
  expect(clipL(curly)).toEqual(clipL(straight));
  expect(clipG(curly)).toEqual(clipG(straight));
});

const withLine = (index: number, line: string): string => LINES.with(index, line).join('\n');

test.each([
  ['nothing', ''],
  ['a page of HTML', '<!doctype html><title>404</title>'],
  ['one line less', LINES.slice(1).join('\n')],
  ['one line more', `${TEXT}a b\n`],
  ['a line of one symbol', withLine(7, 'abc')],
  ['a line of three', withLine(7, 'a b c')],
  ['an empty line', withLine(7, '')],
  ['a pair twice', withLine(7, LINES[8]!)],
  ['Windows line ends', LINES.join('\r\n')],
  ['something huge', 'a b\n'.repeat(300_000)],
])('%s is refused', (_, text) => {
  expect(codeOf(() => parseMerges(text))).toBe('clip-merges-invalid');
});

test('its licence is shipped with it', async () => {
  const folder = join(__dirname, '../../../models');
  const { licence, source } = CATALOG.vocabulary;
  const text = await readFile(join(folder, licence.file), 'utf8');
  expect(text).toContain(licence.copyright);
  expect(text).toContain('Permission is hereby granted, free of charge');
  const notice = await readFile(join(folder, licence.notice), 'utf8');
  expect(notice).toContain(name);
  expect(notice).toContain(`${source.package} ${source.version}`);
});
