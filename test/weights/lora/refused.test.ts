import { withLora } from '../../../src/weights/lora/with-lora';
import { codeOf } from '../../support/code-of';
import type { Part } from '../encode-file';
import { loraParts, openParts } from './lora-bytes';
import { BASE, CASES, weight } from './small-base';

describe('refused by name, whatever the strength', () => {
  const { layer } = CASES['a matrix']!;
  const one = (name: string, shape: readonly number[] = [4, 7]): Part => weight(name, shape, 'F32');
  const plain = loraParts([layer]);

  test.each<[string, readonly Part[], string]>([
    ['DoRA', [...plain, one(`${layer.name}.dora_scale`, [9, 1])], 'model-lora-kind'],
    ['PEFT’s DoRA', [...plain, one('unet.x.lora_magnitude_vector.weight')], 'model-lora-kind'],
    ['LoHa', [one(`${layer.name}.hada_w1_a`)], 'model-lora-kind'],
    ['LoKr', [one(`${layer.name}.lokr_w1`)], 'model-lora-kind'],
    ['OFT', [one(`${layer.name}.oft_blocks`)], 'model-lora-kind'],
    ['differences', [...plain, one(`${layer.name}.diff`)], 'model-lora-kind'],
    ['differences of biases', [...plain, one(`${layer.name}.diff_b`, [9])], 'model-lora-kind'],
    [
      'a kernel in the middle',
      [...plain, one(`${layer.name}.lora_mid.weight`, [4, 4, 3, 3])],
      'model-lora-kind',
    ],
    ['biases', [...plain, one(`${layer.name}.lora_up.bias`, [9])], 'model-lora-kind'],
    [
      'a layer that is nowhere',
      [...plain, ...loraParts([{ ...layer, name: 'lora_unet_up_blocks_7_conv' }])],
      'model-lora-unfit',
    ],
    ['a tensor of no family', [...plain, one('something_else')], 'model-lora-unfit'],
    [
      'a layer for a bias',
      loraParts([{ name: 'lora_unet_out_2', down: [1, 4], up: [4, 1] }]),
      'model-lora-unfit',
    ],
    ['another width', loraParts([{ ...layer, down: [4, 8] }]), 'model-lora-unfit'],
    ['another height', loraParts([{ ...layer, up: [10, 4] }]), 'model-lora-unfit'],
    [
      'kernels for a matrix',
      loraParts([{ ...layer, down: [4, 7, 3, 3], up: [9, 4, 1, 1] }]),
      'model-lora-unfit',
    ],
    ['kernels in both', loraParts([{ ...layer, up: [9, 4, 3, 3] }]), 'model-lora-unfit'],
    ['half a layer', plain.slice(0, 1), 'model-lora-damaged'],
    ['an alpha alone', plain.slice(2), 'model-lora-damaged'],
    ['two ranks', loraParts([{ ...layer, down: [3, 7] }]), 'model-lora-damaged'],
    ['no rank', loraParts([{ ...layer, down: [0, 7], up: [9, 0] }]), 'model-lora-damaged'],
    [
      'an alpha of many numbers',
      [...plain.slice(0, 2), one(`${layer.name}.alpha`, [2])],
      'model-lora-damaged',
    ],
    [
      'one layer under two names',
      [
        ...plain,
        ...loraParts([
          {
            ...layer,
            name: 'lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_q',
          },
        ]),
      ],
      'model-lora-damaged',
    ],
    [
      'one layer in two spellings',
      [
        ...plain,
        ...loraParts(
          [{ ...layer, name: 'unet.input_blocks.4.1.transformer_blocks.0.attn1.to_q' }],
          'peft',
        ),
      ],
      'model-lora-damaged',
    ],
  ])('%s', (_, parts, code) => {
    for (const strength of [1, 0]) {
      expect(codeOf(() => withLora(BASE, openParts(parts), strength))).toBe(code);
    }
  });

  test('an alpha that is no number', async () => {
    const lora = openParts(loraParts([{ ...layer, alpha: NaN }]));
    const tensor = withLora(BASE, lora, 1).tensors.get(CASES['a matrix']!.pairing.weight)!;
    expect(codeOf(() => tensor.read(0, 2))).toBe('model-lora-damaged');
    expect(await codeOf(tensor.readAsync(0, 2))).toBe('model-lora-damaged');
  });

  test('what fits nothing is named and counted', () => {
    const strangers = ['lora_unet_a', 'lora_unet_b'].map((name) => ({ ...layer, name }));
    const lora = openParts(loraParts([layer, ...strangers]));
    expect(() => withLora(BASE, lora, 1)).toThrow(/2 of the 3 layers.*"lora_unet_a/);
  });
});
