import type { ColorSpace } from '../model/color';
import type { PixelDepth, Samples } from '../model/raster';
import { newSamples, WHITE } from '../model/raster';
import { call, errorOf, type Sim } from '../sim';
import { checkOptions, strict } from '../strict';
import { countArray, countImage, freeImage } from './memory';

/** What an image data object holds: interleaved values, 16 bit up to 32768. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly depth: PixelDepth;
  readonly space: ColorSpace;
  readonly isChunky: boolean;
  readonly data: Samples;
}

const pictures = new WeakMap<object, Picture>();
const disposed = new WeakSet<object>();

/** Throws for what is no image data, or was disposed. */
export function pictureOf(sim: Sim, object: unknown): Picture {
  const known = typeof object === 'object' && object !== null ? pictures.get(object) : undefined;
  if (known === undefined) throw errorOf(sim, 'this is no image data');
  return known;
}

export function isDisposed(object: unknown): boolean {
  return typeof object === 'object' && object !== null && disposed.has(object);
}

export function hasAlpha({ components, space }: Picture): boolean {
  return components === (space.name === 'Grayscale' ? 2 : 4);
}

const FORMATS = { RGB: 'RGB', Grayscale: 'Grayscale', Lab: 'LAB' } as const;
const ALPHA_FORMATS = { RGB: 'RGBA', Grayscale: 'GrayscaleAlpha', Lab: 'LABAlpha' } as const;

interface DataOptions {
  readonly chunky?: boolean;
  readonly fullRange?: boolean;
}

const FULL_16 = 65535;

/** A copy in the constructors of the plugin's realm. */
function handOut(sim: Sim, picture: Picture, options: DataOptions): Samples {
  const { Uint8Array: Bytes, Uint16Array: Words, Float32Array: Floats } = sim.realm;
  const { data, depth } = picture;
  if (!sim.rules('P4')) return data;
  const source = options.chunky === false && sim.rules('I3') ? planar(picture) : data;
  if (depth === 8) return new Bytes(source);
  if (depth === 32) return new Floats(source);
  const words = new Words(source);
  const factor = FULL_16 / WHITE[16];
  const full = options.fullRange === true || !sim.rules('I4');
  if (full) words.forEach((value, i) => (words[i] = Math.round(value * factor)));
  return words;
}

function planar({ data, components, depth }: Picture): Samples {
  const out = newSamples(data.length, depth);
  const length = data.length / components;
  for (let i = 0; i < data.length; i++) {
    out[(i % components) * length + Math.floor(i / components)] = data[i] ?? 0;
  }
  return out;
}

function profileNote({ depth, space }: Picture): string {
  if (depth !== 32) return '';
  return space.name === 'Grayscale' ? ' (Linear Grayscale Profile)' : ' (Linear RGB Profile)';
}

/** Photoshop's own class: nobody else makes its objects. */
function classOf(sim: Sim): new (token: symbol) => object {
  return class PhotoshopImageData extends Object {
    constructor(token: symbol) {
      super();
      if (token !== TOKEN && sim.rules('I1')) throw errorOf(sim, 'Illegal constructor');
    }
  };
}

const TOKEN = Symbol('made by Photoshop');
const classes = new WeakMap<Sim, new (token: symbol) => object>();

export function newImageData(sim: Sim, picture: Picture): object {
  const made = classes.get(sim) ?? classOf(sim);
  classes.set(sim, made);
  const target = new made(TOKEN);
  const living = (): Picture => {
    if (disposed.has(target) && sim.rules('I2')) throw errorOf(sim, 'image data was disposed');
    return picture;
  };
  const views: Record<string, () => unknown> = sim.rules('I5')
    ? {
        width: () => living().width,
        height: () => living().height,
        components: () => living().components,
        componentSize: () => living().depth,
        colorSpace: () => living().space.name,
        colorProfile: () => living().space.profile + profileNote(picture),
        hasAlpha: () => hasAlpha(living()),
        pixelFormat: () => (hasAlpha(living()) ? ALPHA_FORMATS : FORMATS)[picture.space.name],
        isChunky: () => living().isChunky,
        type: () => (living(), 'image/uncompressed'),
      }
    : { width: () => living().width, height: () => living().height };
  for (const [key, get] of Object.entries(views)) {
    Object.defineProperty(target, key, { enumerable: true, get });
  }
  const getData = (options: DataOptions = {}): Promise<Samples> => {
    checkOptions(sim, 'getData', options, ['chunky', 'fullRange']);
    return call(sim, 'imageData.getData', () => {
      living();
      const array = handOut(sim, picture, options);
      countArray(sim, object, array);
      return array;
    });
  };
  const dispose = (): void => {
    disposed.add(target);
    disposed.add(object);
    freeImage(sim, object);
  };
  Object.assign(target, { getData, dispose });
  const object = strict(sim, 'PhotoshopImageData', target);
  pictures.set(object, picture);
  countImage(sim, object, picture.data.byteLength);
  return object;
}
