import { editorStrings } from '../../../src/editor/view/strings/editor-strings';

function leaves(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

const en = leaves(editorStrings('en'));
const zh = leaves(editorStrings('zh-CN'));

describe('the strings of the editor', () => {
  it('have the same keys in every language', () => {
    expect(zh.map(([path]) => path)).toEqual(en.map(([path]) => path));
  });

  it('say something, and use every value they are given', () => {
    for (const [path, value] of [...en, ...zh]) {
      if (typeof value === 'string') expect([path, value.trim()]).not.toEqual([path, '']);
      if (typeof value !== 'function') continue;
      const values = Array.from({ length: value.length }, (_, i) => `«${i}»`);
      const text = (value as (...values: string[]) => string)(...values);
      for (const given of values)
        expect([path, text]).toEqual([path, expect.stringContaining(given)]);
    }
  });

  it('are translated: Chinese text has Chinese characters', () => {
    const same = zh.filter(
      ([path, value], i) => value === en[i]?.[1] && !/\.numbers\.[xy]$|\.actual$/.test(path),
    );
    expect(same).toEqual([]);
  });
});
