import { elementCount } from '../../../src/core/tensor';
import { bytesSource } from '../../../src/weights/byte-source';
import { openSafetensors, type SafetensorsFile } from '../../../src/weights/safetensors';
import { normalsFrom } from '../../support/random';
import { encodeFile, storeFloats, type FloatName, type Part } from '../encode-file';

/** A layer of a low-rank file that a test adds. */
export interface TestLayer {
  /** Everything before `.lora_down.weight` and so on. */
  readonly name: string;
  readonly down: readonly number[];
  readonly up: readonly number[];
  readonly alpha?: number;
  readonly type?: FloatName;
}

/** How a family of names ends the names of a layer's tensors. */
export const ENDINGS = {
  kohya: { down: '.lora_down.weight', up: '.lora_up.weight' },
  peft: { down: '.lora_A.weight', up: '.lora_B.weight' },
  adapter: { down: '.lora_A.default.weight', up: '.lora_B.default.weight' },
  older: { down: '.lora.down.weight', up: '.lora.up.weight' },
} as const;

/** Numbers around 0 of a size that changes pictures and keeps weights finite. */
export function loraParts(
  layers: readonly TestLayer[],
  family: keyof typeof ENDINGS = 'kohya',
  deviation = 0.15,
): readonly Part[] {
  const normal = normalsFrom(20240613);
  return layers.flatMap(({ name, down, up, alpha, type = 'F32' }) => {
    const part = (ending: string, shape: readonly number[]): Part => {
      const values = Float32Array.from({ length: elementCount(shape) }, () => normal() * deviation);
      return { name: name + ending, dtype: type, shape, bytes: storeFloats(values, type).bytes };
    };
    const { down: downEnd, up: upEnd } = ENDINGS[family];
    const scalar: Part[] =
      alpha === undefined
        ? []
        : [
            {
              name: `${name}.alpha`,
              dtype: 'F32',
              shape: [],
              bytes: storeFloats(Float32Array.of(alpha), 'F32').bytes,
            },
          ];
    return [part(downEnd, down), part(upEnd, up), ...scalar];
  });
}

export function openParts(parts: readonly Part[], name = 'lora.safetensors'): SafetensorsFile {
  return openSafetensors(bytesSource(name, encodeFile(parts)));
}

export function loraFile(
  layers: readonly TestLayer[],
  family: keyof typeof ENDINGS = 'kohya',
): SafetensorsFile {
  return openParts(loraParts(layers, family));
}
