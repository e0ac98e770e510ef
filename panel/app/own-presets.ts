import { packError } from '../../src/core/errors';
import {
  checkNotBuiltIn,
  freeName,
  withChanged,
  withPreset,
  type OwnPreset,
  type OwnPresets,
} from '../settings/own-presets';
import type { OwnPresetsStorage } from '../settings/own-presets-storage';
import { presetGone } from '../settings/preset-errors';
import { presetValuesOf } from '../settings/prompt-presets';
import { changeSettings, setSetting } from '../store/actions';
import type { PanelState } from '../store/panel-state';
import * as step from '../store/prompt-preset-actions';
import { chosenPromptPreset, type PresetNews } from '../store/prompt-presets';
import type { Store } from '../store/store';
import { stringsFor, type Strings } from '../strings/strings';
import { namesOfOthers } from '../views/supir/prompt-presets/preset-name';
import type { PromptPresetActions } from '../views/view-input';
import { createPresetTransfer, type TransferPlace } from './preset-transfer';

export interface OwnPresetsDeps extends TransferPlace {
  readonly store: Store<PanelState>;
  readonly storage: OwnPresetsStorage;
}

export interface OwnPresetsWork extends PromptPresetActions {
  /** Reads what is kept: another window may have changed it. */
  refresh(): void;
}

/** What is done with prompt presets. What goes wrong is told in the store, and nothing has changed then. */
export function createOwnPresets(deps: OwnPresetsDeps): OwnPresetsWork {
  const { store, storage, newId } = deps;

  function keep(own: OwnPresets): void {
    store.update(step.ownPresetsKept(own, storage.save(own)));
  }

  function refresh(): void {
    store.update(step.ownPresetsKept(storage.load(), store.get().promptPresets.isLasting));
  }

  const fail = (error: unknown): void => store.update(step.presetFailed(packError(error)));

  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      // What is gone, or a name that is taken, may be another window's doing.
      refresh();
      fail(error);
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

  const strings = (): Strings => stringsFor(store.get().language);

  function saveAs(name: string): void {
    checkNotBuiltIn(name, namesOfOthers(strings()));
    const preset = { id: newId(), name, values: presetValuesOf(store.get().settings) };
    const own = withPreset(storage.load(), preset);
    keep(own);
    store.update(setSetting('promptPreset', preset.id));
    tell({ what: 'added', name: own.at(-1)?.name ?? name });
  }

  function rename(name: string): void {
    const found = chosenOne();
    if (found === null) return;
    checkNotBuiltIn(name, namesOfOthers(strings()));
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

  const transfer = createPresetTransfer(deps, {
    load: () => storage.load(),
    keep,
    tell,
    fail,
    clipboardName: () => strings().promptPresets.clipboard,
    builtInNames: () => namesOfOthers(strings()),
  });

  return {
    ...transfer,
    refresh,
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
    dismissNews: () => store.update(step.presetNewsOver),
    dismissFailure: () => store.update(step.presetFailureOver),
  };
}
