import { scaleSize } from '../../core/geometry';
import type { OutputMode, Scale } from '../../core/document';
import type { Buffers } from '../../pixels/buffers';
import { stepsRadius } from '../context';
import { blurPlanes } from '../../pixels/gaussian';
import { takePlanes, type Planes } from '../../pixels/planes';
import type { FastSettings } from '../request';
import { resizePlanes, resizeTo } from '../../pixels/resize';

/** Standard deviation of the low-frequency correction, output pixels. */
const CORRECTION_SIGMA = 2;

const PROJECTION_ROUNDS = 3;

/** Standard deviation of a faithful result's correction rounds at the source's own size, pixels. */
const SAME_SIZE_SIGMA = 0.75;

/** Reach of a projection round, source pixels: down and up by a cubic, two each. */
const PROJECTION_REACH = 4;

export interface StepSettings extends Pick<FastSettings, 'strength' | 'faithful'> {
  readonly scale: Scale;
  readonly mode: OutputMode;
}

/** Source pixels around the wanted part that the steps should get to see. */
export function stepsMargin(settings: StepSettings): number {
  const rounds = settings.faithful ? PROJECTION_ROUNDS * PROJECTION_REACH : 0;
  return stepsRadius(settings.scale) + rounds;
}

/**
 * The steps after the network. `restored` is the network's picture at `scale`, or at 4 when that is
 * 3; `source` is the picture it was made from. Takes `restored`, borrows `source`; the result is at
 * `scale`, in mode `in-place` at the source's size.
 */
export function applySteps(
  restored: Planes,
  source: Planes,
  settings: StepSettings,
  buffers: Buffers,
): Planes {
  const { scale, mode, strength } = settings;
  const full = scaleSize(source, scale);
  const projected = settings.faithful && mode !== 'in-place' && scale > 1;
  let picture = replaced(restored, resizeTo(restored, full, buffers), buffers);
  if (projected) project(picture, source, buffers);
  else correctLowFrequencies(picture, source, CORRECTION_SIGMA, buffers);
  blendWithSource(picture, source, strength, buffers);
  if (mode === 'in-place') picture = replaced(picture, resizeTo(picture, source, buffers), buffers);
  if (settings.faithful && !projected) {
    for (let round = 0; round < PROJECTION_ROUNDS; round++) {
      correctLowFrequencies(picture, source, SAME_SIZE_SIGMA, buffers);
    }
  }
  return picture;
}

/** S + G(up(L) − S): the network's detail on the source's own tones. */
function correctLowFrequencies(
  picture: Planes,
  source: Planes,
  sigma: number,
  buffers: Buffers,
): void {
  const difference = upscaled(source, picture, 'bicubic', buffers);
  const d = difference.data;
  const s = picture.data;
  for (let i = 0; i < s.length; i++) d[i] = (d[i] as number) - (s[i] as number);
  blurPlanes(difference, sigma, buffers);
  add(picture, difference);
  buffers.give(difference.data);
}

/** Back-projection, S + up(L − down(S)): shrunk again, the result is the source. */
function project(picture: Planes, source: Planes, buffers: Buffers): void {
  for (let round = 0; round < PROJECTION_ROUNDS; round++) {
    const residual = resizePlanes(picture, source, 'bicubic', buffers);
    const r = residual.data;
    for (let i = 0; i < r.length; i++) r[i] = (source.data[i] as number) - (r[i] as number);
    const correction = resizePlanes(residual, picture, 'bicubic', buffers);
    add(picture, correction);
    buffers.give(residual.data);
    buffers.give(correction.data);
  }
}

function blendWithSource(
  picture: Planes,
  source: Planes,
  strength: number,
  buffers: Buffers,
): void {
  if (strength === 1) return;
  const plain = upscaled(source, picture, 'lanczos3', buffers);
  const s = picture.data;
  for (let i = 0; i < s.length; i++) {
    s[i] = strength * (s[i] as number) + (1 - strength) * (plain.data[i] as number);
  }
  buffers.give(plain.data);
}

function upscaled(
  source: Planes,
  like: Planes,
  filter: 'bicubic' | 'lanczos3',
  buffers: Buffers,
): Planes {
  if (source.width !== like.width) return resizePlanes(source, like, filter, buffers);
  const copy = takePlanes(buffers, source, source.channels);
  copy.data.set(source.data);
  return copy;
}

function replaced(before: Planes, after: Planes, buffers: Buffers): Planes {
  if (after !== before) buffers.give(before.data);
  return after;
}

function add(picture: Planes, change: Planes): void {
  const s = picture.data;
  const d = change.data;
  for (let i = 0; i < s.length; i++) s[i] = (s[i] as number) + (d[i] as number);
}
