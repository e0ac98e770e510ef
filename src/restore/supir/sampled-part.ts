import { intersect, nearestPixel, type Rect } from '../../core/geometry';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { RestoreRequest, SupirRestorer } from '../request';
import type { Networks } from './open-networks';
import type { SupirPlan } from './plan';
import { contextUnder, tryWindow } from './try-window';

export interface SampledPart {
  readonly tried: { readonly window: Rect | null } | undefined;
  /** The plan as if what is sampled were the whole. */
  readonly planned: SupirPlan;
  /** What comes back of the region, in pixels of the context. */
  readonly shown: Rect;
}

/** What a run, or a try, samples. `region`: what a run gives back, in pixels of the context. */
export function sampledPart(
  { tryAt, source, restorer }: RestoreRequest<SupirRestorer>,
  plan: SupirPlan,
  { config }: Pick<Networks, 'config'>,
  region: Rect,
): SampledPart {
  if (tryAt === undefined) return { tried: undefined, planned: plan, shown: region };
  const { vae } = config;
  const cell = vaeDownscale(vae);
  const { minSize } = restorer;
  const point = nearestPixel(region, tryAt);
  const window = tryWindow(plan, { point, context: source, minSize }, vae);
  if (window === null) return { tried: { window }, planned: plan, shown: region };
  const { width, height } = plan.working;
  const cells = { width: width / cell, height: height / cell };
  return {
    tried: { window },
    planned: { ...plan, working: { width: window.width * cell, height: window.height * cell } },
    shown: intersect(contextUnder(window, cells, source), region),
  };
}
