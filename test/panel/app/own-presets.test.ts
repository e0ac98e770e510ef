import { randomUUID } from 'node:crypto';
import { createOwnPresets, type OwnPresetsWork } from '../../../panel/app/own-presets';
import { BUILT_IN_PRESETS } from '../../../panel/settings/built-in-presets';
import { MAX_PRESETS } from '../../../panel/settings/own-presets';
import { createOwnPresetsStorage } from '../../../panel/settings/own-presets-storage';
import { presetFileText } from '../../../panel/settings/preset-file';
import { PRESET_FIELDS, presetValuesOf } from '../../../panel/settings/prompt-presets';
import { DEFAULT_SETTINGS, type Settings } from '../../../panel/settings/settings';
import type { TextStorage } from '../../../panel/settings/storage';
import { changeSettings } from '../../../panel/store/actions';
import type { PanelState } from '../../../panel/store/panel-state';
import { effectivePrompts, effectiveValues } from '../../../panel/store/preset';
import { chosenPromptPreset, isPresetEdited } from '../../../panel/store/prompt-presets';
import type { Store } from '../../../panel/store/store';
import { mapStorage } from '../settings/map-storage';
import { ownPreset } from '../settings/presets';
import { modelsOf } from '../stories/models';
import { startPanel } from '../stories/panel';

interface Presets {
  readonly store: Store<PanelState>;
  readonly work: OwnPresetsWork;
  readonly saved: Blob[];
  readonly copied: string[];
  readonly edit: (changes: Partial<Settings>) => void;
  readonly names: () => readonly string[];
  /** What people would read: the last news and the last failure. */
  readonly told: () => readonly (string | null | undefined)[];
}

/** A panel whose presets lie in `texts`; with `pasted`, one that has a clipboard instead of files. */
async function start(texts: TextStorage = mapStorage(), pasted?: () => string): Promise<Presets> {
  const { store } = await startPanel();
  const [saved, copied]: [Blob[], string[]] = [[], []];
  const work = createOwnPresets({
    store,
    storage: createOwnPresetsStorage(() => texts),
    newId: randomUUID,
    saveFile({ blob }) {
      saved.push(blob);
      return Promise.resolve();
    },
    copyText(text) {
      copied.push(text);
      return Promise.resolve(true);
    },
    pasteText: pasted === undefined ? null : () => Promise.resolve(pasted()),
  });
  work.refresh();
  return {
    store,
    work,
    saved,
    copied,
    edit: (changes) => store.update(changeSettings(changes)),
    names: () => store.get().promptPresets.own.map(({ name }) => name),
    told() {
      const { news, failed } = store.get().promptPresets;
      return [news?.what ?? null, failed?.code ?? null];
    },
  };
}

/** Saves what the panel has set under a name. */
function saveAs({ work }: Presets, name: string): void {
  work.startNaming('save-as');
  work.finishNaming(name);
}

/** Until the next change of the store. */
function changed({ store }: Presets): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(() => {
      stop();
      resolve();
    });
  });
}

describe('a built-in preset', () => {
  it('sets everything that it holds, also beside numbers that were set by hand', async () => {
    const { store, work, edit } = await start();
    edit({ steps: 12, controlEnd: 0.5, restoreCfg: 2, scale: 4 });
    work.choose('portrait');
    const { settings } = store.get();
    const { portrait } = BUILT_IN_PRESETS;
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      ...portrait,
      ...{ promptPreset: 'portrait', steps: 12, scale: 4 },
    });
    expect(effectivePrompts(settings)).toEqual({
      prompt: portrait.prompt,
      qualityPrompt: portrait.qualityPrompt,
      negativePrompt: portrait.negativePrompt,
    });
    // The dial right of its middle pulls to the cleaned original.
    expect(effectiveValues(settings, modelsOf('Q', false))).toMatchObject({
      cfgEnd: 4,
      restoreCfg: 4,
      controlEnd: 1,
    });
  });

  it.each(PRESET_FIELDS)(
    'is edited once %s is another one, and comes back at once',
    async (field) => {
      const { store, work, edit, told } = await start();
      work.choose('drawing');
      expect([isPresetEdited(store.get()), ...told()]).toEqual([false, null, null]);
      const other = {
        ...{ prompt: 'x', negativePrompt: '', qualityPrompt: null, presetStyle: null },
        ...{ fidelity: 0.1, restoreCfg: 1, controlStart: 0, controlEnd: 0 },
      } as const;
      edit({ [field]: other[field] });
      expect(isPresetEdited(store.get())).toBe(true);
      work.choose('drawing');
      expect(presetValuesOf(store.get().settings)).toEqual(BUILT_IN_PRESETS.drawing);
      expect(isPresetEdited(store.get())).toBe(false);
    },
  );

  it('that takes the place of words gives them back', async () => {
    const { store, work, edit, told } = await start();
    edit({ prompt: 'my grandmother in 1931', fidelity: 0.9 });
    const before = store.get().settings;
    work.choose('old-photograph');
    expect(told()).toEqual(['replaced', null]);
    work.undo();
    expect(store.get().settings).toEqual(before);
    expect(told()).toEqual([null, null]);
    work.choose('old-photograph');
    work.choose('photograph');
    expect(told()).toEqual([null, null]);
    work.choose(null);
    expect(store.get().settings).toEqual(DEFAULT_SETTINGS);
  });
});

describe('a preset of one’s own', () => {
  it('is saved, chosen, edited, saved again, renamed and deleted, and each can be undone', async () => {
    const texts = mapStorage();
    const panel = await start(texts);
    const { store, work, edit, names, told } = panel;
    edit({ prompt: 'a shoe', controlEnd: 0.8 });
    saveAs(panel, '  Shoes ');
    expect([names(), ...told()]).toEqual([['Shoes'], 'added', null]);
    expect(isPresetEdited(store.get())).toBe(false);
    const id = store.get().settings.promptPreset;

    edit({ prompt: 'a boot' });
    work.update();
    expect(told()).toEqual(['updated', null]);
    expect(isPresetEdited(store.get())).toBe(false);
    work.undo();
    expect(isPresetEdited(store.get())).toBe(true);
    work.choose(id);
    expect(store.get().settings.prompt).toBe('a shoe');

    work.startNaming('rename');
    work.finishNaming('SHOES');
    expect([names(), ...told()]).toEqual([['SHOES'], 'renamed', null]);
    expect(store.get().settings.promptPreset).toBe(id);

    saveAs(panel, 'Boots');
    work.choose(id);
    work.remove();
    expect([names(), ...told()]).toEqual([['Boots'], 'deleted', null]);
    expect(store.get().settings).toMatchObject({ promptPreset: null, prompt: 'a shoe' });
    expect((await start(texts)).names()).toEqual(['Boots']);
    work.undo();
    expect(names()).toEqual(['SHOES', 'Boots']);
    expect(chosenPromptPreset(store.get())).toMatchObject({ kind: 'own', name: 'SHOES' });
    expect(isPresetEdited(store.get())).toBe(false);
    expect((await start(texts)).names()).toEqual(['SHOES', 'Boots']);
  });

  it.each([
    ['', 'preset-name-missing'],
    ['shoes', 'preset-name-taken'],
    [' PORTRAIT', 'preset-name-built-in'],
    ['standard', 'preset-name-built-in'],
  ])('is not saved as %j, and the name can be typed again', async (name, code) => {
    const panel = await start();
    saveAs(panel, 'Shoes');
    panel.work.startNaming('save-as');
    // What was done before is no longer news; what can be undone stays.
    expect(panel.told()).toEqual([null, null]);
    panel.work.finishNaming(name);
    expect([panel.names(), panel.told()[1]]).toEqual([['Shoes'], code]);
    expect(panel.store.get().promptPresets.naming).toBe('save-as');
    panel.work.finishNaming('Boots');
    expect([panel.names(), ...panel.told()]).toEqual([['Shoes', 'Boots'], 'added', null]);
    expect(panel.store.get().promptPresets.naming).toBeNull();
  });

  it('is not renamed to a built-in one, and may be called as one in another language', async () => {
    const panel = await start();
    saveAs(panel, '人像');
    panel.work.startNaming('rename');
    panel.work.finishNaming('Old photograph');
    expect([panel.names(), panel.told()[1]]).toEqual([['人像'], 'preset-name-built-in']);
    panel.work.finishNaming('老照片');
    expect([panel.names(), ...panel.told()]).toEqual([['老照片'], 'renamed', null]);
  });

  it('stands beside those that another window saves', async () => {
    const texts = mapStorage();
    const [one, other] = [await start(texts), await start(texts)];
    saveAs(one, 'Shoes');
    saveAs(other, 'Boots');
    expect(other.names()).toEqual(['Shoes', 'Boots']);
    one.work.refresh();
    expect(one.names()).toEqual(['Shoes', 'Boots']);
  });

  it.each([
    ['saved to', (work: OwnPresetsWork) => work.update()],
    ['deleted', (work: OwnPresetsWork) => work.remove()],
    ['changed back', (work: OwnPresetsWork) => work.undo()],
  ])('that another window has deleted is not %s, and the settings stay', async (_, todo) => {
    const texts = mapStorage();
    const one = await start(texts);
    saveAs(one, 'Shoes');
    one.edit({ prompt: 'a shoe' });
    one.work.update();
    createOwnPresetsStorage(() => texts).save([]);
    todo(one.work);
    expect([one.names(), one.told()[1]]).toEqual([[], 'preset-gone']);
    expect(chosenPromptPreset(one.store.get())).toBeNull();
    expect(one.store.get().settings.prompt).toBe('a shoe');
  });

  it('that is deleted comes back beside one that has taken its name meanwhile', async () => {
    const texts = mapStorage();
    const one = await start(texts);
    saveAs(one, 'Shoes');
    one.work.remove();
    createOwnPresetsStorage(() => texts).save([ownPreset(77, 'Shoes')]);
    one.work.undo();
    expect(one.names()).toEqual(['Shoes (2)', 'Shoes']);
  });

  it('lives as long as the page where the browser keeps nothing, which is told', async () => {
    const panel = await start({
      getItem: () => null,
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    expect(panel.store.get().promptPresets.isLasting).toBe(true);
    saveAs(panel, 'Shoes');
    saveAs(panel, 'Boots');
    expect(panel.names()).toEqual(['Shoes', 'Boots']);
    expect(panel.store.get().promptPresets.isLasting).toBe(false);
  });
});

describe('files', () => {
  const fileOf = (text: string): File => new File([text], 'theirs.json');

  async function importText(panel: Presets, text: string): Promise<void> {
    const over = changedPresets(panel);
    panel.work.importFile(fileOf(text));
    await over;
  }

  async function changedPresets(panel: Presets): Promise<void> {
    const before = panel.told().join();
    do await changed(panel);
    while (panel.told().join() === before);
  }

  it('take presets from one panel to another, and nothing twice', async () => {
    const one = await start();
    one.edit({ prompt: 'a shoe', fidelity: 0.9 });
    saveAs(one, 'Shoes');
    one.work.choose('portrait');
    saveAs(one, '人像');
    one.work.exportAll();
    const text = await one.saved[0]!.text();
    expect(one.told()).toEqual(['exported', null]);

    const other = await start();
    saveAs(other, 'shoes');
    const { settings } = other.store.get();
    await importText(other, text);
    expect(other.names()).toEqual(['shoes', 'Shoes (2)', '人像']);
    expect(other.store.get().promptPresets.news).toEqual({ what: 'imported', count: 2, same: 0 });
    expect(other.store.get().settings).toBe(settings);
    other.work.dismissNews();
    await importText(other, text);
    expect(other.names()).toEqual(['shoes', 'Shoes (2)', '人像']);
    expect(other.store.get().promptPresets.news).toMatchObject({ count: 0, same: 2 });
  });

  it('bring one that is called as a built-in one under a name of its own, once', async () => {
    const panel = await start();
    const text = presetFileText([ownPreset(1, 'portrait'), ownPreset(2, 'Drawing (2)')]);
    for (const count of [2, 0]) {
      await importText(panel, text);
      expect(panel.names()).toEqual(['portrait (2)', 'Drawing (2)']);
      expect(panel.store.get().promptPresets.news).toMatchObject({ count, same: 2 - count });
      panel.work.dismissNews();
    }
  });

  it('that are wrong, or too much, change nothing', async () => {
    const panel = await start();
    saveAs(panel, 'Shoes');
    const before = panel.store.get().promptPresets.own;
    await importText(panel, '{"presets":[]}');
    expect(panel.told()[1]).toBe('preset-file-foreign');
    panel.work.dismissFailure();
    const many = Array.from({ length: MAX_PRESETS }, (_, at) => ownPreset(at, `n${at}`));
    await importText(panel, presetFileText(many));
    expect(panel.told()[1]).toBe('presets-full');
    expect(panel.store.get().promptPresets.own).toBe(before);
  });

  it('are texts of the clipboard where the page has no files', async () => {
    let clipboard = '';
    const panel = await start(mapStorage(), () => clipboard);
    saveAs(panel, 'Shoes');
    const copied = changedPresets(panel);
    panel.work.exportAll();
    await copied;
    expect([panel.saved, panel.told()[0]]).toEqual([[], 'copied']);
    clipboard = panel.copied[0]!;
    panel.work.remove();
    const imported = changedPresets(panel);
    panel.work.importPasted?.();
    await imported;
    expect([panel.names(), panel.told()[0]]).toEqual([['Shoes'], 'imported']);
    clipboard = 'a recipe';
    const failed = changedPresets(panel);
    panel.work.importPasted?.();
    await failed;
    expect(panel.told()[1]).toBe('preset-file-foreign');
  });
});
