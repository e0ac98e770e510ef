import { parse, type Program } from 'acorn';
import { ALLOWED } from './allowed';
import { namesOf } from './names';
import { shapesOf } from './shapes';
import { walk } from './walk';

/** One thing that a script asks of Photopea's interpreter. */
export interface Use {
  readonly shape: string;
  /** Where it stands in the source. */
  readonly start: number;
  readonly end: number;
}

/** The edition that Photopea's parser stops at. */
const EDITION = 2015;

const LONGEST_EXCERPT = 60;

/** Everything that the script asks of the interpreter; a mistake in its syntax counts as well. */
export function usesOf(source: string): readonly Use[] {
  const uses: Use[] = [];
  const at = (shape: string, start: number, end = start + 1): void => {
    uses.push({ shape, start, end });
  };
  const dropped = /^[ \t]*#/m.exec(source);
  if (dropped) at('a line that begins with #', dropped.index);
  if (source.startsWith('{')) at('a script that begins with {', 0);
  const program = parsed(source, at);
  if (program === null) return uses;
  const names = namesOf(program);
  walk(program, (node, inside) => {
    for (const shape of shapesOf(node, inside, names)) at(shape, node.start, node.end);
  });
  return uses;
}

function parsed(source: string, at: (shape: string, start: number) => void): Program | null {
  try {
    return parse(source, {
      ecmaVersion: EDITION,
      sourceType: 'script',
      onInsertedSemicolon: (place) => at('a missing semicolon', place),
    });
  } catch (error) {
    const { pos, message } = error as SyntaxError & { readonly pos?: number };
    at(`a syntax error (${message})`, pos ?? 0);
    return null;
  }
}

/** What of a script is on no list, with line, column and the text there; empty when all of it is. */
export function scriptProblems(source: string): readonly string[] {
  return usesOf(source)
    .filter(({ shape }) => !ALLOWED.has(shape))
    .map(
      ({ shape, start, end }) =>
        `${placeOf(source, start)}: ${shape}: ${excerpt(source.slice(start, end))}`,
    );
}

/** `line:column`, both from 1 on. */
function placeOf(source: string, at: number): string {
  const before = source.slice(0, at).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_EXCERPT ? `${line.slice(0, LONGEST_EXCERPT)}…` : line;
}
