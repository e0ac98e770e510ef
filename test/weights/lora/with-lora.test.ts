import { nextTask } from '../../../src/core/abort';
import { castTensor, readFloats } from '../../../src/weights/cast';
import type { LazyTensor } from '../../../src/weights/lazy-tensor';
import { withLora } from '../../../src/weights/lora/with-lora';
import type { SafetensorsFile } from '../../../src/weights/safetensors';
import { codeOf } from '../../support/code-of';
import { loraFile, loraParts, openParts } from './lora-bytes';
import { mergeBeforehand } from './merge-beforehand';
import { BASE, BLOCK, CASES, TE2, UNET, weight } from './small-base';

const STRENGTHS = [1, 0.4, -1.5, 2];

function close(actual: LazyTensor, expected: LazyTensor): void {
  // A half's last bit; single precision's where 32 bits are kept.
  const digits = expected.type === 'F16' ? 2e-3 : 1e-6;
  const [a, b] = [readFloats(actual), readFloats(expected)];
  expect(a.length).toBe(b.length);
  for (let i = 0; i < b.length; i++) {
    expect(Math.abs(a[i]! - b[i]!)).toBeLessThanOrEqual(digits * Math.max(0.25, Math.abs(b[i]!)));
  }
}

describe.each(Object.entries(CASES))('%s', (_, { layer, pairing }) => {
  const lora = loraFile([layer]);
  const pairings = [{ layer: layer.name, ...pairing }];

  test.each(STRENGTHS)('merged while reading is merged beforehand, at strength %p', (strength) => {
    const merged = withLora(BASE, lora, strength);
    const expected = mergeBeforehand(BASE, lora, pairings, strength);
    const { weight: name } = pairing;
    close(merged.tensors.get(name)!, expected.tensors.get(name)!);
    expect(readFloats(merged.tensors.get(name)!)).not.toEqual(readFloats(BASE.tensors.get(name)!));
    for (const [other, tensor] of BASE.tensors) {
      if (other !== name) expect(merged.tensors.get(other)).toBe(tensor);
    }
  });

  test('any range reads what the whole has there, both ways', async () => {
    const tensor = withLora(BASE, lora, 0.7).tensors.get(pairing.weight)!;
    const whole = Uint8Array.from(tensor.read(0, tensor.byteLength));
    for (let begin = 0; begin < whole.length; begin += 10) {
      for (const length of [2, 4, 38, 76, whole.length]) {
        const count = Math.min(length, whole.length - begin);
        const part = whole.subarray(begin, begin + count);
        expect(Uint8Array.from(tensor.read(begin, count))).toEqual(part);
        expect(
          Uint8Array.from(tensor.read(begin, count, new Uint8Array(whole.length + 8))),
        ).toEqual(part);
        expect(await tensor.readAsync(begin, count)).toEqual(part);
      }
    }
  });
});

test('reading does not change the file', () => {
  const { layer, pairing } = CASES['a weight of 32 bits']!;
  const before = readFloats(BASE.tensors.get(pairing.weight)!);
  readFloats(withLora(BASE, loraFile([layer]), 1).tensors.get(pairing.weight)!);
  expect(readFloats(BASE.tensors.get(pairing.weight)!)).toEqual(before);
});

test('all three thirds of bigG’s rows, and all layers at once', () => {
  const thirds = ['q', 'k', 'v'].map((name, i) => ({
    layer: {
      name: `lora_te2_text_model_encoder_layers_0_self_attn_${name}_proj`,
      down: [2, 6],
      up: [6, 2],
      alpha: i + 1,
    },
    pairing: { weight: `${TE2}transformer.resblocks.0.attn.in_proj_weight`, firstRow: 6 * i },
  }));
  const all = [...thirds, CASES['a matrix']!, CASES['kernels of 3 × 3']!, CASES['CLIP-L']!];
  const lora = loraFile(all.map(({ layer }) => layer));
  const pairings = all.map(({ layer, pairing }) => ({ layer: layer.name, ...pairing }));
  const merged = withLora(BASE, lora, 0.8);
  const expected = mergeBeforehand(BASE, lora, pairings, 0.8);
  for (const [name, tensor] of expected.tensors) {
    if (tensor !== BASE.tensors.get(name)) close(merged.tensors.get(name)!, tensor);
  }
});

test.each(['kohya', 'peft', 'adapter', 'older'] as const)('endings of the family %s', (family) => {
  const { layer, pairing } = CASES['a matrix']!;
  const name =
    family === 'kohya'
      ? layer.name
      : `unet.down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q`;
  const lora = loraFile([{ ...layer, name }], family);
  const merged = withLora(BASE, lora, 1).tensors.get(pairing.weight)!;
  const expected = mergeBeforehand(BASE, lora, [{ layer: name, ...pairing }], 1);
  close(merged, expected.tensors.get(pairing.weight)!);
});

test('a weight of many products is read while the thread does other things', async () => {
  const name = `${UNET}${BLOCK}ff.net.0.proj.weight`;
  const base = openParts([weight(name, [384, 400], 'F32')], 'wide.safetensors');
  const layer = {
    name: 'lora_unet_input_blocks_4_1_transformer_blocks_0_ff_net_0_proj',
    down: [256, 400],
    up: [384, 256],
  };
  const lora = loraFile([layer]);
  const tensor = withLora(base, lora, 1).tensors.get(name)!;
  let isRead = false;
  // Not at the beginning of a row.
  const reading = tensor.readAsync(40, tensor.byteLength - 40).finally(() => (isRead = true));
  await nextTask();
  expect(isRead).toBe(false);
  const bytes = await reading;
  expect(bytes).toEqual(Uint8Array.from(tensor.read(40, tensor.byteLength - 40)));
  close(
    tensor,
    mergeBeforehand(base, lora, [{ layer: layer.name, weight: name }], 1).tensors.get(name)!,
  );
});

describe('strength', () => {
  const { layer, pairing } = CASES['a matrix']!;
  const lora = loraFile([layer]);
  const keyAt = (file: SafetensorsFile): string => file.tensors.get(pairing.weight)!.key;

  test('0 is the file as it is', () => {
    expect(withLora(BASE, lora, 0)).toBe(BASE);
  });

  test('an alpha of 0 adds nothing', () => {
    const none = openParts(loraParts([{ ...layer, alpha: 0 }]));
    const merged = withLora(BASE, none, 1).tensors.get(pairing.weight)!;
    expect(readFloats(merged)).toEqual(readFloats(BASE.tensors.get(pairing.weight)!));
  });

  test('an alpha may be a whole number', async () => {
    const parts = loraParts([{ ...layer, alpha: 2 }]);
    const whole = { dtype: 'I64', bytes: new Uint8Array(BigInt64Array.of(2n).buffer) } as const;
    const wholes = parts.map((part) =>
      part.name.endsWith('.alpha') ? { ...part, ...whole } : part,
    );
    const [tensor, expected] = [wholes, parts].map((each) =>
      withLora(BASE, openParts(each), 1).tensors.get(pairing.weight)!,
    );
    expect(readFloats(tensor!)).toEqual(readFloats(expected!));
    const bytes = await tensor!.readAsync(0, tensor!.byteLength);
    expect(bytes).toEqual(Uint8Array.from(expected!.read(0, expected!.byteLength)));
  });

  test('another one, or another file, is known by other keys', () => {
    const other = openParts(loraParts([layer]), 'other.safetensors');
    const files = [
      BASE,
      withLora(BASE, lora, 1),
      withLora(BASE, lora, 0.5),
      withLora(BASE, other, 1),
    ];
    expect(new Set(files.map(({ key }) => key)).size).toBe(4);
    expect(new Set(files.map(keyAt)).size).toBe(4);
    expect(withLora(BASE, lora, 1).key).toBe(withLora(BASE, lora, 1).key);
    expect(keyAt(withLora(BASE, lora, 1))).toBe(keyAt(withLora(BASE, lora, 1)));
  });

  test('beyond what 16 bits can hold is told, with a way out', async () => {
    const strong = openParts(loraParts([{ ...layer, alpha: 4e6 }]));
    const tensor = withLora(BASE, strong, 2).tensors.get(pairing.weight)!;
    expect(codeOf(() => tensor.read(0, tensor.byteLength))).toBe('model-lora-too-strong');
    expect(await codeOf(tensor.readAsync(0, tensor.byteLength))).toBe('model-lora-too-strong');
  });

  test.each(['to_q', 'to_k', 'to_v'])(
    'beyond what 16 bits can hold is told where a session casts the weight: %s',
    async (part) => {
      const { name } = layer;
      const other = { ...layer, name: name.replace('to_q', part), alpha: 4e6 };
      const key = pairing.weight.replace('to_q', part);
      const merged = withLora(BASE, openParts(loraParts([other])), 2).tensors.get(key)!;
      const tensor = castTensor(merged, 'F16');
      expect(codeOf(() => tensor.read(0, tensor.byteLength))).toBe('model-lora-too-strong');
      expect(await codeOf(tensor.readAsync(0, tensor.byteLength))).toBe('model-lora-too-strong');
    },
  );
});
