import type { Planes } from '../../pixels/planes';

/**
 * What the network made of one tile that was tried, for the run that comes to the same tile: at most
 * 16 values for each pixel and channel of the largest tile, some 150 MB.
 */
export interface KeptTile {
  /**
   * The network's picture of `input`; null: it has not seen it. `key` names everything else that the
   * picture depends on. What is found is borrowed.
   */
  find(key: string, input: Planes): Planes | null;
  /** Keeps it instead of the one before. Takes `output`, borrows `input`. */
  keep(key: string, input: Planes, output: Planes): void;
  clear(): void;
  readonly isEmpty: boolean;
  /** Of what is kept; 0 when empty. */
  readonly bytes: number;
}

export function createKeptTile(): KeptTile {
  let kept: { readonly key: string; readonly input: Planes; readonly output: Planes } | null = null;
  return {
    find: (key, input) =>
      kept !== null && kept.key === key && isSame(kept.input, input) ? kept.output : null,
    keep(key, input, output) {
      // The run's own memory of the input is used again.
      kept = { key, input: { ...input, data: input.data.slice() }, output };
    },
    clear() {
      kept = null;
    },
    get isEmpty() {
      return kept === null;
    },
    get bytes() {
      return kept === null ? 0 : kept.input.data.byteLength + kept.output.data.byteLength;
    },
  };
}

function isSame(a: Planes, b: Planes): boolean {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) return false;
  for (let i = 0; i < a.data.length; i++) if (a.data[i] !== b.data[i]) return false;
  return true;
}
