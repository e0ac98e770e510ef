import { findCircles } from '../../../scripts/lib/find-circles.mjs';

describe('circles of imports', () => {
  it('between folders, though no file is in one', () => {
    const circles = findCircles([
      ['src/a/one.ts', 'src/b/one.ts'],
      ['src/b/two.ts', 'src/a/two.ts'],
      ['src/b/two.ts', 'src/c.ts'],
    ]);
    expect(circles).toHaveLength(1);
    expect(circles[0]).toMatchObject({ folder: 'src' });
    expect([...circles[0]!.members].sort()).toEqual(['a', 'b']);
    expect(circles[0]!.imports).toContainEqual(['src/b/two.ts', 'src/a/two.ts']);
  });

  it('between a file and a folder beside it, further down', () => {
    const circles = findCircles([
      ['src/a/x/deep/one.ts', 'src/a/y.ts'],
      ['src/a/y.ts', 'src/a/x/two.ts'],
    ]);
    expect(circles.map(({ folder }) => folder)).toEqual(['src/a']);
  });

  it('not where all imports go one way', () => {
    const imports = [
      ['src/a/one.ts', 'src/b/one.ts'],
      ['src/a/two.ts', 'src/a/one.ts'],
      ['src/b/one.ts', 'src/c/one.ts'],
    ] as const;
    expect(findCircles(imports)).toEqual([]);
  });

  it('around three', () => {
    const circles = findCircles([
      ['src/a/1.ts', 'src/b/1.ts'],
      ['src/b/2.ts', 'src/c/1.ts'],
      ['src/c/2.ts', 'src/a/2.ts'],
    ]);
    expect(circles.map(({ members }) => members.length)).toEqual([3]);
  });
});
