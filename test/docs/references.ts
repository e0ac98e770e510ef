import { posix } from 'node:path';
import { commentsOf } from './comments';
import { readPage, type Page } from './pages';

/** The repository, or one that was made up. Paths are relative to its top folder, with `/`. */
export interface Files {
  /** A file, or a folder. */
  exists(path: string): boolean;
  /** The text of a file that exists. */
  read(path: string): string;
}

const SECTION = String.raw`\d+(?:\.\d+)*[A-Z]?`;
const SECTIONS = String.raw`sections? (${SECTION}(?:(?:, | and | or | to | through |–)${SECTION})*)`;

/** A page, perhaps with an anchor, perhaps with the sections that are meant. */
const CITATION = new RegExp(
  String.raw`([\w@.][\w@./-]*\.md)\b(#[\w-]+)?[\`>)]*(?:,? ${SECTIONS}(?!\w))?`,
  'gi',
);
const BARE_SECTION = new RegExp(String.raw`\b${SECTIONS}(?!\w)`, 'gi');

/** What the comments of a source file cite and the repository does not have, in words. */
export function problemsOfSource(path: string, files: Files): readonly string[] {
  return commentsOf(path, files.read(path)).flatMap((comment) => {
    const citations = citationsIn(comment);
    const rest = citations.reduce((text, { whole }) => text.replace(whole, ''), comment);
    const pageless = [...rest.matchAll(BARE_SECTION)].map(
      ([what]) => `${path}: "${what}" of no page`,
    );
    const dangling = citations.flatMap((cited) => {
      const target = [cited.path, besides(path, cited.path)].find((file) => files.exists(file));
      return target === undefined
        ? [`${path}: there is no ${cited.path}`]
        : missingIn(path, target, cited, files);
    });
    return [...dangling, ...pageless];
  });
}

/** Relative links, cited sections and paths in backticks of a Markdown page that lead nowhere. */
export function problemsOfPage(path: string, files: Files): readonly string[] {
  const page = readPage(files.read(path));
  const links = page.links
    .filter((link) => !/^[a-z][a-z\d+.-]*:/i.test(link))
    .flatMap((link) => {
      const [file = '', anchor] = decodeURI(link).split('#');
      const target = file === '' ? path : besides(path, file);
      if (!files.exists(target)) return [`${path}: there is no ${target}`];
      return missingIn(path, target, { sections: [], anchor }, files);
    });
  const cited = citationsIn(page.prose).flatMap((citation) => {
    if (citation.sections.length === 0) return [];
    return missingIn(path, besides(path, citation.path), citation, files);
  });
  const rest = page.prose.replace(CITATION, '');
  const own = [...rest.matchAll(BARE_SECTION)].flatMap(([, numbers = '']) =>
    missingIn(path, path, { sections: sectionsOf(numbers) }, files),
  );
  return [...links, ...cited, ...own, ...missingPaths(path, page, files)];
}

/** Folders of the repository that a path in backticks may begin with. */
const TOP = /^(?:src|panel|test|scripts|models|docs)\/[\w./@-]*$/;

function missingPaths(path: string, { code }: Page, files: Files): readonly string[] {
  return code
    .filter((text) => TOP.test(text) && !files.exists(text.replace(/\/$/, '')))
    .map((text) => `${path}: there is no ${text}`);
}

interface Citation {
  readonly path: string;
  readonly anchor: string | undefined;
  readonly sections: readonly string[];
  readonly whole: string;
}

function citationsIn(text: string): readonly Citation[] {
  return [...text.matchAll(CITATION)].map(([whole, path = '', anchor, numbers]) => ({
    whole,
    path,
    anchor: anchor?.slice(1),
    sections: numbers === undefined ? [] : sectionsOf(numbers),
  }));
}

type Target = Pick<Citation, 'sections'> & Partial<Pick<Citation, 'anchor'>>;

/** `4 to 7` are all four of them. */
function sectionsOf(numbers: string): readonly string[] {
  const range = /^(\d+)(?: to | through |–)(\d+)$/.exec(numbers);
  if (range === null) return numbers.split(/, | and | or | to | through |–/);
  const [first, last] = [Number(range[1]), Number(range[2])];
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, i) => String(first + i));
}

function missingIn(
  path: string,
  target: string,
  { sections, anchor }: Target,
  files: Files,
): readonly string[] {
  if (sections.length === 0 && anchor === undefined) return [];
  if (!files.exists(target)) return [`${path}: there is no ${target}`];
  const page = readPage(files.read(target));
  return [
    ...sections
      .filter((section) => !page.sections.has(section))
      .map((section) => `${path}: ${target} has no section ${section}`),
    ...(anchor === undefined || page.anchors.has(anchor)
      ? []
      : [`${path}: ${target} has no heading #${anchor}`]),
  ];
}

function besides(path: string, relative: string): string {
  return posix.normalize(posix.join(posix.dirname(path), relative));
}
