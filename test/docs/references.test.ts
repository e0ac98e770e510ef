import { commentsOf } from './comments';
import { problemsOfPage, problemsOfSource, type Files } from './references';
import { filesEnding, REPOSITORY } from './repository';

describe('in the repository', () => {
  it('every page and section that a comment cites is there', () => {
    const sources = filesEnding(/\.(ts|mts|js|mjs|cjs)$/).filter((path) =>
      /\.md\b|section/i.test(REPOSITORY.read(path)),
    );
    expect(sources.length).toBeGreaterThan(30);
    expect(sources.flatMap((path) => problemsOfSource(path, REPOSITORY))).toEqual([]);
  });

  it('every link, section and path in a Markdown file leads somewhere', () => {
    const pages = filesEnding(/\.md$/);
    expect(pages).toContain('docs/supir.md');
    expect(pages.flatMap((path) => problemsOfPage(path, REPOSITORY))).toEqual([]);
  });
});

function madeUp(contents: Readonly<Record<string, string>>): Files {
  return {
    exists: (path) => Object.keys(contents).some((name) => `${name}/`.startsWith(`${path}/`)),
    read: (path) => contents[path] ?? '',
  };
}

const PAGE = `# A page

## 4. Words & pictures

### 4.1 More

## 5. \`code\` in it

## 6. Last

### 3E. Errors

## Twice

## Twice

\`\`\`md
## 9. Not a heading
[not a link](nowhere.md)
\`\`\`
`;

function inSource(source: string): readonly string[] {
  const path = 'src/a.ts';
  return problemsOfSource(path, madeUp({ [path]: source, 'docs/page.md': PAGE }));
}

function inPage(markdown: string): readonly string[] {
  const path = 'docs/other.md';
  return problemsOfPage(path, madeUp({ [path]: markdown, 'docs/page.md': PAGE, 'src/a.ts': '' }));
}

describe('of a comment, the finder', () => {
  it.each([
    ['/** As docs/page.md says. */'],
    ['/** As it is (docs/page.md, section 4). */'],
    ['/**\n * As it is (docs/page.md,\n * sections 4 to 6).\n */'],
    ['// docs/page.md, sections 4.1 and 3E'],
    ['// See `docs/page.md`,\n// section 5.'],
    ['// docs/page.md#4-words--pictures, and docs/page.md#twice-1'],
    ['/** ISO 32000-2 §11.3.5, and the third edition of PNG. */'],
    ["const notCited = 'gone.md, section 44';"],
    ['const section = `// gone.md, section ${4}`;'],
    ["const glob = 'src/**/gone.md';"],
  ])('lets %j pass', (source) => {
    expect(inSource(source)).toEqual([]);
  });

  it.each([
    ['/** As reference/page.md says. */', 'src/a.ts: there is no reference/page.md'],
    ['// (gone.md, section 4)', 'src/a.ts: there is no gone.md'],
    ['/** docs/page.md, section 7 */', 'src/a.ts: docs/page.md has no section 7'],
    ['/** docs/page.md, section 4.2 */', 'src/a.ts: docs/page.md has no section 4.2'],
    ['/** docs/page.md, section 9 */', 'src/a.ts: docs/page.md has no section 9'],
    ['// docs/page.md,\n// sections 6 to 7', 'src/a.ts: docs/page.md has no section 7'],
    ['/** docs/page.md, sections 4, 5 and 8 */', 'src/a.ts: docs/page.md has no section 8'],
    ['/** docs/page.md#elsewhere */', 'src/a.ts: docs/page.md has no heading #elsewhere'],
    ['/** Restoration guidance (section 10.1, step 4) */', 'src/a.ts: "section 10.1" of no page'],
    ['f(/* gone.md */ 1);', 'src/a.ts: there is no gone.md'],
    ['function f() {\n  // gone.md\n}', 'src/a.ts: there is no gone.md'],
  ])('refuses %j', (source, problem) => {
    expect(inSource(source)).toEqual([problem]);
  });

  it('sees pages beside the file', () => {
    const files = madeUp({ 'src/b/a.ts': '// README.md', 'src/b/README.md': '' });
    expect(problemsOfSource('src/b/a.ts', files)).toEqual([]);
  });

  it('reads a comment as one line', () => {
    const source = '/**\n * One\n * two.\n */\nlet a; // Three\n// four\n\n// five';
    expect(commentsOf('a.ts', source)).toEqual(['One two.', 'Three four', 'five']);
  });
});

describe('of a Markdown page, the finder', () => {
  it.each([
    ['[a](page.md) and [b](page.md#4-words--pictures), [c](https://example.org/gone.md)'],
    ['[page.md](page.md), section 4, and [the page](page.md) sections 4 to 6'],
    ['[up](../src/a.ts) and [folder](../src)'],
    ['## 2. Own\n\nSee section 2, and [this](#2-own).'],
    ['`src/a.ts`, `src/…`, `src/{a,b}.ts`, `dist/gone`, `gone.ts`'],
    ['```md\n[a](gone.md), section 4\n```\n'],
    ['`[a](gone.md)`'],
  ])('lets %j pass', (markdown) => {
    expect(inPage(markdown)).toEqual([]);
  });

  it.each([
    ['[a](gone.md)', 'docs/other.md: there is no docs/gone.md'],
    ['[a](../docs/page.md#gone)', 'docs/other.md: docs/page.md has no heading #gone'],
    ['[page.md](page.md), section 7', 'docs/other.md: docs/page.md has no section 7'],
    ['![a](picture.png)', 'docs/other.md: there is no docs/picture.png'],
    ['## 2. Own\n\nSee section 3.', 'docs/other.md: docs/other.md has no section 3'],
    ['[this](#gone)', 'docs/other.md: docs/other.md has no heading #gone'],
    ['`src/gone.ts`', 'docs/other.md: there is no src/gone.ts'],
    ['[out](../../elsewhere.md)', 'docs/other.md: there is no ../elsewhere.md'],
  ])('refuses %j', (markdown, problem) => {
    expect(inPage(markdown)).toEqual([problem]);
  });
});
