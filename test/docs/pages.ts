/** What of a Markdown page can be pointed at. */
export interface Page {
  /** As GitHub makes them from headings. */
  readonly anchors: ReadonlySet<string>;
  /** Numbers that headings begin with: `10`, `10.2`, `3E`. */
  readonly sections: ReadonlySet<string>;
  readonly links: readonly string[];
  /** Text in backticks. */
  readonly code: readonly string[];
  /** Without code blocks; links are replaced by their addresses in angle brackets. */
  readonly prose: string;
}

const FENCE = /^(```|~~~)[^\n]*\n[\s\S]*?^\1[ \t]*$/gm;
const INLINE_CODE = /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/g;
const LINK = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;

export function readPage(markdown: string): Page {
  const text = markdown.replace(FENCE, '');
  const anchors = new Set<string>();
  const sections = new Set<string>();
  for (const [, heading = ''] of text.matchAll(/^#{1,6}[ \t]+(.+?)[ \t#]*$/gm)) {
    anchors.add(unused(slug(heading), anchors));
    const number = /^(\d+(?:\.\d+)*[A-Z]?)\.?(?=\s)/.exec(heading)?.[1];
    if (number !== undefined) sections.add(number);
  }
  const withoutCode = text.replace(INLINE_CODE, '');
  return {
    anchors,
    sections,
    links: [...withoutCode.matchAll(LINK)].map(([, target = '']) => target),
    code: [...text.matchAll(INLINE_CODE)].map(([, , code = '']) => code),
    prose: withoutCode.replace(LINK, '<$1>').replace(/\s+/g, ' '),
  };
}

function slug(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replace(/ /g, '-');
}

function unused(anchor: string, taken: ReadonlySet<string>): string {
  let name = anchor;
  for (let n = 1; taken.has(name); n++) name = `${anchor}-${n}`;
  return name;
}
