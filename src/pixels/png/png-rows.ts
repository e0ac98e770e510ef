import type { Size } from '../../core/geometry';
import type { Depth } from '../../core/image';

/** Pixels of a PNG that are made row by row. */
export interface PngRows extends Size {
  readonly depth: Depth;
  readonly colorType: number;
  readonly rowBytes: number;
  /** Writes the samples of a row, the high byte of each first. */
  readonly pack: (y: number, row: Uint8Array) => void;
}
