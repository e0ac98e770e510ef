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
  return {
    at: (revision) => ({
      modes: host.modes,
      ...(host.largestDocument && { largestDocument: host.largestDocument }),
      async readLayer(ref, docRect, signal) {
        const key = JSON.stringify([revision, ref, docRect]);
        if (layer?.key !== key) {
          // Not both at once in memory.
          layer = null;
          layer = { key, value: await host.readLayer(ref, docRect, signal) };
        }
        return layer.value;
      },
      async readSelection(documentId, docRect, signal) {
        const key = JSON.stringify([revision, documentId, docRect]);
        if (selection?.key !== key) {
          selection = null;
          selection = { key, value: await host.readSelection(documentId, docRect, signal) };
        }
        return selection.value;
      },
    }),
    forget() {
      layer = null;
      selection = null;
    },
  };
}

interface Remembered<Read extends Promise<unknown>> {
  readonly key: string;
  readonly value: Awaited<Read>;
}
