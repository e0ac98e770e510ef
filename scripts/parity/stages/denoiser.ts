import { restorationStepGraph } from '../../../src/networks/restoration-step';
import { sessionSource } from '../../../src/onnx/serialise';
import { denoiseHalves } from '../../../src/restore/supir/denoiser';
import { guide, scaleAt } from '../../../src/sampling/guidance';
import { createSchedule } from '../../../src/sampling/schedule';
import type { StageContext } from '../context';
import { asLatent } from '../tensors';

/** Guidance and control of this stage (README of supir-tiny). */
const GUIDANCE = { atMax: 3, atZero: 6 };
const CONTROL = 0.9;

export async function runDenoiser({
  set,
  file,
  runtime,
  policy,
  signal,
}: StageContext): Promise<void> {
  const sigmas = file.floats('sigmas').data;
  const control = asLatent(file.floats('control_input'));
  const [samples, , height, width] = control.dims;
  const shape = { batch: 2 * samples, height, width };
  const { step } = set.config;
  const { features } = runtime;
  const graph = restorationStepGraph(set.sdxl, set.supir, step, shape, policy, features);
  const session = await runtime.createSession(sessionSource(graph));
  const condition = (name: string) => ({
    crossattn: file.floats(`${name}.crossattn`),
    vector: file.floats(`${name}.vector`),
  });
  try {
    for (const [index, sigma] of sigmas.entries()) {
      const halves = await denoiseHalves(
        {
          schedule: createSchedule(),
          session,
          uncond: condition('uncond'),
          modelChannels: step.unet.modelChannels,
          signal,
        },
        asLatent(file.floats(`${index}.x`)),
        { sigma, controlScale: CONTROL, control, cond: condition('cond'), guided: true },
      );
      const both = [...halves.uncond.data, ...halves.cond.data];
      file.expect(`${index}.denoised_uncond_cond`, both);
      const guided = guide(halves.uncond, halves.cond, scaleAt(GUIDANCE, sigma));
      file.expect(`${index}.guided`, guided.data);
    }
  } finally {
    await session.dispose();
  }
}
