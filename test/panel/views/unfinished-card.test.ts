import { DEFAULT_SETTINGS, type Settings } from '../../../panel/settings/settings';
import { deviceName } from '../../../panel/store/device-name';
import { initialState } from '../../../panel/store/panel-state';
import type { UnfinishedRun } from '../../../panel/store/unfinished';
import { formatFor } from '../../../panel/strings/format';
import { LANGUAGES, type Language } from '../../../panel/strings/language';
import { stringsFor } from '../../../panel/strings/strings';
import { unfinishedCard } from '../../../panel/views/unfinished-card';
import type { PanelActions } from '../../../panel/views/view-input';
import type { EngineReport } from '../../../src/engine/engine';
import { createScriptedEngine } from '../stories/scripted-engine';
import { BEGUN } from '../stories/taken-run';
import { ADAPTER } from '../stories/unfinished';
import { templateText } from './template-text';

const WITHOUT = createScriptedEngine().report;
const ENGINE = { ...WITHOUT, webgpu: ADAPTER };

function card(
  language: Language,
  name: string | null,
  engine: EngineReport | null,
  variantsLeft = 0,
  done = 3,
  settings: Partial<Settings> = {},
  lasting?: false,
): string {
  const run: UnfinishedRun = {
    ...BEGUN,
    done,
    variantsLeft,
    deviceName: name,
    ...(lasting === false && { lasting }),
  };
  const state = initialState({
    settings: { ...DEFAULT_SETTINGS, ...settings },
    language,
    dark: false,
    developer: false,
    host: { kind: 'standalone', description: '', modes: ['in-place'] },
  });
  return templateText(
    unfinishedCard({
      state: { ...state, engine, unfinished: [run] },
      t: stringsFor(language),
      f: formatFor(language),
      act: {} as PanelActions,
      nowMs: 0,
      wallClockMs: 61_000,
      version: '',
    }),
  );
}

describe.each(LANGUAGES)('the unfinished run (%s)', (language) => {
  const { same, other, processor, unknown } = stringsFor(language).unfinished.device;
  const here = deviceName(ENGINE, 'webgpu');

  it.each([
    ['the same picture on the same device', here, ENGINE, same],
    ['another one on another device', 'webgpu other', ENGINE, other],
    ['another one on the processor where the adapter has gone', here, WITHOUT, processor],
    ['neither before the device is known', here, null, unknown],
    ['neither where its device was not known', null, ENGINE, unknown],
  ])('promises %s', (_, name, engine, words) => {
    const text = card(language, name, engine);
    expect([same, other, processor, unknown].filter((each) => text.includes(each))).toEqual([
      words,
    ]);
  });

  it('promises another picture on the device that was chosen since', () => {
    const chosen = (device: Settings['device']): string =>
      card(language, here, ENGINE, 0, 3, { device });
    expect(chosen('wasm')).toContain(processor);
    expect(chosen('webgpu')).toContain(same);
  });

  it('that is not stored says that it goes with the page', () => {
    const words = stringsFor(language).unfinished.passing;
    expect(card(language, here, ENGINE, 0, 3, {}, false)).toContain(words);
    expect(card(language, here, ENGINE)).not.toContain(words);
  });

  it('of which no step is done counts none', () => {
    const { notBegun, text } = stringsFor(language).unfinished;
    expect(card(language, here, ENGINE, 1, 0)).toContain(notBegun('photo.psd'));
    expect(card(language, here, ENGINE, 1, 0)).not.toContain(text('0', '8', 'photo.psd'));
  });

  it.each([1, 3])('tells of %d variants that it left', (count) => {
    const words = stringsFor(language).unfinished.variantsLeft(count);
    expect(card(language, here, ENGINE, count)).toContain(words);
    expect(card(language, here, ENGINE)).not.toContain(words);
  });
});
