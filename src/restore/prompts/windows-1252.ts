/**
 * Characters of Windows-1252 for the C1 control characters, U+0080 to U+009F; the five that it
 * leaves open stay.
 */
const CHARACTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f' + '\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Character of `code`, 0x80 to 0x9f, in Windows-1252. */
export function fromWindows1252(code: number): string {
  return CHARACTERS.charAt(code - 0x80);
}
