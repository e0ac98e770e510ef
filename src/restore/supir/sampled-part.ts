import { intersect, nearestPixel, type Rect, rectOfSize } from '../../core/geometry';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { CompositeMask } from '../composite';
import type { RestoreRequest, SupirRestorer } from '../request';
import type { Networks } from './open-networks';
import type { SupirPlan } from './plan';
import { contextUnder, tryWindow } from './try-window';

export interface SampledPart {
  readonly tried: { readonly window: Rect | null } | undefined;
  /** The plan as if what is sampled were the whole. */
  readonly planned: SupirPlan;
  /** What is sampled, in pixels of the context. */
  readonly sampled: Rect;
  /** What comes back of the region, within `sampled`. */
  readonly shown: Rect;
}

/** What a run, or a try, samples. `region`: what a run gives back; a try no more than `shown` of it. */
export function sampledPart(
  { tryAt, source, restorer }: RestoreRequest<SupirRestorer>,
  plan: SupirPlan,
  { config }: Pick<Networks, 'config'>,
  { region, shown }: Pick<CompositeMask, 'region' | 'shown'>,
): SampledPart {
  const whole = { planned: plan, sampled: rectOfSize(source) };
  if (tryAt === undefined) return { tried: undefined, ...whole, shown: region };
  const { vae } = config;
  const cell = vaeDownscale(vae);
  const { minSize } = restorer;
  const point = nearestPixel(shown, tryAt);
  const window = tryWindow(plan, { point, context: source, minSize }, vae);
  if (window === null) return { tried: { window }, ...whole, shown };
  const { width, height } = plan.working;
  const cells = { width: width / cell, height: height / cell };
  const sampled = contextUnder(window, cells, source);
  return {
    tried: { window },
    planned: { ...plan, working: { width: window.width * cell, height: window.height * cell } },
    sampled,
    shown: intersect(sampled, shown),
  };
}
