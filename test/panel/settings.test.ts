import { parseSettings, serializeSettings, SETTINGS_VERSION } from '../../panel/settings/schema';
import { DEFAULT_SETTINGS, withSetting, type Settings } from '../../panel/settings/settings';
import { createSettingsStorage, type TextStorage } from '../../panel/settings/storage';

const CHANGED: Settings = {
  scale: 4,
  mode: 'smart-object',
  strength: 0.35,
  faithful: true,
  maskGrow: -12,
  maskFeather: 8,
  device: 'wasm',
  language: 'zh-CN',
  theme: 'dark',
  panelWidth: 400,
};

function mapStorage(): TextStorage & { readonly map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
  };
}

describe('settings', () => {
  it('come back as they were', () => {
    expect(parseSettings(serializeSettings(CHANGED))).toEqual(CHANGED);
  });

  it.each([null, '', '{', '[]', '7', 'null', '{"version":999,"scale":4}'])(
    'are the defaults for %p',
    (text) => expect(parseSettings(text)).toEqual(DEFAULT_SETTINGS),
  );

  it.each<[keyof Settings, unknown]>([
    ['scale', 5],
    ['scale', '2'],
    ['mode', 'sideways'],
    ['strength', 1.5],
    ['strength', null],
    ['faithful', 'yes'],
    ['maskGrow', -1e9],
    ['maskFeather', -1],
    ['device', 'cuda'],
    ['language', 'xx'],
    ['theme', 3],
  ])('take the default of %s for %p and keep the others', (name, value) => {
    const text = JSON.stringify({ version: SETTINGS_VERSION, ...CHANGED, [name]: value, more: 1 });
    expect(parseSettings(text)).toEqual({ ...CHANGED, [name]: DEFAULT_SETTINGS[name] });
  });

  it('stay the same value when nothing changes', () => {
    expect(withSetting(CHANGED, 'scale', 4)).toBe(CHANGED);
    expect(withSetting(CHANGED, 'scale', 1)).toEqual({ ...CHANGED, scale: 1 });
  });

  it('are remembered from one page to the next', () => {
    const storage = mapStorage();
    createSettingsStorage(() => storage).save(CHANGED);
    expect(createSettingsStorage(() => storage).load()).toEqual(CHANGED);
  });

  it('live in memory where the browser refuses storage', () => {
    const refused = createSettingsStorage(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(refused.load()).toEqual(DEFAULT_SETTINGS);
    refused.save(CHANGED);
    expect(refused.load()).toEqual(CHANGED);
  });
});
