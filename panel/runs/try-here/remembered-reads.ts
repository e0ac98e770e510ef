import type { EditorHost } from '../../../src/hosts/host';

export interface RememberedReads {
  /** The host, whose pixels are read once as long as they are asked for at the same revision. */
  at(
    revision: string,
  ): Pick<EditorHost, 'modes' | 'largestDocument' | 'readLayer' | 'readSelection'>;
  /** Frees what is remembered. */
  forget(): void;
}

/**
 * What one try has read, for the next. It is for tries alone: a run reads anew, since a revision
 * that an editor forgets to change must not put old pixels into the document.
 */
export function rememberReads(host: EditorHost): RememberedReads {
  let layer: Remembered<ReturnType<EditorHost['readLayer']>> | null = null;
  let selection: Remembered<ReturnType<EditorHost['readSelection']>> | null = null;
  // A read that was called off may still end, when nobody is left to free what it brings.
  let generation = 0;
  return {
    at: (revision) => ({
      modes: host.modes,
      ...(host.largestDocument && { largestDocument: host.largestDocument }),
      async readLayer(ref, docRect, signal) {
        const key = JSON.stringify([revision, ref, docRect]);
        if (layer?.key === key) return layer.value;
        // Not both at once in memory.
        layer = null;
        const own = generation;
        const value = await host.readLayer(ref, docRect, signal);
        if (own === generation && !signal.aborted) layer = { key, value };
        return value;
      },
      async readSelection(documentId, docRect, signal) {
        const key = JSON.stringify([revision, documentId, docRect]);
        if (selection?.key === key) return selection.value;
        selection = null;
        const own = generation;
        const value = await host.readSelection(documentId, docRect, signal);
        if (own === generation && !signal.aborted) selection = { key, value };
        return value;
      },
    }),
    forget() {
      generation++;
      layer = null;
      selection = null;
    },
  };
}

interface Remembered<Read extends Promise<unknown>> {
  readonly key: string;
  readonly value: Awaited<Read>;
}
