import { parse, type Program } from 'acorn';
import type { Rules } from '../rules';

/** The edition that the editor's parser stops at. */
const EDITION = 2015;

const LINE_END = /[\n\r\u2028\u2029]/;
const BETWEEN_TOKENS = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/;

/** null: a syntax error. `endless`: the editor never comes back from reading the script. */
export function parseScript(text: string, rules: Rules): Program | 'endless' | null {
  const missing: number[] = [];
  const program = parsed(text, rules, (at) => missing.push(at));
  // Reading goes from the front: it may never get to a mistake further on.
  const endless = missing.some((at) => endsLine(text.slice(at)));
  return endless && rules('PP-4-line-end') ? 'endless' : program;
}

function parsed(text: string, rules: Rules, onMissing: (at: number) => void): Program | null {
  try {
    return parse(text, {
      ecmaVersion: rules('PP-4-edition') ? EDITION : 'latest',
      sourceType: 'script',
      onInsertedSemicolon: onMissing,
    });
  } catch {
    return null;
  }
}

/**
 * Whether a semicolon is missing at a line's end. One that is missing at the end of the text, or before
 * a brace on the same line, does no harm: many a published plugin sends its one call without it.
 */
function endsLine(rest: string): boolean {
  const [between = ''] = BETWEEN_TOKENS.exec(rest) ?? [];
  return LINE_END.test(between) && between.length < rest.length;
}
