import { mergesFile } from '../../models/build-merges.mjs';
import { parseMerges } from '../../src/restore/prompts/merges';

/** CLIP's merges as the page ships them, for tests in Node. */
export function readMerges(): readonly string[] {
  return parseMerges(new TextDecoder().decode(mergesFile().bytes));
}
