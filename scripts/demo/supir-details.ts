import { SUPIR_LIMITS, TILE_CHOICES } from '../../panel/settings/supir';
import { WEIGHT_CHOICES } from '../../src/restore/request';
import { COLOR_FIXES, SAMPLERS } from '../../src/restore/supir-settings';
import { multipleOf, number, oneOf, UsageError, wholeNumber } from './values';

/** A control in the panel's folded section, and the flag that sets it. */
interface Detail {
  readonly flag: string;
  readonly usage: string;
  readonly help: string;
  readonly how: 'choose' | 'type' | 'fill';
  /** Throws `UsageError`. */
  readonly read: (text: string) => string | number;
  /** The control is there while another one has this value. */
  readonly under?: { readonly setting: string; readonly value: string };
}

type Limits = { readonly min: number; readonly max: number };

function choice(flag: string, values: readonly string[], help: string): Detail {
  const read = (text: string): string => oneOf(`--${flag}`, text, values);
  const usage = values.length > 4 ? 'TYPE' : 'NAME';
  return { flag, usage, help: `${values.join(' | ')}${help}`, how: 'choose', read };
}

function amount(flag: string, { min, max }: Limits, help = ''): Detail {
  const read = (text: string): number => number(`--${flag}`, text, min, max);
  return { flag, usage: 'N', help: `${min} to ${max}${help}`, how: 'type', read };
}

function whole(flag: string, limits: Limits, help = ''): Detail {
  const read = (text: string): number => wholeNumber(`--${flag}`, text, limits.min, limits.max);
  return { ...amount(flag, limits, help), read };
}

function pixels(flag: string, limits: Limits & { readonly step: number }, help: string): Detail {
  const { min, max, step } = limits;
  const read = (text: string): number => multipleOf(`--${flag}`, text, { min, max, step });
  const range = `${min} to ${max}, a multiple of ${step}; ${help}`;
  return { flag, usage: 'N', help: range, how: 'type', read };
}

function words(flag: string, help: string): Detail {
  return { flag, usage: 'TEXT', help, how: 'fill', read: (text) => text };
}

const VAE = { under: { setting: 'vae-tiles', value: 'size' } };
const SAMPLER = { under: { setting: 'sampler-tiles', value: 'size' } };
const L = SUPIR_LIMITS;

/** By the panel's ids, `setting-…` left out (panel/AUTOMATION.md), in the order they are set. */
const DETAILS = {
  'negative-prompt': words('negative', 'what the result should not look like'),
  'quality-prompt': words('quality-prompt', 'what is added to every prompt'),
  seed: {
    ...whole('seed', L.seed, ' (default: a new one)'),
    under: { setting: 'seed-mode', value: 'fixed' },
  },
  sampler: choice('sampler', SAMPLERS, ''),
  steps: whole('steps', L.steps),
  'cfg-start': amount('cfg-start', L.cfgStart, ', guidance at the first step'),
  'cfg-end': amount('cfg-end', L.cfgEnd, ', guidance at the last step'),
  'control-start': amount('control-start', L.controlStart, ', control at the first step'),
  'control-end': amount('control-end', L.controlEnd, ', control at the last step'),
  'restore-cfg': amount('restore-cfg', L.restoreCfg, '; off: --restore-cfg=-1'),
  churn: amount('churn', L.churn, ', edm only'),
  'noise-scale': amount('noise-scale', L.noiseScale, ' (s_noise)'),
  eta: amount('eta', L.eta, ', dpmpp only'),
  'color-fix': choice('color-fix', COLOR_FIXES, ''),
  'min-size': pixels('min-size', L.minSize, 'smaller pictures are enlarged to it'),
  weights: choice('weights', WEIGHT_CHOICES, ''),
  'vae-tiles': choice('vae-tiles', TILE_CHOICES, ''),
  'vae-encoder-tile': { ...pixels('vae-encoder-tile', L.vaeEncoderTile, 'pixels'), ...VAE },
  'vae-decoder-tile': { ...pixels('vae-decoder-tile', L.vaeDecoderTile, 'pixels'), ...VAE },
  'sampler-tiles': choice('sampler-tiles', TILE_CHOICES, ''),
  'sampler-tile': { ...pixels('sampler-tile', L.samplerTile, 'pixels'), ...SAMPLER },
  'sampler-stride': { ...pixels('sampler-stride', L.samplerStride, 'pixels'), ...SAMPLER },
} as const satisfies Readonly<Record<string, Detail>>;

export type DetailName = keyof typeof DETAILS;
const NAMES = Object.keys(DETAILS) as DetailName[];

/** What the command line says; the panel decides on the rest. */
export type SupirDetails = Readonly<Partial<Record<DetailName, string | number>>>;

export const DETAIL_FLAGS: readonly string[] = NAMES.map((name) => DETAILS[name].flag);

export const DETAIL_USAGE = NAMES.map((name) => {
  const { flag, usage, help } = DETAILS[name];
  return `  ${`--${flag} ${usage}`.padEnd(21)} ${help}`;
}).join('\n');

/** Throws `UsageError` for a value that its control would not take, and for sizes of tiles that are off. */
export function parseDetails(values: Readonly<Record<string, unknown>>): SupirDetails {
  const details: Partial<Record<DetailName, string | number>> = {};
  for (const name of NAMES) {
    const { flag, read } = DETAILS[name];
    const text = values[flag];
    if (typeof text === 'string') details[name] = read(text);
  }
  for (const { flag, setting, value } of settable(details)) {
    const stated = values[setting];
    if (stated !== undefined && stated !== value) {
      throw new UsageError(`--${flag} needs --${setting} ${value}`);
    }
  }
  return details;
}

function settable(details: SupirDetails) {
  return NAMES.flatMap((name) => {
    const { flag, under }: Detail = DETAILS[name];
    return details[name] === undefined || under === undefined ? [] : [{ flag, ...under }];
  });
}

/** How to set what was said, in order. */
export function* detailSteps(details: SupirDetails): Generator<{
  readonly how: Detail['how'];
  readonly setting: string;
  readonly value: string | number;
}> {
  for (const name of NAMES) {
    const value = details[name];
    if (value === undefined) continue;
    const { how, under }: Detail = DETAILS[name];
    if (under !== undefined) yield { how: 'choose', ...under };
    yield { how, setting: name, value };
  }
}
