import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTokenizers } from '../../../src/restore/prompts/tokenize';
import { fromWindows1252 } from '../../../src/restore/prompts/windows-1252';
import { readMerges } from '../../../scripts/parity/merges';

interface Row {
  readonly text: string;
  readonly clip_l: readonly number[];
  readonly open_clip_g: readonly number[];
}

const FILE = join(__dirname, '../../fixtures/faults/03-prompt-characters/tokenizer.json');
const { rows } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly rows: readonly Row[] };

/** The one thing of ftfy's that is left out. */
const MOJIBAKE = ['mojibake: cafÃ© schÃ¶n â€œquotedâ€ itâ€™s'];

const towers = createTokenizers(readMerges());

test('there are 38 prompts', () => expect(rows).toHaveLength(38));

test.each(rows.filter(({ text }) => !MOJIBAKE.includes(text)))(
  'CLIP’s own tokenizer makes the same of $text',
  ({ text, clip_l, open_clip_g }) => {
    expect(towers.clipL(text)).toEqual(clip_l);
    expect(towers.clipG(text)).toEqual(open_clip_g);
  },
);

test('only text that was decoded in a wrong encoding is left out', () => {
  expect(rows.map(({ text }) => text).filter(isMojibake)).toEqual(MOJIBAKE);
});

/** Whether characters in a row are UTF-8 when they are written in Windows-1252. */
function isMojibake(text: string): boolean {
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [characterOf(code), code]));
  return (text.match(/[^\0-\x7f]{2,}/g) ?? []).some((run) => {
    const bytes = Array.from(run, (character) => codes.get(character));
    if (bytes.includes(undefined)) return false;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes as number[]));
      return true;
    } catch {
      return false;
    }
  });
}

function characterOf(code: number): string {
  return code >= 0x80 && code <= 0x9f ? fromWindows1252(code) : String.fromCharCode(code);
}
