import {
  MAX_LATER_NAMES,
  namesOf,
  type KeptResult,
  type KeptSummary,
  type Shelf,
} from '../../store/kept';
import { beyondBudget, goingFirst, type Budget } from './budget';
import { packResult, readRaw, unpackResult, type RawResult } from './packed-result';
import type { ShelfRecords } from './records';
import { keptResultDamaged } from './shelf-errors';
import { markOf } from './source-mark';
import { readSummary, storedSummary } from './stored-summary';
import { thumbnailOf } from './thumbnail';

export interface ShelfDeps {
  readonly records: ShelfRecords;
  readonly budget: Budget;
  /** Milliseconds since 1970. */
  readonly wallClockMs: () => number;
}

/** A shelf on one kind of storage; its methods throw what the storage throws. */
export function createShelf({ records, budget, wallClockMs }: ShelfDeps): Shelf {
  let held: ReadonlySet<string> = new Set();

  const list = async (): Promise<readonly KeptSummary[]> => {
    const all = (await records.summaries()).map(readSummary).filter((one) => one !== null);
    return all.sort((a, b) => b.keptAtMs - a.keptAtMs);
  };

  /**
   * Stores a result. Where there is no room for it, results that nobody waits for or looks at make
   * as much as it takes: a disk that stays full for another reason does not cost all of them.
   */
  async function add(summary: KeptSummary, raw: RawResult): Promise<void> {
    for (let freed = 0; ;) {
      try {
        await records.addRaw(storedSummary(summary), raw);
        return;
      } catch (error) {
        const mayGo = isFull(error) && freed < summary.bytes ? await list() : [];
        const [first] = goingFirst(mayGo.filter(({ id }) => !held.has(id)));
        if (first === undefined || first.placed === 'waiting') throw error;
        await records.remove(first.id);
        freed += first.bytes;
      }
    }
  }

  async function read(id: string): Promise<RawResult | null> {
    const raw = await records.raw(id);
    if (raw !== undefined) return readRaw(raw);
    return unpackResult(await records.packed(id), (key) => records.picture(key));
  }

  async function pack(id: string): Promise<void> {
    const raw = readRaw(await records.raw(id));
    if (raw !== null) await records.replaceRaw(id, await packResult(raw));
  }

  return {
    async keep({ summary, result, before, colors }) {
      const raw = { result, before, colors };
      const thumbnail = await thumbnailOf(result.image, result.mask);
      const mark = await markOf({ summary, ...raw });
      const kept: KeptResult = {
        summary: { ...summary, mark, thumbnail, bytes: rawBytes(raw) },
        ...raw,
      };
      await add(kept.summary, raw);
      return { kept, lasting: records.lasting };
    },

    list,

    async take(id) {
      const summary = (await list()).find((one) => one.id === id);
      if (summary === undefined) return null;
      const raw = await read(id);
      if (raw === null) throw keptResultDamaged(summary.layerName);
      const usedAtMs = wallClockMs();
      // A full disk has no room to note it, and must not hide what it holds.
      await records.change(id, { usedAtMs }).catch(() => undefined);
      return { summary: { ...summary, usedAtMs }, ...raw };
    },

    async rename(id, laterName) {
      const one = (await list()).find((each) => each.id === id);
      if (one === undefined || namesOf(one).includes(laterName)) return;
      const laterNames = [...one.laterNames, laterName].slice(-MAX_LATER_NAMES);
      await records.change(id, { laterNames });
    },
    place: (id, placed) => records.change(id, { placed, usedAtMs: wallClockMs() }),
    adjust: (id, adjustment, thumbnail) =>
      records.change(id, { adjustment, ...(thumbnail !== undefined && { thumbnail }) }),
    discard: (id) => records.remove(id),
    hold(ids) {
      held = new Set(ids);
      return Promise.resolve();
    },

    async tidy() {
      for (const id of (await records.summaries()).flatMap(idOfUnreadable))
        await records.remove(id);
      // What cannot be packed, for want of room most likely, stays as it is.
      for (const { id } of await list()) await pack(id).catch(() => undefined);
      for (const id of beyondBudget(await list(), budget, held)) await records.remove(id);
    },
  };
}

/** The id of a summary that cannot be read, so that what nobody will ever see takes no room. */
function idOfUnreadable(stored: unknown): readonly string[] {
  const { id } = (stored ?? {}) as { readonly id?: unknown };
  return typeof id === 'string' && readSummary(stored) === null ? [id] : [];
}

function isFull(error: unknown): boolean {
  return (error as Partial<Error> | null)?.name === 'QuotaExceededError';
}

function rawBytes({ result, before, colors }: RawResult): number {
  const { image, mask } = result;
  const content = result.mode === 'smart-object' ? result.content : null;
  return [image, mask, content, before].reduce(
    (sum, picture) => sum + (picture?.data.byteLength ?? 0),
    colors instanceof Uint8Array ? colors.byteLength : 0,
  );
}
