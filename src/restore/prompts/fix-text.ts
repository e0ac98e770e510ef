import { charactersOf, unescapeHtml } from './entities';
import { fromWindows1252 } from './windows-1252';

/**
 * Text as `ftfy.fix_text` of ftfy 6.3.1 makes it with its defaults, but for the repair of text that
 * was decoded in a wrong encoding. CLIP's own tokenizer cleans with it what it was trained on, so
 * that "，" is a comma to it and "ﬁ" is "fi".
 */
export function fixText(text: string): string {
  // From the first line that looks like HTML on, entities may be meant as they are written.
  let mayHaveEntities = true;
  return text.replace(/[^\n]*\n|[^\n]+/g, (line) => {
    mayHaveEntities &&= !line.includes('<');
    return fixLine(line, mayHaveEntities ? [unescapeWholeEntities, ...STEPS] : STEPS);
  });
}

type Step = (text: string) => string;

/** Applies the steps again until nothing changes: one may reveal what another one mends. */
function fixLine(line: string, steps: readonly Step[]): string {
  let text = line;
  let before: string;
  do {
    before = text;
    for (const step of steps) text = step(text);
  } while (text !== before);
  return text;
}

/** Steps in ftfy's order. */
const STEPS: readonly Step[] = [
  (text) => text.replace(/[\u0080-\u009f]/g, (c) => fromWindows1252(c.charCodeAt(0))),
  (text) => text.replace(LIGATURE, (c) => LIGATURES[c] ?? c),
  (text) => text.replace(/[\u3000\uff01-\uffef]/g, standardWidth),
  (text) => text.replace(/[\u201c-\u201f]/g, '"').replace(/[\u02bc\u2018-\u201b]/g, "'"),
  (text) => text.replace(/\r\n|[\r\u2028\u2029\u0085]/g, '\n'),
  (text) => text.replace(/\p{Surrogate}/gu, '\ufffd'),
  (text) => text.replace(TERMINAL_ESCAPE, ''),
  (text) => text.replace(CONTROL, ''),
  (text) => text.normalize('NFC'),
];

/** Ligatures of Latin letters. NFKC would resolve them as well, and much that is to stay. */
const LIGATURES: Readonly<Record<string, string>> = {
  Ĳ: 'IJ',
  ĳ: 'ij',
  ŉ: 'ʼn',
  Ǳ: 'DZ',
  ǲ: 'Dz',
  ǳ: 'dz',
  Ǆ: 'DŽ',
  ǅ: 'Dž',
  ǆ: 'dž',
  Ǉ: 'LJ',
  ǈ: 'Lj',
  ǉ: 'lj',
  Ǌ: 'NJ',
  ǋ: 'Nj',
  ǌ: 'nj',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'ſt',
  ﬆ: 'st',
};
const LIGATURE = new RegExp(`[${Object.keys(LIGATURES).join('')}]`, 'g');

/** Full-width Latin, half-width kana, hangul and symbols, and the space without a form. */
function standardWidth(character: string): string {
  return character === '\u3000' ? ' ' : character.normalize('NFKC');
}

// eslint-disable-next-line no-control-regex -- control characters are what it is about
const TERMINAL_ESCAPE = /\u001b\[[\p{Nd};]*[a-zA-Z]/gu;

/**
 * Control characters: ASCII's but for white space, Arabic form selectors, byte order mark, marks of
 * annotations and embedded objects. Joiners, direction marks and the tags of emoji stay.
 */
const CONTROL =
  // eslint-disable-next-line no-control-regex -- as above
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f\u206a-\u206f\ufeff\ufff9-\ufffc]/g;

/** Resolves only certain entities: those with their semicolon and nothing left over. */
function unescapeWholeEntities(text: string): string {
  return text.replace(/&(#?)([0-9A-Za-z]{1,24};)/g, (entity, mark: string, name: string) => {
    if (mark === '') return charactersOf(name) ?? shoutedCharacters(name) ?? entity;
    const characters = unescapeHtml(entity);
    return characters.includes(';') ? entity : characters;
  });
}

/** Names in capitals that lost their case with the text around them: `&EACUTE;` is É. */
function shoutedCharacters(name: string): string | null {
  const entity = `&${name}`;
  if (name !== name.toUpperCase() || unescapeHtml(entity) !== entity) return null;
  return charactersOf(name.toLowerCase())?.toUpperCase() ?? null;
}
