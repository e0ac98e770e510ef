import { ModelError } from '../../core/errors';
import { CLIP_MERGES } from './vocabulary';

/** Longest file of merges, UTF-16 code units: twice the real one. */
const MAX_CHARACTERS = 1_000_000;

/**
 * CLIP's merges, two symbols a line in order of priority, as `describeTokenizer` takes them.
 * @throws ModelError `clip-merges-invalid` for anything but 48,894 different pairs
 */
export function parseMerges(text: string): readonly string[] {
  if (text.length > MAX_CHARACTERS) throw invalid('it is too long');
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length !== CLIP_MERGES) throw invalid(`it has ${lines.length} lines`);
  const bad = lines.findIndex((line) => !/^[^\s]+ [^\s]+$/.test(line));
  if (bad >= 0) throw invalid(`line ${bad + 1} is not a pair`);
  if (new Set(lines.map((line) => line.replace(' ', ''))).size !== CLIP_MERGES) {
    throw invalid('two of its pairs make one word');
  }
  return lines;
}

function invalid(reason: string): ModelError {
  return new ModelError({
    code: 'clip-merges-invalid',
    message: `The vocabulary for the prompts cannot be used: ${reason}.`,
    hint: 'Reload the panel; if it stays, its files are not complete.',
    details: { reason },
  });
}
