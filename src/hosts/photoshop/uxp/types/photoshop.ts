/**
 * The part of `require('photoshop')` that the plugin uses, as it is documented for Photoshop 26.0.
 * The published packages leave out some of it (`finalName`, `isChunky`, a missing document) and get
 * some wrong (`dispose` is synchronous), so they are no base for this.
 */
export interface PhotoshopModule {
  readonly app: PhotoshopApp;
  readonly core: PhotoshopCore;
  readonly action: PhotoshopAction;
  readonly imaging: Imaging;
  readonly constants: PhotoshopConstants;
}

export interface PhotoshopConstants {
  readonly ElementPlacement: { readonly PLACEBEFORE: string };
  readonly ResampleMethod: { readonly BICUBIC: string };
  readonly AnchorPosition: { readonly TOPLEFT: string };
}

export interface PhotoshopApp {
  /** null: nothing is open. Setting it needs a modal scope. */
  activeDocument: PsDocument | null;
  readonly documents: ArrayLike<PsDocument>;
}

/** Right and bottom are exclusive. */
export interface PsBounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An open document; once closed, it throws on every access but `id`. */
export interface PsDocument {
  readonly id: number;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly resolution: number;
  readonly mode: string;
  readonly bitsPerChannel: string;
  /** `None` where it is not tagged. */
  readonly colorProfileName: string;
  readonly quickMaskMode: boolean;
  /** Top of the stack first, one level. */
  readonly layers: ArrayLike<PsLayer>;
  readonly activeLayers: ArrayLike<PsLayer>;
  readonly selection: { readonly bounds: PsBounds | null };
  createPixelLayer(options: { readonly name: string }): Promise<PsLayer>;
  resizeImage(width: number, height: number, resolution: number, method: string): Promise<void>;
}

/** A layer; the object is made anew on each access, so compare by id. */
export interface PsLayer {
  readonly id: number;
  name: string;
  readonly kind: string;
  visible: boolean;
  /** Percent, with fractions. */
  opacity: number;
  /** Percent, with fractions. */
  fillOpacity: number;
  /** One of `constants.BlendMode`. */
  blendMode: string;
  /** Percent: how much the layer mask counts. */
  readonly layerMaskDensity: number;
  /** Percent: how much the vector mask counts. */
  readonly vectorMaskDensity: number;
  /** Missing where this is the document. */
  readonly allLocked?: boolean;
  readonly pixelsLocked?: boolean;
  readonly isBackgroundLayer: boolean;
  isClippingMask: boolean;
  /** Bounds of the layer's pixels; of no area where there are none. */
  readonly boundsNoEffects: PsBounds;
  /** The layer's group; null at the top level, where some versions give the document. */
  readonly parent?: PsLayer | null;
  /** Members of a group. */
  readonly layers?: ArrayLike<PsLayer> | null;
  move(reference: PsLayer, placement: string): Promise<void>;
  scale(widthPercent: number, heightPercent: number, anchor: string): Promise<void>;
  translate(dx: number, dy: number): Promise<void>;
  delete(): Promise<void>;
}

export interface PhotoshopCore {
  executeAsModal<T>(
    work: (context: ModalContext) => Promise<T>,
    options: { readonly commandName: string },
  ): Promise<T>;
  getGPUInfo?(): Promise<unknown>;
}

/** Its properties are not enumerable: do not spread it. */
export interface ModalContext {
  /** The user pressed Esc. */
  readonly isCancelled: boolean;
  readonly hostControl: {
    suspendHistory(options: {
      readonly documentID: number;
      readonly name: string;
    }): Promise<HistorySuspension>;
    resumeHistory(suspension: HistorySuspension, commit: boolean): Promise<void>;
  };
}

export interface HistorySuspension {
  finalName?: string;
}

export interface Descriptor {
  readonly _obj: string;
  readonly [key: string]: unknown;
}

type Listener = (name: string, descriptor: unknown) => void;

export interface PhotoshopAction {
  /** Runs commands; one that failed answers with `_obj: 'error'`. */
  batchPlay(commands: readonly Descriptor[], options: object): Promise<readonly Descriptor[]>;
  addNotificationListener(events: readonly string[], listener: Listener): Promise<void>;
  removeNotificationListener(events: readonly string[], listener: Listener): Promise<void>;
}

export type PsPixels = Uint8Array | Uint16Array | Float32Array;

export interface PsImageData {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly componentSize: number;
  /** Copies the pixels; 16 bit is 0…32768 unless `fullRange`. */
  getData(options: { readonly chunky: boolean; readonly fullRange?: boolean }): Promise<PsPixels>;
  /** At once, and synchronously. */
  dispose(): void;
}

export interface ReadResult {
  readonly imageData: PsImageData;
  /** Bounds of the part that was read, trimmed to where there are pixels. */
  readonly sourceBounds: PsBounds;
  /** 0: full resolution. */
  readonly level?: number;
}

export type MaskKind = 'user' | 'vector';

/** All but the buffer calls work inside a modal scope only. */
export interface Imaging {
  getPixels(options: {
    readonly documentID: number;
    readonly layerID: number;
    readonly sourceBounds: PsBounds;
    readonly colorSpace: 'RGB';
    readonly colorProfile?: string;
    readonly componentSize: 8 | 16 | 32;
  }): Promise<ReadResult>;
  putPixels(options: {
    readonly documentID: number;
    readonly layerID: number;
    readonly imageData: PsImageData;
    readonly replace: boolean;
    readonly targetBounds: { readonly left: number; readonly top: number };
  }): Promise<void>;
  /** Rejects where there is no such mask, or nothing of it on `sourceBounds`. */
  getLayerMask(options: {
    readonly documentID: number;
    readonly layerID: number;
    readonly kind: MaskKind;
    readonly sourceBounds: PsBounds;
  }): Promise<Pick<ReadResult, 'imageData' | 'sourceBounds'>>;
  putLayerMask(options: {
    readonly documentID: number;
    readonly layerID: number;
    readonly kind: 'user';
    readonly imageData: PsImageData;
    readonly replace: boolean;
    readonly targetBounds: { readonly left: number; readonly top: number };
  }): Promise<void>;
  getSelection(options: {
    readonly documentID: number;
    readonly sourceBounds: PsBounds;
  }): Promise<Pick<ReadResult, 'imageData' | 'sourceBounds'>>;
  createImageDataFromBuffer(
    pixels: PsPixels,
    options: {
      readonly width: number;
      readonly height: number;
      readonly components: number;
      readonly chunky: boolean;
      readonly colorSpace: 'RGB' | 'Grayscale';
      readonly colorProfile?: string;
      readonly fullRange?: boolean;
    },
  ): Promise<PsImageData>;
}
