/** Longest text of a server that is shown or kept, characters. */
const MAX_SHOWN = 300;

/**
 * A text from a server as one line of bounded length, without characters that control or reverse
 * what is around them. It is shown as text, never as markup.
 */
export function plainText(value: unknown, maxLength = MAX_SHOWN): string {
  const text = typeof value === 'string' ? value : '';
  return text
    .slice(0, 4 * maxLength)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, maxLength);
}
