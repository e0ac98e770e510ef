/** What a tensor of a low-rank file is to its layer. */
export type LoraPart = 'down' | 'up' | 'alpha';

export interface LoraName {
  /** The layer under one spelling for all families: its network, then its path with underscores. */
  readonly layer: string;
  readonly part: LoraPart;
}

/** Endings by family: kohya's; PEFT's, with the name of an adapter or without; older diffusers'. */
const PARTS: readonly (readonly [RegExp, LoraPart])[] = [
  [/\.lora_down\.weight$/, 'down'],
  [/\.lora_up\.weight$/, 'up'],
  [/\.lora_A(\.\w+)?\.weight$/, 'down'],
  [/\.lora_B(\.\w+)?\.weight$/, 'up'],
  [/[._]lora(_linear_layer)?\.down\.weight$/, 'down'],
  [/[._]lora(_linear_layer)?\.up\.weight$/, 'up'],
  [/\.alpha$/, 'alpha'],
];

const NETWORKS: readonly (readonly [RegExp, string])[] = [
  [/^lora_unet_/, 'unet'],
  [/^lora_te1_/, 'te1'],
  [/^lora_te2_/, 'te2'],
  [/^unet\./, 'unet'],
  [/^text_encoder\./, 'te1'],
  [/^text_encoder_2\./, 'te2'],
  [/^(model\.)?diffusion_model\./, 'unet'],
];

/** What PEFT puts before the path in a network. */
const WRAPPER = /^base_model\.model\./;

/** Where a path in the UNet begins, in both layouts; a file of the UNet alone may have no name for it. */
const UNET_BEGINNING =
  /^(down_blocks|mid_block|up_blocks|input_blocks|middle_block|output_blocks)\./;

/** null: the name is none of a plain low-rank file. */
export function loraName(tensor: string): LoraName | null {
  for (const [ending, part] of PARTS) {
    if (ending.test(tensor)) return { layer: layerName(tensor.replace(ending, '')), part };
  }
  return null;
}

function layerName(path: string): string {
  const [prefix, network] = NETWORKS.find(([begin]) => begin.test(path)) ?? ['', ''];
  const rest = plainPath(path.replace(prefix, '').replace(WRAPPER, ''));
  const isOfUnet = WRAPPER.test(path) || UNET_BEGINNING.test(path);
  const owner = network === '' && isOfUnet ? 'unet' : network;
  return layerKey(owner, rest);
}

/** A path without the object that older diffusers put in it; that one has no number for its output. */
function plainPath(path: string): string {
  return path.replace(/\.processor\.to_out$/, '.to_out.0').replace('.processor.', '.');
}

/** A layer of a network (`unet`, `te1`, `te2`) by its path with dots or underscores. */
export function layerKey(network: string, path: string): string {
  return `${network} ${path.replaceAll('.', '_')}`.trim();
}

/** Marks in names of kinds that are not a product of two matrices beside the weight. */
const OTHER_KINDS: readonly (readonly [RegExp, string])[] = [
  [/\.dora_scale$|\.lora_magnitude_vector/, 'DoRA'],
  [/[._]hada_/, 'LoHa'],
  [/[._]lokr_/, 'LoKr'],
  [/[._]oft_|[._]oft\.|_blocks_oft$/, 'OFT'],
  [/\.lora_mid\.weight$/, 'LoCon with a kernel in the middle (Tucker)'],
  [/\.diff(_b)?$|\.set_weight$/, 'full difference'],
  [/\.(a1|a2|b1|b2)\.weight$/, 'GLoRA'],
  [/\.on_input$/, 'IA³'],
  [/\.[wb]_norm$/, 'trained norms'],
  [/\.lora_(down|up|A|B)(\.\w+)?\.bias$/, 'LoRA with biases'],
];

/** The kind of a tensor by its name, where it is one that cannot be merged; else null. */
export function otherKind(tensor: string): string | null {
  return OTHER_KINDS.find(([mark]) => mark.test(tensor))?.[1] ?? null;
}
