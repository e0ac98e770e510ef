import type { WeightPolicy } from '../../../src/networks/policy';
import { clipGraph, clipTokens } from '../../../src/networks/clip/clip-l';
import { openClipGraph, openClipTokens } from '../../../src/networks/clip/open-clip-g';
import { sessionSource } from '../../../src/onnx/serialise';
import { encodeTexts, endRows, once } from '../../../src/restore/supir/conditioning';
import type { StageContext } from '../context';
import { graphOutputs } from '../graph-outputs';
import { expectOutput, integerRows, rowsOf } from '../tensors';

/** Rows: one a prompt (with the positive text), the negative text, an empty one, one too long. */
export async function runText(context: StageContext): Promise<void> {
  const { set, file, runtime, signal } = context;
  // As the product runs them, also where other networks are quantised.
  const policy: WeightPolicy = { ...context.policy, linear: 'float' };
  const ids = {
    clipL: integerRows(file, 'clip_l.input_ids'),
    clipG: integerRows(file, 'open_clip_g.input_ids'),
  };
  const texts = ids.clipL.length;

  const taps = graphOutputs();
  const clipL = clipGraph(set.sdxl, set.config.clipL, texts, policy, taps.tap);
  const hidden = await once(runtime, sessionSource(clipL), {
    tokens: clipTokens(set.sdxl, set.config.clipL, ids.clipL),
  });
  for (const name of taps.names) {
    if (file.has(`clip_l.${name}`)) file.expect(`clip_l.${name}`, taps.value(hidden, name));
  }
  file.expect('clip_l.output', expectOutput(hidden, 'hidden').data);

  const clipG = openClipGraph(set.sdxl, set.config.clipG, texts, policy);
  const pooled = await once(runtime, sessionSource(clipG), {
    tokens: openClipTokens(set.sdxl, set.config.clipG, ids.clipG),
    end_rows: endRows(ids.clipG),
  });
  for (const name of ['penultimate', 'last', 'pooled']) {
    file.expect(`open_clip_g.${name}`, expectOutput(pooled, name).data);
  }

  const all = await encodeTexts(runtime, set.sdxl, set.config, ids, policy, signal);
  const prompts = file.dims('cond.crossattn')[0] ?? 0;
  for (const part of ['crossattn', 'vector'] as const) {
    const negatives = file.dims(`uncond.${part}`)[0] ?? 0;
    file.expect(`cond.${part}`, rowsOf(all[part], 0, prompts).data);
    // The negative text comes after the prompts, once for each of them.
    const negative = rowsOf(all[part], prompts, prompts + 1).data;
    const repeated = Array.from({ length: negatives }, () => [...negative]).flat();
    file.expect(`uncond.${part}`, repeated);
  }
}
