import type { DocRect, Size } from '../core/geometry';
import type { Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { LayerLook } from '../core/document';

/** The file inside a smart object, at its own size. */
export interface SmartContent {
  readonly png: Uint8Array;
  readonly size: Size;
  /** Name that the editor shows, e.g. `restored.png`. */
  readonly fileName: string;
  /** Pixels per inch, 72 unless given. */
  readonly resolution?: number | null;
}

/** A layer to be written. 8 and 16 bit, colour and gray are converted to the document's. */
export interface NewLayer {
  readonly name: string;
  /** Place of `image`; may reach outside the canvas. */
  readonly rect: DocRect;
  /** Pixels, of `rect`'s size. */
  readonly image: Image;
  /** Layer mask of `rect`'s size; 0 outside. null: none. */
  readonly mask: Mask | null;
  readonly look: LayerLook;
  /** A picture that is kept inside and shown on `rect`. */
  readonly smartObject?: SmartContent;
}
