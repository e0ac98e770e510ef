import { randomUUID } from 'node:crypto';
import { createOwnPresets, type OwnPresetsWork } from '../../../panel/app/own-presets';
import { createOwnPresetsStorage } from '../../../panel/settings/own-presets-storage';
import type { Settings } from '../../../panel/settings/settings';
import type { TextStorage } from '../../../panel/settings/storage';
import { changeSettings } from '../../../panel/store/actions';
import type { PanelState } from '../../../panel/store/panel-state';
import type { Store } from '../../../panel/store/store';
import { mapStorage } from '../settings/map-storage';
import { startPanel } from './panel';

export interface Presets {
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
export async function startPresets(
  texts: TextStorage = mapStorage(),
  pasted?: () => string,
): Promise<Presets> {
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
export function saveAs({ work }: Presets, name: string): void {
  work.startNaming('save-as');
  work.finishNaming(name);
}
