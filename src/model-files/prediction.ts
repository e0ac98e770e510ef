import type { Listing } from './listed-tensors';
import { callsItselfOneStepX0 } from './name-hints';
import type { Refusal } from './refusals';

/**
 * Why a checkpoint cannot be run as one that predicts the noise (epsilon), by the marks that
 * programs leave in the file: tensors that stand for nothing else, and what its metadata state.
 * Only the one-step file of SDXL Lightning carries no mark and is known by its name. null: nothing
 * says that it is of another kind.
 */
export function otherPrediction(listing: Listing): Refusal | null {
  const { file, metadata, tensors } = listing;
  const has = (...names: readonly string[]): boolean => names.some((name) => tensors.has(name));
  if (has('edm_vpred.sigma_max', 'edm_vpred.sigma_min')) return 'model-is-edm-v-prediction';
  if (has('edm_mean', 'edm_std')) return 'model-is-edm';
  const stated = statedKinds(metadata);
  const isV = has('v_pred') || stated.has('v') || isSet(metadata['ss_v_parameterization']);
  // Alone it means another noise schedule, which the samplers here do not have either.
  const isZeroSnr = has('ztsnr') || isSet(metadata['ss_zero_terminal_snr']);
  if (isV) return isZeroSnr ? 'model-is-v-prediction-zero-snr' : 'model-is-v-prediction';
  if (isZeroSnr) return 'model-is-zero-snr';
  if (stated.has('edm')) return 'model-is-edm';
  if (stated.has('x0') || callsItselfOneStepX0(file, metadata)) return 'model-predicts-picture';
  return stated.has('other') ? 'model-prediction-unknown' : null;
}

/** Stating keys: `modelspec.*` of the standard and ComfyUI; the bare key of schedulers. */
const STATING_METADATA = [
  'modelspec.prediction_type',
  'modelspec.predict_key',
  'prediction_type',
] as const;

type Kind = 'epsilon' | 'v' | 'edm' | 'x0' | 'other';

/** Kinds of prediction by their words in lower case, with nothing between the words. */
const KINDS: Readonly<Record<Exclude<Kind, 'other'>, RegExp>> = {
  epsilon: /^(eps|epsilon|noise)(pred(iction)?)?$/,
  v: /^(v|velocity)(pred(iction)?|param(eteri[sz]ation)?)?$/,
  edm: /^edm/,
  x0: /^(x0?|x0pred(iction)?|xstart|sample|original)$/,
};

function kindOf(value: string): Kind {
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  for (const kind of ['epsilon', 'v', 'edm', 'x0'] as const) {
    if (KINDS[kind].test(plain)) return kind;
  }
  return 'other';
}

function statements(metadata: Listing['metadata']): readonly string[] {
  const values = STATING_METADATA.map((key) => metadata[key]?.slice(0, MAX_STATED).trim() ?? '');
  return values.filter((value) => value !== '');
}

/** Longest value that is shown; a damaged header may hold one of any length. */
const MAX_STATED = 60;

function statedKinds(metadata: Listing['metadata']): ReadonlySet<Kind> {
  return new Set(statements(metadata).map(kindOf));
}

/**
 * Prediction that the metadata state, where it is of no kind known here. Refusing it is the harsh
 * reading: such a model might predict the noise, but a restoration with another one is lost.
 */
export function unknownPrediction({ metadata }: Listing): string | null {
  return statements(metadata).find((value) => kindOf(value) === 'other') ?? null;
}

/** Whether a flag is set; trainers write Python's or JSON's words. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && /^\s*(true|1|yes)\s*$/i.test(value);
}
