import { en } from '../../../panel/strings/en';
import { errorText } from '../../../panel/strings/errors';
import { formatFor } from '../../../panel/strings/format';
import { LANGUAGES, preferredLanguage } from '../../../panel/strings/language';
import { stringsFor } from '../../../panel/strings/strings';
import { zhCN } from '../../../panel/strings/zh-CN';
import { DocumentError, packError } from '../../../src/core/errors';

type Leaf = readonly [path: string, text: string, parameters: number];

/** Every text with where it is; functions are called with markers. */
function leaves(value: unknown, at = ''): Leaf[] {
  if (typeof value === 'string') return [[at, value, 0]];
  if (typeof value === 'function') {
    const marks = Array.from({ length: value.length }, (_, i) => `<${i}>`);
    return [[at, (value as (...args: string[]) => string)(...marks), value.length]];
  }
  return Object.entries(value as object).flatMap(([key, child]) => leaves(child, `${at}.${key}`));
}

describe.each(LANGUAGES)('%s', (language) => {
  const all = leaves(stringsFor(language));

  it('says something everywhere and uses every value it is given', () => {
    expect(all.filter(([, text]) => text.trim() === '')).toEqual([]);
    const unused = all.filter(([, text, parameters]) =>
      Array.from({ length: parameters }, (_, i) => `<${i}>`).some((mark) => !text.includes(mark)),
    );
    expect(unused).toEqual([]);
  });
});

/** Called the same in every language. */
const PROPER_NAMES = /SUPIR|Lightning|AdaIN|UNet/g;

describe('the languages', () => {
  it('have the same texts with as many values', () => {
    const shape = (strings: unknown): unknown => leaves(strings).map(([at, , n]) => [at, n]);
    expect(shape(zhCN)).toEqual(shape(en));
  });

  it('do not leave Chinese texts in English', () => {
    const same = leaves(zhCN).filter(([at, text], i) => {
      const hasWords =
        /[a-z]{4}/i.test(text.replace(PROPER_NAMES, '')) && !/\p{Script=Han}/u.test(text);
      return (
        hasWords && text === leaves(en)[i]![1] && !at.startsWith('.app') && !/webgpu/i.test(at)
      );
    });
    expect(same).toEqual([]);
  });

  it('are chosen by what the user reads first', () => {
    expect(preferredLanguage(['de-DE', 'zh-TW', 'en'])).toBe('zh-CN');
    expect(preferredLanguage(['en-GB', 'zh'])).toBe('en');
    expect(preferredLanguage(['fr'])).toBe('en');
    expect(preferredLanguage([])).toBe('en');
  });
});

describe('errors', () => {
  const error = (code: string): ReturnType<typeof packError> =>
    packError(
      new DocumentError({ code, message: 'M', hint: 'H', details: { name: 'a.psd', width: 3 } }),
    );

  it('are translated by code, with their details', () => {
    const text = errorText(error('kept-document-missing'), 'zh-CN', zhCN);
    expect(text.message).toContain('a.psd');
    expect(text.hint).toContain('3');
  });

  it('fall back to their own words', () => {
    expect(errorText(error('never-heard-of'), 'zh-CN', zhCN)).toEqual({ message: 'M', hint: 'H' });
    expect(errorText(error('no-document'), 'en', en)).toEqual({ message: 'M', hint: 'H' });
  });

  it('that are bugs have one text for all', () => {
    const bug = packError(new TypeError('x'));
    expect(errorText(bug, 'zh-CN', zhCN).message).toBe(zhCN.error.unexpected);
  });
});

describe('numbers', () => {
  it('are written as the language does', () => {
    const f = formatFor('en');
    expect(f.size({ width: 12345, height: 7 })).toBe('12,345 × 7');
    expect(f.percent(0.7)).toBe('70%');
    expect(f.megapixels({ width: 4000, height: 3000 })).toBe('12');
    expect(f.estimate(9_200, en)).toBe(en.run.seconds(10));
    expect(f.estimate(31_000, en)).toBe(en.run.seconds(35));
    expect(f.estimate(61_000, en)).toBe(en.run.minutes(2));
    expect(f.ago(0, 3 * 3600_000)).toBe('3 hours ago');
  });

  it('count memory by powers of two, and files by powers of ten', () => {
    const f = formatFor('en');
    expect([f.memory(8 * 2 ** 30), f.bytes(8e9)]).toEqual(['8 GB', '8 GB']);
    expect([f.memory(858.3 * 2 ** 20), f.bytes(858.3e6)]).toEqual(['858 MB', '858.3 MB']);
    expect([f.memory(3000), f.bytes(3000)]).toEqual(['3 kB', '3 kB']);
  });

  it.each([
    [3120, 3120, '3.1 sec', '3.1秒'],
    [340, 340, '0.34 sec', '0.34秒'],
    [800, 20_000, '0.8–20 sec', '0.8-20秒'],
    [5_200, 77_000, '5–80 sec', '5-80秒'],
    [42_000, 1_040_000, '40 sec – 20 min', '40秒 – 20分钟'],
    [130_000, 560_000, '2–9 min', '2-9分钟'],
    // Both would be "10 min" in one digit.
    [11 * 60_000, 14 * 60_000, '13 min', '13分钟'],
    [89_000, 91_000, '90 sec – 2 min', '90秒 – 2分钟'],
    [3_600_000, 36_000_000, '60 min – 10 hr', '60分钟 – 10小时'],
    [9_000_000, 32_000_000, '3–9 hr', '3-9小时'],
    [0, 0, '0 sec', '0秒'],
  ])('give %i to %i ms as %s, %s', (least, most, english, chinese) => {
    const plain = (text: string): string => text.replace(/[\u202f\u00a0\u2009]/g, ' ');
    expect(plain(formatFor('en').span(least, most))).toBe(english);
    expect(plain(formatFor('zh-CN').span(least, most))).toBe(chinese);
  });

  it('give durations a unit that fits', () => {
    const f = formatFor('en');
    expect(f.duration(350)).toMatch(/^350\s?ms$/);
    expect(f.duration(4230)).toMatch(/^4\.2\s?sec/);
    expect(f.duration(65_000)).toMatch(/^1\s?min 5\s?sec/);
  });
});
