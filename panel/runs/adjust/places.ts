import type { LayerRef } from '../../../src/core/document';
import { DocumentError } from '../../../src/core/errors';
import { forEditor } from '../layer-result';
import { insertKept, type PutDeps, type PutResult } from '../put-kept';

/** Where adjusted results go. */
export interface Places {
  /**
   * Puts a result in the place of `layer`, or of the newest of those that it was before: undoing a
   * replacement brings one of them back. null: inserts it.
   *
   * @param make what is put there, for each layer that is tried, since an editor may take its pixels
   * @throws what the editor throws
   */
  put(
    id: string,
    layer: LayerRef | null,
    make: () => Promise<PutResult>,
    signal: AbortSignal,
  ): Promise<LayerRef>;
}

/** How many replacements can be undone, and still be done again in the same place. */
const MOST_EARLIER = 8;

export function createPlaces(deps: Omit<PutDeps, 'store'>): Places {
  const { host, pictures } = deps;
  /** The layers that each result was, the newest first. */
  const earlier = new Map<string, readonly LayerRef[]>();

  async function replaceOne(
    [layer, ...others]: readonly [LayerRef, ...LayerRef[]],
    make: () => Promise<PutResult>,
    signal: AbortSignal,
  ): Promise<LayerRef> {
    const result = await forEditor(await make(), pictures);
    try {
      return await host.replaceLayer(layer, result, signal);
    } catch (error) {
      const [next, ...rest] = others;
      if (next === undefined || !hasCode(error, 'layer-gone')) throw error;
      return replaceOne([next, ...rest], make, signal);
    }
  }

  return {
    async put(id, layer, make, signal) {
      const before = earlier.get(id) ?? [];
      if (layer === null) {
        const inserted = await insertKept(deps, await make(), signal);
        earlier.delete(id);
        return inserted;
      }
      const put = await replaceOne([layer, ...before], make, signal);
      const others = [layer, ...before].filter(({ layerId }) => layerId !== put.layerId);
      earlier.set(id, others.slice(0, MOST_EARLIER));
      return put;
    },
  };
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof DocumentError && error.code === code;
}
