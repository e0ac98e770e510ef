import { isKnownProfile, WORKING, type SpaceName } from '../model/color';
import { newSamples, WHITE, type PixelDepth, type Samples } from '../model/raster';
import { guardImaging } from '../modal-guard';
import { call, errorOf, type Sim } from '../sim';
import { checkOptions } from '../strict';
import { newImageData } from './image-data';

export interface CreateOptions {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly colorSpace: SpaceName;
  readonly colorProfile?: string;
  readonly chunky?: boolean;
  readonly fullRange?: boolean;
}

const OPTIONS = [
  'width',
  'height',
  'components',
  'colorSpace',
  'colorProfile',
  'chunky',
  'fullRange',
];

const DEPTHS: Readonly<Record<string, PixelDepth>> = {
  '[object Uint8Array]': 8,
  '[object Uint16Array]': 16,
  '[object Float32Array]': 32,
};

function depthOf(sim: Sim, array: unknown): PixelDepth {
  const tag = Object.prototype.toString.call(array);
  const depth = DEPTHS[tag];
  if (depth !== undefined) return depth;
  if (!sim.rules('C1') && tag === '[object Uint8ClampedArray]') return 8;
  throw errorOf(sim, `${tag} cannot hold pixels`);
}

function checkSizes(sim: Sim, options: CreateOptions): void {
  if (!sim.rules('C2')) return;
  for (const key of ['width', 'height', 'components'] as const) {
    if (!Number.isInteger(options[key]) || options[key] <= 0) {
      throw errorOf(sim, `${key} is required and whole`);
    }
  }
  const colors = { RGB: 3, Grayscale: 1, Lab: 3 }[options.colorSpace] as number | undefined;
  if (colors === undefined) throw errorOf(sim, 'colorSpace is required');
  if (options.components !== colors && options.components !== colors + 1) {
    throw errorOf(sim, 'components do not fit the colour space');
  }
}

function checkProfile(sim: Sim, { colorSpace, colorProfile }: CreateOptions): void {
  if (colorProfile === undefined || !sim.rules('C4')) return;
  if (!isKnownProfile(colorSpace, colorProfile)) throw errorOf(sim, 'unknown colour profile');
}

/** A chunky copy within the 16-bit range of Photoshop. */
function copied(sim: Sim, array: Samples, depth: PixelDepth, options: CreateOptions): Samples {
  const { components, chunky = true, fullRange = false } = options;
  const out = newSamples(array.length, depth);
  const length = array.length / components;
  for (let i = 0; i < out.length; i++) {
    const from = chunky ? i : (i % components) * length + Math.floor(i / components);
    let value = array[from] ?? 0;
    if (depth === 16 && fullRange) value = Math.round((value * WHITE[16]) / 65535);
    else if (depth === 16 && value > WHITE[16] && sim.rules('I4')) {
      if (!sim.switches.clamp16) throw errorOf(sim, 'a 16-bit value is above 32768');
      value = WHITE[16];
    }
    out[i] = value;
  }
  return out;
}

export function createImageDataFromBuffer(
  sim: Sim,
  array: Samples,
  options: CreateOptions,
): Promise<object> {
  checkOptions(sim, 'createImageDataFromBuffer', options, OPTIONS);
  const aliased = !sim.rules('C3');
  const early = aliased ? array : array.slice();
  const taken = { ...options };
  return call(sim, 'imaging.createImageDataFromBuffer', () => {
    const needsModal = sim.switches.bufferCallsNeedModal || !sim.rules('X7');
    if (needsModal) guardImaging(sim, 'X5');
    const depth = depthOf(sim, early);
    checkSizes(sim, taken);
    if (early.length !== taken.width * taken.height * taken.components && sim.rules('C1')) {
      throw errorOf(sim, 'the buffer has the wrong length');
    }
    checkProfile(sim, taken);
    return newImageData(sim, {
      width: taken.width,
      height: taken.height,
      components: taken.components,
      depth,
      space: {
        name: taken.colorSpace,
        profile: taken.colorProfile ?? WORKING[taken.colorSpace],
      },
      isChunky: taken.chunky ?? true,
      data: copied(sim, early, depth, taken),
    });
  });
}
