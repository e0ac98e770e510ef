import { MAX_PRESETS } from '../../../panel/settings/own-presets';
import {
  MAX_FILE_LENGTH,
  parsePresetFile,
  presetFileText,
  readPresetFile,
} from '../../../panel/settings/preset-file';
import { STANDARD_VALUES } from '../../../panel/settings/prompt-presets';
import { codeOf } from '../../support/code-of';
import { CHANGED_VALUES, ownPreset } from './presets';

const OWN = [ownPreset(1, 'Studio', CHANGED_VALUES), ownPreset(2, '旧照')];
const TEXT = presetFileText(OWN);

const file = (bytes: string | Uint8Array<ArrayBuffer>): File => new File([bytes], 'mine.json');
const read = (text: string): unknown => parsePresetFile('mine.json', text);

/** The file with its head or one of its presets changed. */
function changed(head: object, preset: object = {}): string {
  const content = JSON.parse(TEXT) as { presets: object[] };
  const presets = content.presets.map((each, at) => (at === 1 ? { ...each, ...preset } : each));
  return JSON.stringify({ ...content, presets, ...head });
}

describe('a file of presets', () => {
  it('comes back as it was, without the ids', async () => {
    const presets = OWN.map(({ name, values }) => ({ name, values }));
    expect(await readPresetFile(file(TEXT))).toEqual(presets);
    expect(await readPresetFile(file(`\ufeff${TEXT.replaceAll('\n', '\r\n')}`))).toEqual(presets);
    expect(TEXT).not.toContain(OWN[0]!.id);
  });

  it('may leave fields out, and have more than is known', () => {
    const small = changed({
      made: 'by hand',
      presets: [{ name: ' A\nB ', prompt: 'x', colour: 1 }],
    });
    expect(read(small)).toEqual([{ name: 'A B', values: { ...STANDARD_VALUES, prompt: 'x' } }]);
  });

  it.each([
    ['', 'preset-file-foreign'],
    ['{', 'preset-file-foreign'],
    ['null', 'preset-file-foreign'],
    ['[]', 'preset-file-foreign'],
    ['['.repeat(200_000), 'preset-file-foreign'],
    ['{"presets":[{"name":"a"}]}', 'preset-file-foreign'],
    [changed({ format: 'something else' }), 'preset-file-foreign'],
    [changed({ version: '1' }), 'preset-file-foreign'],
    [changed({ version: 2 }), 'preset-file-version'],
    [changed({ version: 2, presets: 'of another shape' }), 'preset-file-version'],
    [changed({ presets: { name: 'a' } }), 'preset-file-foreign'],
    [changed({ presets: [] }), 'preset-file-empty'],
    [changed({ presets: Array(MAX_PRESETS + 1).fill({ name: 'a' }) }), 'presets-full'],
    [`${TEXT}${' '.repeat(MAX_FILE_LENGTH)}`, 'preset-file-too-large'],
    [changed({ presets: ['a'] }), 'preset-file-wrong'],
    [changed({ presets: [null] }), 'preset-file-wrong'],
  ])('%.60s is refused: %s', (text, code) => expect(codeOf(() => read(text))).toBe(code));

  it.each([
    [{ fidelity: 2 }, 'fidelity', '旧照'],
    [{ fidelity: '0.5' }, 'fidelity', '旧照'],
    [{ fidelity: null }, 'fidelity', '旧照'],
    [{ prompt: ['a'] }, 'prompt', '旧照'],
    [{ prompt: 'x'.repeat(4001) }, 'prompt', '旧照'],
    [{ negativePrompt: 3 }, 'negativePrompt', '旧照'],
    [{ presetStyle: 'Quality' }, 'presetStyle', '旧照'],
    [{ controlEnd: 1e9 }, 'controlEnd', '旧照'],
    [{ name: '' }, 'name', 2],
    [{ name: 'x'.repeat(2000) }, 'name', 2],
    [{ name: { toString: 'a' } }, 'name', 2],
  ])('with %.50j is refused by the name of what is wrong', (change, field, preset) => {
    const text = changed({}, change);
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'preset-file-wrong',
        details: { file: 'mine.json', preset, field },
      }) as Error,
    );
  });

  it('reaches no property that every object has', () => {
    const text = changed({}).replace('"name":"旧照"', '"name":"旧照","__proto__":{"fidelity":9}');
    expect(text).toContain('__proto__');
    expect(read(text)).toEqual(parsePresetFile('mine.json', TEXT));
  });

  it('is measured before it is read, and has to be text', async () => {
    const unread = {
      name: 'film.mov',
      size: MAX_FILE_LENGTH + 1,
      arrayBuffer: () => Promise.reject(new Error('it was read')),
    };
    expect(await codeOf(readPresetFile(unread))).toBe('preset-file-too-large');
    expect(await codeOf(readPresetFile({ ...unread, size: 7 }))).toBe('file-unreadable');
    const utf16 = new Uint8Array(Buffer.from(TEXT, 'utf16le'));
    expect(await codeOf(readPresetFile(file(utf16)))).toBe('preset-file-foreign');
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
    expect(await codeOf(readPresetFile(file(png)))).toBe('preset-file-foreign');
    expect(await codeOf(readPresetFile(file('')))).toBe('preset-file-foreign');
  });
});
