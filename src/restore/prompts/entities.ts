import { decodeEntity } from 'html-entities';
import { fromWindows1252 } from './windows-1252';

/** A reference, without its ampersand; it may lack the semicolon, or have letters behind it. */
const REFERENCE = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu;

/**
 * HTML's character references as Python's `html.unescape` reads them: as browsers do, but code
 * points that are no characters become nothing.
 */
export function unescapeHtml(text: string): string {
  return text.replace(REFERENCE, (_, reference: string) =>
    reference.startsWith('#') ? numbered(reference.slice(1)) : named(reference),
  );
}

function numbered(digits: string): string {
  const isHex = /^x/i.test(digits);
  const code = Number.parseInt(isHex ? digits.slice(1) : digits, isHex ? 16 : 10);
  if (code === 0 || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return '\ufffd';
  if (code >= 0x80 && code <= 0x9f) return fromWindows1252(code);
  return isNoCharacter(code) ? '' : String.fromCodePoint(code);
}

function isNoCharacter(code: number): boolean {
  const isControl = code < 0x20 && !'\t\n\f\r'.includes(String.fromCharCode(code));
  const isNonCharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
  return isControl || code === 0x7f || isNonCharacter;
}

/** Characters of the longest name that the text begins with; the text itself where it is none. */
function named(text: string): string {
  for (let length = text.length; length > 1; length--) {
    const characters = charactersOf(text.slice(0, length));
    if (characters !== null) return characters + text.slice(length);
  }
  return `&${text}`;
}

/** Characters for which the library still has HTML 4's. */
const HTML5: ReadonlyMap<string, string> = new Map([
  ['lang;', '⟨'],
  ['rang;', '⟩'],
]);

/** Characters of a name such as `amp;` or `amp`; null: it is none of HTML's. */
export function charactersOf(name: string): string | null {
  const entity = `&${name}`;
  const characters = HTML5.get(name) ?? decodeEntity(entity, { level: 'html5' });
  return characters === entity ? null : characters;
}
