import type { ModelDescription } from '../../src/model-files/description';
import { packError } from '../../src/core/errors';
import { parseConfig } from '../../src/restore/supir/config-file';
import type { ModelFile } from '../../src/weights/model-file';
import { unreadable } from '../../src/weights/errors';
import { askToRead, mayRead } from './access';
import type { ModelMemory, RememberedModel } from './memory';
import type { HeldModel, ModelRole } from '../store/models';
import type { Picked, PickedFile } from './pick-files';
import { modelKept } from '../store/library-actions';
import * as step from '../store/model-actions';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';

export interface ModelFilesDeps {
  readonly store: Store<PanelState>;
  readonly memory: ModelMemory;
  /**
   * Identifies a file.
   * @throws PanelError for a file that SUPIR cannot use
   */
  readonly inspect: (file: ModelFile) => Promise<ModelDescription>;
  /**
   * Opens the copy of a file that the browser keeps.
   * @throws ModelError `kept-file-gone`
   */
  readonly openKept: (id: string, name: string) => Promise<File>;
}

/** The user's model files, chosen in any order. No call rejects; the store shows the outcome. */
export interface ModelFiles {
  /** Restores the model files of earlier visits. */
  start(): Promise<void>;
  take(picked: readonly PickedFile[]): Promise<void>;
  /** As `take`; names those that are not there any more. */
  takePicked(picked: Picked): Promise<void>;
  /** Asks the browser to let the files of earlier visits be read; call it right after a click. */
  allowAgain(): Promise<void>;
  remove(role: ModelRole): Promise<void>;
  /** Remembers that a copy of the chosen file is kept; null: it is no longer. */
  setKept(role: ModelRole, kept: string | null): Promise<void>;
  dismissRefusal(name: string): void;
  /** Takes this file as the networks' sizes; null removes it. */
  chooseConfig(file: File | null): Promise<void>;
}

/** A file of an earlier visit that can be read without choosing it again. */
type Reopenable = Omit<RememberedModel, 'kept'> & { readonly handle: FileSystemFileHandle };

/** Largest file of networks' sizes that is read, bytes; such a file is a page of numbers. */
const MAX_CONFIG_BYTES = 1 << 20;

export function createModelFiles(deps: ModelFilesDeps): ModelFiles {
  const { store, memory, inspect, openKept } = deps;
  /** Files of earlier visits that may be read only after the browser has asked the user. */
  const waiting = new Map<ModelRole, Reopenable>();

  async function takeOne(
    { file, handle, kept = null }: PickedFile,
    remembered: ModelDescription | null = null,
  ): Promise<void> {
    const { name } = file;
    const model: ModelFile = { name, blob: file };
    try {
      const description = await inspect(model);
      waiting.delete(description.role);
      const held = { description, access: 'open', file: model, kept } as const;
      store.update(step.modelAccepted(name, held, remembered));
      await memory.keep({ description, handle, kept }).catch(() => undefined);
    } catch (error) {
      store.update(step.modelRefused(name, packError(error)));
    }
  }

  async function take(picked: readonly PickedFile[]): Promise<void> {
    store.update(step.modelsChecked(picked.map(({ file }) => file.name)));
    // One after the other: of two files for one role the last one chosen stays.
    for (const one of picked) await takeOne(one);
  }

  /** Reads a file of an earlier visit; it may have changed or gone since. */
  async function reopen({ description, handle }: Reopenable): Promise<void> {
    const { role } = description;
    const { name } = handle;
    try {
      const file = await handle.getFile();
      store.update(step.modelsChecked([name]));
      await takeOne({ file, handle }, description);
    } catch (cause) {
      store.update(step.modelRemoved(role));
      store.update(step.modelRefused(name, packError(unreadable(name, cause))));
      await memory.forget(role).catch(() => undefined);
    }
  }

  async function recall(remembered: RememberedModel): Promise<HeldModel | null> {
    const { description, handle, kept } = remembered;
    if (kept !== null) {
      try {
        const file = await openKept(kept, description.name);
        store.update(step.modelsChecked([file.name]));
        await takeOne({ file, handle, kept }, description);
        return null;
      } catch (error) {
        store.update(step.modelRefused(description.name, packError(error)));
      }
    }
    if (handle === null) return { description, access: 'gone' };
    if (await mayRead(handle)) {
      await reopen({ description, handle });
      return null;
    }
    waiting.set(description.role, { description, handle });
    return { description, access: 'ask' };
  }

  return {
    take,

    async takePicked({ files, lost }) {
      for (const { name, cause } of lost) {
        store.update(step.modelRefused(name, packError(unreadable(name, cause))));
      }
      await take(files);
    },

    async start() {
      const remembered = await memory.recall().catch(() => []);
      const held = await Promise.all(remembered.map(recall));
      store.update(step.modelsRecalled(held.filter((model) => model !== null)));
    },

    async allowAgain() {
      // All at once: a browser that has answered for one file may find the click too old for the next.
      const asked = [...waiting.values()].map(async (model) => {
        return { model, isAllowed: await askToRead(model.handle).catch(() => false) };
      });
      for (const { model, isAllowed } of await Promise.all(asked)) {
        if (isAllowed) await reopen(model);
      }
    },

    async remove(role) {
      waiting.delete(role);
      store.update(step.modelRemoved(role));
      await memory.forget(role).catch(() => undefined);
    },

    async setKept(role, kept) {
      store.update(modelKept(role, kept));
      const remembered = await memory.recall().catch(() => []);
      const before = remembered.find(({ description }) => description.role === role);
      if (before !== undefined) await memory.keep({ ...before, kept }).catch(() => undefined);
    },

    dismissRefusal: (name) => store.update(step.refusalDismissed(name)),

    async chooseConfig(file) {
      if (file === null) {
        store.update(step.configRemoved);
        return;
      }
      store.update(step.modelsChecked([file.name]));
      try {
        const text = await file.slice(0, MAX_CONFIG_BYTES).text();
        const config = parseConfig(text);
        store.update(step.configAccepted({ name: file.name, config }));
      } catch (error) {
        store.update(step.modelRefused(file.name, packError(error)));
      }
    },
  };
}
