import { merged, type NamedPreset, type OwnPresets } from '../settings/own-presets';
import { presetsNotCopied } from '../settings/preset-errors';
import {
  parsePresetFile,
  PRESET_FILE_NAME,
  presetFileText,
  readPresetFile,
} from '../settings/preset-file';
import type { PresetNews } from '../store/prompt-presets';
import type { PromptPresetActions } from '../views/view-input';
import type { SaveFile } from './save-file';

/** What presets go in and out by. */
export interface TransferPlace {
  /** A new UUID. */
  readonly newId: () => string;
  /** Puts a file where the person finds it. */
  readonly saveFile: SaveFile;
  /** Copies a text to the clipboard; false if that is refused. */
  readonly copyText: (text: string) => Promise<boolean>;
  /** Reads the clipboard's text; null where files go in and out instead. */
  readonly pasteText: (() => Promise<string>) | null;
}

/** The person's presets, as they are kept, and what is told about them. */
export interface KeptPresets {
  readonly load: () => OwnPresets;
  readonly keep: (own: OwnPresets) => void;
  readonly tell: (news: PresetNews) => void;
  readonly fail: (error: unknown) => void;
  /** What errors call the clipboard. */
  readonly clipboardName: () => string;
  /** Names that no preset of the person's takes. */
  readonly builtInNames: () => readonly string[];
}

export type PresetTransfer = Pick<PromptPresetActions, 'exportAll' | 'importFile' | 'importPasted'>;

/** The person's presets out of the panel and into it. What comes in changes nothing that is there. */
export function createPresetTransfer(place: TransferPlace, kept: KeptPresets): PresetTransfer {
  const { newId, saveFile, copyText, pasteText } = place;
  const { load, keep, tell, fail } = kept;

  async function take(read: () => Promise<readonly NamedPreset[]>): Promise<void> {
    try {
      const coming = await read();
      const { own, added, same } = merged(load(), coming, newId, kept.builtInNames());
      keep(own);
      tell({ what: 'imported', count: added.length, same });
    } catch (error) {
      fail(error);
    }
  }

  async function saveAll(): Promise<void> {
    const own = load();
    const blob = new Blob([presetFileText(own)], { type: 'application/json' });
    await saveFile({ name: PRESET_FILE_NAME, blob });
    tell({ what: 'exported', count: own.length });
  }

  async function copyAll(): Promise<void> {
    const own = load();
    if (await copyText(presetFileText(own))) tell({ what: 'copied', count: own.length });
    else fail(presetsNotCopied());
  }

  return {
    exportAll: () => void (pasteText === null ? saveAll() : copyAll()),
    importFile: (file) => void take(() => readPresetFile(file)),
    importPasted:
      pasteText &&
      (() => void take(async () => parsePresetFile(kept.clipboardName(), await pasteText()))),
  };
}
