import { packError } from '../../src/core/errors';
import {
  freeName,
  merged,
  withChanged,
  withPreset,
  type NamedPreset,
  type OwnPreset,
  type OwnPresets,
} from '../settings/own-presets';
import type { OwnPresetsStorage } from '../settings/own-presets-storage';
import { presetGone, presetsNotCopied } from '../settings/preset-errors';
import {
  parsePresetFile,
  PRESET_FILE_NAME,
  presetFileText,
  readPresetFile,
  type ChosenFile,
} from '../settings/preset-file';
import { presetValuesOf } from '../settings/prompt-presets';
import { changeSettings, setSetting } from '../store/actions';
import type { PanelState } from '../store/panel-state';
import * as step from '../store/prompt-preset-actions';
import { chosenPromptPreset, type PresetNews } from '../store/prompt-presets';
import type { Store } from '../store/store';
import { stringsFor } from '../strings/strings';
import type { PromptPresetActions } from '../views/view-input';

export interface OwnPresetsDeps {
  readonly store: Store<PanelState>;
  readonly storage: OwnPresetsStorage;
  /** A new UUID. */
  readonly newId: () => string;
  /** Puts a file where the person finds it. */
  readonly saveFile: (file: { readonly name: string; readonly blob: Blob }) => void;
  /** Copies a text to the clipboard; false if that is refused. */
  readonly copyText: (text: string) => Promise<boolean>;
  /** Reads the clipboard's text; null where files go in and out instead. */
  readonly pasteText: (() => Promise<string>) | null;
}

export interface OwnPresetsWork extends PromptPresetActions {
  /** Reads what is kept: another window may have changed it. */
  refresh(): void;
}

/** What is done with prompt presets. What goes wrong is told in the store, and nothing has changed then. */
export function createOwnPresets(deps: OwnPresetsDeps): OwnPresetsWork {
  const { store, storage, newId, pasteText } = deps;

  function keep(own: OwnPresets): void {
    store.update(step.ownPresetsKept(own, storage.save(own)));
  }

  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      store.update(step.presetFailed(packError(error)));
    }
  }

  const tell = (news: PresetNews): void => store.update(step.presetNews(news));

  /** The person's preset that is chosen, as it is kept now. */
  function chosenOne(): {
    readonly own: OwnPresets;
    readonly preset: OwnPreset;
    readonly at: number;
  } | null {
    const chosen = chosenPromptPreset(store.get());
    if (chosen?.kind !== 'own') return null;
    const own = storage.load();
    const at = own.findIndex(({ id }) => id === chosen.id);
    const preset = own[at];
    if (preset === undefined) throw presetGone(chosen.name);
    return { own, preset, at };
  }

  function saveAs(name: string): void {
    const preset = { id: newId(), name, values: presetValuesOf(store.get().settings) };
    const own = withPreset(storage.load(), preset);
    keep(own);
    store.update(setSetting('promptPreset', preset.id));
    tell({ what: 'added', name: own.at(-1)?.name ?? name });
  }

  function rename(name: string): void {
    const found = chosenOne();
    if (found === null) return;
    const own = withChanged(found.own, found.preset.id, { name });
    keep(own);
    tell({ what: 'renamed', name: own[found.at]?.name ?? name });
  }

  function undo(news: PresetNews): void {
    if (news.what === 'replaced') store.update(changeSettings(news.before));
    if (news.what === 'updated') {
      const { id, name, values } = news.preset;
      const own = storage.load();
      if (!own.some((preset) => preset.id === id)) throw presetGone(name);
      keep(withChanged(own, id, { values }));
    }
    if (news.what === 'deleted') {
      const { preset, at } = news;
      const own = storage.load();
      const name = freeName(
        preset.name,
        own.map((other) => other.name),
      );
      keep(withPreset(own, { ...preset, name }, at));
      if (store.get().settings.promptPreset === null) {
        store.update(setSetting('promptPreset', preset.id));
      }
    }
    store.update(step.presetNewsOver);
  }

  async function take(read: () => Promise<readonly NamedPreset[]>): Promise<void> {
    try {
      const coming = await read();
      const { own, added, same } = merged(storage.load(), coming, newId);
      keep(own);
      tell({ what: 'imported', count: added.length, same });
    } catch (error) {
      store.update(step.presetFailed(packError(error)));
    }
  }

  async function exportAll(): Promise<void> {
    const own = storage.load();
    const text = presetFileText(own);
    const count = own.length;
    if (pasteText === null) {
      const blob = new Blob([text], { type: 'application/json' });
      deps.saveFile({ name: PRESET_FILE_NAME, blob });
      tell({ what: 'exported', count });
    } else if (await deps.copyText(text)) {
      tell({ what: 'copied', count });
    } else {
      store.update(step.presetFailed(packError(presetsNotCopied())));
    }
  }

  async function pasted(paste: () => Promise<string>): Promise<readonly NamedPreset[]> {
    const { clipboard } = stringsFor(store.get().language).promptPresets;
    return parsePresetFile(clipboard, await paste());
  }

  return {
    refresh: () =>
      store.update(step.ownPresetsKept(storage.load(), store.get().promptPresets.isLasting)),
    choose: (id) => store.update(step.presetChosen(id)),
    startNaming: (naming) => store.update(step.presetNaming(naming)),
    finishNaming(name) {
      const { naming } = store.get().promptPresets;
      if (naming !== null) attempt(() => (naming === 'rename' ? rename(name) : saveAs(name)));
    },
    update: () =>
      attempt(() => {
        const found = chosenOne();
        if (found === null) return;
        const values = presetValuesOf(store.get().settings);
        keep(withChanged(found.own, found.preset.id, { values }));
        tell({ what: 'updated', preset: found.preset });
      }),
    remove: () =>
      attempt(() => {
        const found = chosenOne();
        if (found === null) return;
        const { own, preset, at } = found;
        keep(own.filter(({ id }) => id !== preset.id));
        store.update(setSetting('promptPreset', null));
        tell({ what: 'deleted', preset, at });
      }),
    undo: () =>
      attempt(() => {
        const { news } = store.get().promptPresets;
        if (news !== null) undo(news);
      }),
    exportAll: () => void exportAll(),
    importFile: (file: ChosenFile) => void take(() => readPresetFile(file)),
    importPasted: pasteText && (() => void take(() => pasted(pasteText))),
    dismissNews: () => store.update(step.presetNewsOver),
    dismissFailure: () => store.update(step.presetFailed(null)),
  };
}
