import { textsIn } from '../../../panel/app/photoshop/stored-texts';
import {
  MAX_PRESETS,
  MAX_PRESETS_TEXT,
  withPreset,
  type OwnPresets,
} from '../../../panel/settings/own-presets';
import {
  createOwnPresetsStorage,
  parseOwnPresets,
  PRESETS_KEY,
  serializeOwnPresets,
  UNREAD_KEY,
} from '../../../panel/settings/own-presets-storage';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { createSettingsStorage } from '../../../panel/settings/storage';
import { MAX_SETTINGS } from '../../../src/hosts/photoshop/uxp/services';
import { codeOf } from '../../support/code-of';
import { mapStorage } from './map-storage';
import { CHANGED_VALUES, ownPreset, uuid } from './presets';

const OWN: OwnPresets = [ownPreset(1, 'Studio', CHANGED_VALUES), ownPreset(2, 'Grandma')];

/** Stored text with one entry that is not as it should be. */
function withEntry(change: object): string {
  const stored = JSON.parse(serializeOwnPresets(OWN)) as { presets: object[] };
  return JSON.stringify({
    ...stored,
    presets: [{ ...stored.presets[0], ...change }, stored.presets[1]],
  });
}

describe('stored presets', () => {
  it('come back as they were', () => {
    expect(parseOwnPresets(serializeOwnPresets(OWN))).toEqual({ presets: OWN, isWhole: true });
    expect(parseOwnPresets(null)).toEqual({ presets: [], isWhole: true });
  });

  it.each([
    '',
    '{',
    '[]',
    '7',
    'null',
    '{"version":2,"presets":[]}',
    '{"version":1}',
    'x'.repeat(1e5),
  ])('are none in %.40p', (text) =>
    expect(parseOwnPresets(text)).toEqual({ presets: [], isWhole: false }),
  );

  it.each<[string, unknown]>([
    ['id', 'portrait'],
    ['id', uuid(2)],
    ['name', ''],
    ['name', 7],
    ['name', 'grandma'],
    ['prompt', 'x'.repeat(4001)],
    ['prompt', null],
    ['negativePrompt', 7],
    ['presetStyle', 'best'],
    ['fidelity', 1.5],
    ['fidelity', '0.5'],
    ['restoreCfg', -2],
    ['controlEnd', 'much'],
  ])('with %s %.20p are left out, the others stay', (field, value) => {
    const { presets, isWhole } = parseOwnPresets(withEntry({ [field]: value }));
    expect(isWhole).toBe(false);
    expect(presets).toHaveLength(1);
    expect([OWN[0], OWN[1]].map((preset) => preset?.values)).toContainEqual(presets[0]?.values);
  });

  it('are no more than there is room for', () => {
    const many = Array.from({ length: MAX_PRESETS + 3 }, (_, at) => ownPreset(at, `n${at}`));
    const { presets, isWhole } = parseOwnPresets(serializeOwnPresets(many));
    expect([presets, isWhole]).toEqual([many.slice(0, MAX_PRESETS), false]);
  });
});

describe('the storage', () => {
  it('remembers from one page to the next', () => {
    const storage = mapStorage();
    expect(createOwnPresetsStorage(() => storage).save(OWN)).toBe(true);
    expect(createOwnPresetsStorage(() => storage).load()).toEqual(OWN);
  });

  it('sees what another window has written', () => {
    const storage = mapStorage();
    const [one, other] = [storage, storage].map((texts) => createOwnPresetsStorage(() => texts));
    one!.save(OWN);
    other!.save([...other!.load(), ownPreset(3, 'New')]);
    expect(one!.load().map(({ name }) => name)).toEqual(['Studio', 'Grandma', 'New']);
  });

  it('that is refused or full leaves them to the page, and says so', () => {
    const refused = createOwnPresetsStorage(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(refused.load()).toEqual([]);
    expect(refused.save(OWN)).toBe(false);
    expect(refused.load()).toEqual(OWN);

    const storage = mapStorage();
    let isFull = false;
    const sometimes = createOwnPresetsStorage(() => ({
      ...storage,
      setItem(key, value) {
        if (isFull) throw new DOMException('full', 'QuotaExceededError');
        storage.setItem(key, value);
      },
    }));
    sometimes.save(OWN.slice(1));
    isFull = true;
    expect(sometimes.save(OWN)).toBe(false);
    expect(sometimes.load()).toEqual(OWN);
    isFull = false;
    expect(sometimes.save(OWN)).toBe(true);
    expect(createOwnPresetsStorage(() => storage).load()).toEqual(OWN);
  });

  it('puts what it cannot read aside before it writes', () => {
    const storage = mapStorage();
    const newer = '{"version":2,"presets":[{"name":"of tomorrow"}]}';
    storage.map.set(PRESETS_KEY, newer);
    createOwnPresetsStorage(() => storage).save(OWN);
    expect(storage.map.get(UNREAD_KEY)).toBe(newer);
    createOwnPresetsStorage(() => storage).save([]);
    expect(storage.map.get(UNREAD_KEY)).toBe(newer);
    expect(createOwnPresetsStorage(() => storage).load()).toEqual([]);
  });

  it('shares Photoshop’s one text with the settings', () => {
    let kept: string | null = null;
    const visit = (): ReturnType<typeof textsIn> =>
      textsIn({ stored: kept, save: (text) => (kept = text) });
    const first = visit();
    createOwnPresetsStorage(() => first).save(OWN);
    createSettingsStorage(() => first).save({ ...DEFAULT_SETTINGS, promptPreset: uuid(1) });
    const second = visit();
    expect(createOwnPresetsStorage(() => second).load()).toEqual(OWN);
    expect(createSettingsStorage(() => second).load().promptPreset).toBe(uuid(1));
  });

  it('never has more than Photoshop’s one text takes', () => {
    let longest = 0;
    const texts = textsIn({
      stored: null,
      save: (text) => (longest = Math.max(longest, text.length)),
    });
    const storage = createOwnPresetsStorage(() => texts);
    // What is put aside, in characters that are escaped twice.
    texts.setItem(PRESETS_KEY, '"'.repeat(2 * MAX_PRESETS_TEXT));
    storage.save(OWN);
    const long = '"'.repeat(3900);
    let own = OWN;
    const fill = (): void => {
      for (let at = 3; ; at++) own = withPreset(own, ownPreset(at, `n${at}`, { prompt: long }));
    };
    expect(codeOf(fill)).toBe('presets-too-long');
    storage.save(own);
    // A control character is six when it is escaped.
    const words = '\u0001'.repeat(4000);
    createSettingsStorage(() => texts).save({
      ...DEFAULT_SETTINGS,
      ...{ prompt: words, negativePrompt: words, qualityPrompt: words },
    });
    expect(longest).toBeGreaterThan(MAX_SETTINGS / 2);
    expect(longest).toBeLessThan(MAX_SETTINGS);
  });
});
