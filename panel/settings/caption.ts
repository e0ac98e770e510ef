/** Punctuation after which another sentence or list item can follow directly. */
const ENDS_BY_ITSELF = /[.,;:!?…。，、；：！？．](["'”’)\]】」』）]*)$/u;

/**
 * The user's caption, ready to have the quality prompt put right behind it: the core joins the two
 * as they are (docs/supir.md, section 14), so the full stop comes from here.
 */
export function captionBefore(prompt: string, qualityPrompt: string): string {
  const caption = prompt.trim();
  if (caption === '' || qualityPrompt.trim() === '') return caption;
  return ENDS_BY_ITSELF.test(caption) ? `${caption} ` : `${caption}. `;
}
