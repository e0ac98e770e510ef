import ts from 'typescript';

/** The comments of a TypeScript or JavaScript file, each as one line without its stars and slashes. */
export function commentsOf(name: string, text: string): readonly string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false);
  const ends = new Map<number, number>();
  const keep = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) ends.set(pos, end);
  };
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(file);
    children.forEach(visit);
    if (children.length > 0) return;
    keep(ts.getLeadingCommentRanges(text, node.pos));
    keep(ts.getTrailingCommentRanges(text, node.end));
  };
  visit(file);
  const places = [...ends].sort(([a], [b]) => a - b);
  return joinedLines(places, text).map((comment) =>
    comment
      .replace(/^\/\*+|\*+\/$/g, '')
      .replace(/^\s*(\*(?!\*)|\/\/)/gm, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

/** Comments of `//` on lines that follow each other are one. */
function joinedLines(
  places: readonly (readonly [number, number])[],
  text: string,
): readonly string[] {
  const out: string[] = [];
  let before = -1;
  for (const [pos, end] of places) {
    const comment = text.slice(pos, end);
    const between = text.slice(before, pos);
    const follows = before >= 0 && comment.startsWith('//') && /^\r?\n[ \t]*$/.test(between);
    const last = out.at(-1);
    if (follows && last?.startsWith('//') === true) out[out.length - 1] = `${last}\n${comment}`;
    else out.push(comment);
    before = end;
  }
  return out;
}
