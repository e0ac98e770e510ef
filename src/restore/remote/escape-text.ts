/**
 * A text for the server's own encoder, which takes parentheses for weights and `embedding:` for the name of
 * a file. Escaped they are what they are here: characters. The space that parts the word from its colon
 * makes no difference to CLIP, which parts them too.
 */
export function escapeText(text: string): string {
  return text.replace(/[()]/g, '\\$&').replace(/embedding:/g, 'embedding :');
}
