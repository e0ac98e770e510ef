/**
 * What the C1 control characters, U+0080 to U+009F, are in Windows-1252; the five that it leaves
 * open stay what they are.
 */
const CHARACTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f' + '\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** `code`: 0x80 to 0x9f. */
export function fromWindows1252(code: number): string {
  return CHARACTERS.charAt(code - 0x80);
}
