/** CLIP's merges as a file of the page; throws when the source is not as catalogued. */
export function mergesFile(): { name: string; bytes: Uint8Array };
