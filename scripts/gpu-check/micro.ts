import { sessionSource } from '../../src/onnx/serialise';
import type { Runtime } from '../../src/onnx/session';
import { alone, busiestKinds, graphsOf, type Kind } from './busiest';
import { timed, total } from './clock';
import { noiseTensor } from './noise';
import type { Timed } from './profile';
import type { Figure } from './report';
import { openScene, type Scene } from './scene';

/** Kinds of operators: the step's hold nine tenths of its operations. */
const STEP_KINDS = 16;
const DECODER_KINDS = 8;

/** Runs of each; the fastest counts. */
const RUNS = 3;

/** How fast each operator is by itself, with the shapes and the precision that it has in the networks. */
export async function microFigures(scene: Scene): Promise<readonly Figure[]> {
  const player = await openScene(scene, { subject: 'step' });
  const [step, decoder] = graphsOf(player);
  const kinds = [...busiestKinds(step, STEP_KINDS), ...busiestKinds(decoder, DECODER_KINDS)];
  const figures: Figure[] = [];
  for (const kind of kinds) {
    const seconds = await secondsOf(scene, player.runtime, kind);
    const rate = (2 * kind.node.multiplyAdds) / seconds / 1e12;
    figures.push({ name: kind.name, value: rate, unit: 'TFLOP/s', times: kind.times });
  }
  await player.runtime.dispose();
  return figures;
}

async function secondsOf({ dawn }: Scene, runtime: Runtime, kind: Kind): Promise<number> {
  const graph = alone(kind);
  const session = await runtime.createSession(sessionSource(graph));
  const inputs = Object.fromEntries(
    graph.inputs.map(({ name, shape }) => [name, noiseTensor(shape)]),
  );
  // Compiles, and fills the pool.
  await session.run(inputs);
  const all: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const kernels: Timed[] = [];
    const [wall] = await timed(async () => {
      kernels.push(...(await dawn.profile(dawn.device(), () => session.run(inputs))));
    });
    all.push(ownSeconds(kernels) ?? wall);
  }
  await session.dispose();
  await runtime.releaseWeights();
  return Math.min(...all);
}

/** Without the casts around the operator; null where the device tells no times. */
function ownSeconds(kernels: readonly Timed[]): number | null {
  const own = kernels.filter(({ kernel }) => kernel !== 'Cast').map(({ ms }) => ms ?? 0);
  const seconds = total(own) / 1e3;
  return seconds > 0 ? seconds : null;
}
