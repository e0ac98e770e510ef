import type { SupirSettings } from '../../../src/restore/supir-settings';

/** What a recorded run states about the parameters that only some of the reference's samplers heed. */
export interface StatedParameters {
  readonly restoreCfg: number;
  readonly controlScale: number;
  /** null: the linear control scale is off. */
  readonly controlStart: number | null;
}

export type HeededSettings = Pick<
  SupirSettings,
  'sampler' | 'restoreCfg' | 'controlStart' | 'controlEnd'
>;

/**
 * The settings that make our sampler do what the reference's did with these parameters
 * (docs/supir.md, section 10.2): its DPM++ takes restoration guidance and the
 * linear control scale without a word and heeds neither, ours offers both.
 */
export function heededSettings(
  sampler: SupirSettings['sampler'],
  stated: StatedParameters,
): HeededSettings {
  const { controlScale } = stated;
  if (sampler === 'dpmpp') return linearVariant({ ...stated, controlStart: null });
  const controlStart = stated.controlStart ?? controlScale;
  return { sampler, restoreCfg: stated.restoreCfg, controlStart, controlEnd: controlScale };
}

/** The recorded variant of DPM++ (`dpmpp.linear_control`): it heeds the linear control scale. */
export function linearVariant({ controlScale, controlStart }: StatedParameters): HeededSettings {
  return {
    sampler: 'dpmpp',
    restoreCfg: -1,
    controlStart: controlStart ?? controlScale,
    controlEnd: controlScale,
  };
}
