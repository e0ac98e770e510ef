import { ModelError } from '../core/errors';
import type { SafetensorsFile } from './safetensors';
import type { LazyTensor } from './lazy-tensor';

/** Prefixes that some files leave out, and the published files' prefixes in their place. */
const DROPPED_PREFIXES: readonly (readonly [string, string])[] = [
  ['control_model.', 'model.control_model.'],
  ['project_modules.', 'model.diffusion_model.project_modules.'],
  ['diffusion_model.', 'model.diffusion_model.'],
  ['denoise_encoder.', 'first_stage_model.denoise_encoder.'],
];

/** Averages that training keeps beside the weights; never used here. */
const AVERAGES = 'model_ema.';

/** An autoencoder's attention: its path, a layer of it, weight or bias. */
const VAE_ATTENTION =
  /^(first_stage_model\.(?:encoder|decoder|denoise_encoder)\.mid\.attn_1\.)(\w+(?:\.0)?)\.(weight|bias)$/;

/**
 * Diffusers' names of that attention's layers, today's and older ones; programs that convert from
 * it write these names into checkpoints that are otherwise the published ones.
 */
const VAE_ATTENTION_LAYERS: ReadonlyMap<string, string> = new Map([
  ['group_norm', 'norm'],
  ...['to_q', 'query'].map((name) => [name, 'q'] as const),
  ...['to_k', 'key'].map((name) => [name, 'k'] as const),
  ...['to_v', 'value'].map((name) => [name, 'v'] as const),
  ...['to_out.0', 'to_out', 'proj_attn'].map((name) => [name, 'proj_out'] as const),
]);

/** The name that the published checkpoints have for a tensor; null where it is not a weight. */
export function canonicalName(name: string): string | null {
  if (name.startsWith(AVERAGES)) return null;
  const dropped = DROPPED_PREFIXES.find(([short]) => name.startsWith(short));
  return publishedLayer(dropped === undefined ? name : dropped[1] + name.slice(dropped[0].length));
}

function publishedLayer(name: string): string {
  const [, path = '', layer = '', kind = ''] = VAE_ATTENTION.exec(name) ?? [];
  const published = VAE_ATTENTION_LAYERS.get(layer);
  return published === undefined ? name : `${path}${published}.${kind}`;
}

/**
 * Renames by canonical names.
 * @throws ModelError `model-names-collide` when two names become one
 */
export function byCanonicalName<T>(
  entries: Iterable<readonly [string, T]>,
  file: string,
): ReadonlyMap<string, T> {
  const named = new Map<string, T>();
  for (const [stored, value] of entries) {
    const name = canonicalName(stored);
    if (name === null) continue;
    if (named.has(name)) throw collision(file, name);
    named.set(name, value);
  }
  return named;
}

/** The file under the names of the published checkpoints; nothing is read or copied. */
export function canonicalNames(file: SafetensorsFile): SafetensorsFile {
  const renamed = byCanonicalName(file.tensors, file.name);
  const tensors = new Map<string, LazyTensor>();
  for (const [name, tensor] of renamed) {
    tensors.set(name, tensor.name === name ? tensor : { ...tensor, name });
  }
  return { ...file, tensors };
}

function collision(file: string, tensor: string): ModelError {
  return new ModelError({
    code: 'model-names-collide',
    message: `"${file}" holds "${tensor}" twice, under two names.`,
    hint: 'Which of the two is meant cannot be told; choose the file as it was published.',
    details: { file, tensor },
  });
}
