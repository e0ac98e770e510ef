import { unescapeHtml } from './entities';
import { fixText } from './fix-text';

/** White space as Python counts it, but for U+001C to U+001F, which `fixText` has taken out. */
const WHITE_SPACE = /\p{White_Space}+/gu;

/**
 * A prompt as both towers' tokenizers clean it before they split it: fixed, with HTML's entities
 * resolved, in one line, white space being single spaces. The case stays, which the tokenizers
 * ignore (`tokenize.ts`).
 */
export function cleanPrompt(prompt: string): string {
  return unescapeHtml(unescapeHtml(fixText(prompt)))
    .replace(WHITE_SPACE, ' ')
    .replace(/^ | $/g, '');
}
