import type { DocRect, Size } from '../core/geometry';
import type { Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { LayerLook } from '../core/document';

/** The file inside a smart object, at its own size. */
export interface SmartContent {
  readonly png: Uint8Array;
  readonly size: Size;
  /** As the editor shows it, e.g. `restored.png`. */
  readonly fileName: string;
  /** Pixels per inch, 72 unless given. */
  readonly resolution?: number | null;
}

/** A layer to be written. 8 and 16 bit, colour and gray are converted to what the document has. */
export interface NewLayer {
  readonly name: string;
  /** Where `image` lies; may reach outside the canvas. */
  readonly rect: DocRect;
  /** Of `rect`'s size. */
  readonly image: Image;
  /** Of `rect`'s size; 0 outside. null: no mask. */
  readonly mask: Mask | null;
  readonly look: LayerLook;
  /** Keeps this picture inside, shown on `rect`. */
  readonly smartObject?: SmartContent;
}
