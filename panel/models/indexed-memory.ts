import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ModelMemory, RememberedModel } from './memory';
import type { SdxlDescription } from '../../src/model-files/description';
import { MODEL_ROLES, type ModelRole } from '../store/models';

const DATABASE = 'supir-panel-models';
const VERSION = 1;

interface Schema extends DBSchema {
  files: { key: ModelRole; value: RememberedModel };
}

/** A memory in IndexedDB, which can hold file handles. Refused by the browser it remembers nothing. */
export function createIndexedMemory(): ModelMemory {
  let opened: Promise<IDBPDatabase<Schema> | null> | null = null;
  const database = (): Promise<IDBPDatabase<Schema> | null> =>
    (opened ??= openDB<Schema>(DATABASE, VERSION, {
      upgrade: (db) => void db.createObjectStore('files'),
    }).catch(() => null));
  return {
    async recall() {
      const db = await database();
      if (db === null) return [];
      const found = await Promise.all(MODEL_ROLES.map((role) => db.get('files', role)));
      return found.filter((model) => model !== undefined).map(complete);
    },
    async keep(model) {
      await (await database())?.put('files', model, model.description.role);
    },
    async forget(role) {
      await (await database())?.delete('files', role);
    },
  };
}

/** Adds the fields that what an earlier version of the panel stored lacks. */
function complete(stored: RememberedModel): RememberedModel {
  const { description, handle, kept }: RememberedModel = { ...NOT_KEPT, ...stored };
  if (description.role !== 'sdxl') return { description, handle, kept };
  const later: Partial<SdxlDescription> = { predictionHint: null };
  return { description: { ...later, ...description }, handle, kept };
}

const NOT_KEPT = { kept: null };
