import { settingsTables, withTables } from '../../scripts/docs/tables';
import { filesEnding, REPOSITORY } from './repository';

const MARKER = /<!-- table: (.+?) -->/g;

describe('the tables of settings', () => {
  it('are as the settings table is now: `npm run docs` writes them', () => {
    const pages = filesEnding(/\.md$/).filter((page) => REPOSITORY.read(page).match(MARKER));
    for (const page of pages) {
      const text = REPOSITORY.read(page);
      expect({ page, text }).toEqual({ page, text: withTables(text) });
    }
    const held = pages.flatMap((page) =>
      [...REPOSITORY.read(page).matchAll(MARKER)].map(([, name]) => name),
    );
    expect(held.sort()).toEqual(Object.keys(settingsTables()).sort());
  });

  it('replace what is between their markers, and nothing else', () => {
    const page = (name: string): string =>
      `before\n\n<!-- table: ${name} -->\n\nold\n\n<!-- end of table -->\n\nafter\n`;
    expect(withTables(page('a'), { a: '| new |' })).toBe(page('a').replace('old', '| new |'));
    expect(() => withTables(page('b'), { a: '' })).toThrow('“b”');
  });
});

/**
 * Where a parameter of SUPIR may be named: the table, its words, what restores with it, what compares
 * it with the reference, and the pages made from the table.
 */
const PLACES =
  /^(panel\/settings\/table|panel\/strings\/(en|zh-CN)-settings|src\/sampling\/dpmpp|src\/restore\/.+|scripts\/parity\/.+)\.ts$|^(README|panel\/AUTOMATION)\.md$/;

it('a parameter of SUPIR is named in few places', () => {
  const named = filesEnding(/\.(ts|mts|mjs|cjs|html|css|md)$/).filter(
    (file) => !file.startsWith('test/') && /\beta\b/.test(REPOSITORY.read(file)),
  );
  expect(named).toContain('panel/settings/table.ts');
  expect(named.filter((file) => !PLACES.test(file))).toEqual([]);
  for (const page of ['README.md', 'panel/AUTOMATION.md']) {
    const byHand = REPOSITORY.read(page).replace(
      /<!-- table: .+? -->[\s\S]*?<!-- end of table -->/g,
      '',
    );
    expect(byHand).not.toMatch(/\beta\b/);
  }
});
