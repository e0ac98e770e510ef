import { clipGraph } from '../../networks/clip/clip-l';
import { openClipGraph } from '../../networks/clip/open-clip-g';
import { FULL_PRECISION } from '../../networks/policy';
import { restorationStepGraph } from '../../networks/restoration-step';
import { decoderGraph, encoderGraph } from '../../networks/vae/graphs';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { Networks } from './open-networks';

/** Floating-point operations of a network on so many latent cells: attention goes with their square. */
export type Operations = (cells: number) => number;

/** What the networks compute. */
export interface NetworkWork {
  /** Of one evaluation for one sample. */
  readonly step: Operations;
  readonly encoder: Operations;
  readonly decoder: Operations;
  /** Of both towers for both texts. */
  readonly texts: number;
}

const TEXTS = 2;

/** Counts on graphs of the networks, which are written down in their smallest sizes. */
export function networkWork({
  sdxl,
  supir,
  config,
}: Pick<Networks, 'sdxl' | 'supir' | 'config'>): NetworkWork {
  const { step, vae, clipL, clipG } = config;
  const cell = vaeDownscale(vae);
  const smallest = 2 ** (step.unet.channelMult.length - 1);
  const towers = [
    clipGraph(sdxl, clipL, TEXTS, FULL_PRECISION),
    openClipGraph(sdxl, clipG, TEXTS, FULL_PRECISION),
  ];
  return {
    step: operationsBy(smallest, (height, width) =>
      restorationStepGraph(sdxl, supir, step, { batch: 1, height, width }, FULL_PRECISION),
    ),
    encoder: operationsBy(1, (rows, columns) => {
      const shape = { batch: 1, height: rows * cell, width: columns * cell };
      return encoderGraph({ file: sdxl, name: 'encoder' }, sdxl, vae, shape);
    }),
    decoder: operationsBy(1, (height, width) =>
      decoderGraph(sdxl, vae, { batch: 1, height, width }),
    ),
    texts: towers.reduce((sum, graph) => sum + operationsOf(graph), 0),
  };
}

interface Counted {
  /** Two operations each. */
  readonly multiplyAdds: number;
}

function operationsOf({ multiplyAdds }: Counted): number {
  return 2 * multiplyAdds;
}

/**
 * Convolutions and fully connected layers go with the cells, attention among cells with their
 * square, and what sees the text or the time only with neither: three counts give all others.
 */
function operationsBy(
  smallest: number,
  graphOf: (rows: number, columns: number) => Counted,
): Operations {
  const unit = smallest * smallest;
  const [one, two, four] = [
    graphOf(smallest, smallest),
    graphOf(smallest, 2 * smallest),
    graphOf(2 * smallest, 2 * smallest),
  ].map(operationsOf) as [number, number, number];
  // Of a + b·n + c·n² at n = 1, 2 and 4.
  const c = ((four - two) / 2 - (two - one)) / 3;
  const b = two - one - 3 * c;
  const a = one - b - c;
  return (cells) => a + b * (cells / unit) + c * (cells / unit) ** 2;
}
