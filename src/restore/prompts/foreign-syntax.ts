import { fixText } from './fix-text';

/** A weight without a space before it: `:1.3`, `:2`, `:.8`. Longer numbers are no weights. */
const WEIGHT = String.raw`:[+-]?(?:\d(?:\.\d*)?|\.\d+)`;
/** `16:9` and `10:30` are no weights, `8k:1.2` and `1girl, 2024:1.2` have some. */
const WEIGHED = String.raw`(?:(?<=[^\s\d:(])${WEIGHT}|(?<=\d):\d?\.\d+|:\s[+-]?[0-2]?\.\d+)`;

/**
 * Commands of other programs that CLIP reads as words. Each pattern matches what a user would
 * recognise as his own; plain parentheses, ratios and times of day are prose.
 */
const COMMANDS: readonly RegExp[] = [
  // (word:1.3), also around other parentheses
  new RegExp(String.raw`\((?:[^()\n]|\([^()\n]*\))*${WEIGHED}\s?\)`, 'gu'),
  // ((word)), [[word]], {{word}}
  /\({2,}[^()\n]+\){2,}|\[{2,}[^[\]\n]+\]{2,}|\{{2,}[^{}\n]+\}{2,}/gu,
  // [from:to:0.5], [from::5], [one|other], {one|other}
  /\[[^[\]\n]*(?:[^\s\d]:(?:\d+|\d*\.\d+)|\|[^[\]\n]*)\]|\{[^{}\n]*\|[^{}\n]*\}/gu,
  // \(word\)
  /\\[([{][^()[\]{}\n]*\\[)\]}]/gu,
  // (word)1.3, (word)++, word++
  /\([^()\n]+\)(?:\d*\.\d+|\++)(?![\p{L}\p{N}])|(?<!\p{L})\p{L}{2,}\+{2,}/gu,
  // <lora:name:0.8> and other networks
  /<\w[\w-]*:[^<>\n]+>/gu,
  /(?<![\p{L}\p{N}_])embedding:[^\s,()<>[\]{}]+/giu,
  // __wildcard__
  /(?<![\p{L}\p{N}_])__[\p{L}\p{N}][^\s,]*?__(?![\p{L}\p{N}_])/gu,
  // --ar 16:9, ::2
  /(?<!\S)--(?:ar|aspect|chaos|cref|iw|niji|no|q|quality|raw|s|seed|sref|style|stylize|tile|v|version|weird)(?![\p{L}\p{N}-])(?:\s[\d.:]+)?/gu,
  /(?<![^\s,:])[^\s,:]+::[+-]?\d*(?:\.\d+)?(?!\S)/gu,
];

const WORDS = /(?<![\p{L}\p{N}_-])(?:BREAK|AND|ADD(?:BASE|COL|COMM|ROW))(?![\p{L}\p{N}_-])/gu;

/** Brackets: plain in prose; beside commands they are meant as one. */
const BRACKETED = /\[[^[\]\n]+\]|\{[^{}\n]+\}/gu;

/**
 * Commands of other programs in a prompt, as they are written but for its cleaning, in order: they
 * are read as plain words here.
 */
export function foreignSyntax(prompt: string): readonly string[] {
  const text = fixText(prompt);
  const found = [...COMMANDS.flatMap((pattern) => spansOf(text, pattern)), ...words(text)];
  const all = found.length === 0 ? [] : [...found, ...spansOf(text, BRACKETED)];
  const outermost = all.filter((span) => !all.some((other) => isWithin(span, other)));
  const inOrder = outermost.toSorted((a, b) => a.start - b.start);
  return [...new Set(inOrder.map((span) => text.slice(span.start, span.end).trim()))];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function spansOf(text: string, pattern: RegExp): readonly Span[] {
  return Array.from(text.matchAll(pattern), ({ 0: match, index }) => ({
    start: index,
    end: index + match.length,
  }));
}

function isWithin(span: Span, other: Span): boolean {
  const isInside = span.start >= other.start && span.end <= other.end;
  return isInside && span.end - span.start < other.end - other.start;
}

/** Words that are commands in capitals, unless they are shouted among other words in capitals. */
function words(text: string): readonly Span[] {
  return spansOf(text, WORDS).filter(({ start, end }) => {
    const before = /(\S+)[^\S\n]+$/u.exec(text.slice(0, start))?.[1];
    const after = /^[^\S\n]+(\S+)/u.exec(text.slice(end))?.[1];
    const neighbours = [before, after].filter((word) => word !== undefined);
    return neighbours.length === 0 || !neighbours.every(isShouted);
  });
}

function isShouted(word: string): boolean {
  return /^["'(]*\p{Lu}[\p{Lu}'-]+["'!?.)]*$/u.test(word);
}
