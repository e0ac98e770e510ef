import { Graph, type Value } from '../../../src/onnx/graph';
import { silu } from '../../../src/onnx/ops/activation';
import { sessionSource } from '../../../src/onnx/serialise';
import type { Session, Tensor } from '../../../src/onnx/session';
import { zeroCrossAttn } from '../../../src/networks/adapters/zero-cross-attn';
import { zeroSft } from '../../../src/networks/adapters/zero-sft';
import { membersOf, type Members } from '../../../src/networks/members';
import { inputBlocks, outputBlocks } from '../../../src/networks/unet/unet-config';
import { resBlock } from '../../../src/networks/unet/res-block';
import { restorationStepGraph } from '../../../src/networks/restoration-step';
import { spatialTransformer, transformerBlock } from '../../../src/networks/unet/transformer';
import { once } from '../../../src/restore/supir/conditioning';
import { sinusoidal } from '../../../src/sampling/sinusoidal';
import type { StageContext } from '../context';
import { graphOutputs } from '../graph-outputs';
import { expectOutput } from '../tensors';

export async function runUNet(context: StageContext): Promise<void> {
  await compareStep(context);
  await compareBlocks(context);
  await compareAdapters(context);
}

/** The whole step with everything inside it that was recorded, at the first control scale. */
async function compareStep({ set, file, runtime, policy }: StageContext): Promise<void> {
  const x = file.floats('x');
  const [batch = 0, , height = 0, width = 0] = x.dims;
  const taps = graphOutputs();
  const { step } = set.config;
  const graph = restorationStepGraph(
    set.sdxl,
    set.supir,
    step,
    { batch, height, width },
    policy,
    runtime.features,
    taps.tap,
  );
  const { modelChannels } = step.unet;
  const inputs = {
    x,
    hint: file.floats('control_input'),
    context: file.floats('context'),
    vector: file.floats('y'),
    time: {
      dims: [batch, modelChannels],
      data: sinusoidal(file.integers('timesteps'), modelChannels),
    },
  };
  const session = await runtime.createSession(sessionSource(graph));
  try {
    let first = true;
    for (const scale of set.runs['control_scales'] as readonly number[]) {
      const outputs = await session.run({ ...inputs, control_scale: scalar(scale) });
      file.expect(`eps.control_scale_${scaleName(scale)}`, expectOutput(outputs, 'eps').data);
      if (!first) continue;
      first = false;
      for (const name of taps.names) {
        if (file.has(name)) file.expect(name, taps.value(outputs, name));
      }
    }
  } finally {
    await session.dispose();
  }
}

/** Single blocks with their own inputs. */
async function compareBlocks(context: StageContext): Promise<void> {
  const { set, file, runtime, policy } = context;
  const { unet } = set.config.step;
  const level = unet.transformerDepth.length - 1;
  // The first blocks of the lowest resolution, and the second of the decoder half.
  const lowest = inputBlocks(unet).length - unet.numResBlocks;
  const base = (graph: Graph): Members =>
    membersOf(graph, set.sdxl, policy).at('model.diffusion_model');
  const emb = file.floats('block.emb');
  const text = file.floats('context');
  const heads = unet.numHeadChannels;

  for (const faint of ['', '.faint']) {
    const [one, two, three] = [
      file.floats(`block.resblock${faint}.in`),
      file.floats(`block.spatial_transformer${faint}.in`),
      file.floats(`block.transformer_block${faint}.in`),
    ];
    const graph = new Graph('unet-blocks', runtime.features);
    const input = (name: string, like: Tensor): Value => inputFor(graph, name, like);
    const members = base(graph);
    const first = members.at('output_blocks.1');
    const channels = outputBlocks(unet)[1]?.channels ?? 0;
    const context_ = input('context', text);
    const depth = unet.transformerDepth[level] ?? 0;
    graph.output(
      'resblock',
      resBlock(first.at('0'), input('one', one), silu(input('emb', emb)), channels),
    );
    graph.output(
      'spatial_transformer',
      spatialTransformer(
        members.at(`input_blocks.${lowest}.1`),
        input('two', two),
        context_,
        depth,
        heads,
      ),
    );
    graph.output(
      'transformer_block',
      transformerBlock(
        members.at(`input_blocks.${lowest}.1.transformer_blocks.0`),
        input('three', three),
        context_,
        heads,
      ),
    );
    const outputs = await once(runtime, sessionSource(graph), {
      one,
      two,
      three,
      emb,
      context: text,
    });
    for (const name of ['resblock', 'spatial_transformer', 'transformer_block']) {
      file.expect(`block.${name}${faint}`, expectOutput(outputs, name).data);
    }
  }
}

function inputFor(graph: Graph, name: string, { dims }: Pick<Tensor, 'dims'>): Value {
  return graph.input(name, { dtype: 'float32', shape: dims });
}

interface AdapterCase {
  readonly name: string;
  /** Inputs that the faint variant multiplies by 0.003. */
  readonly faint: readonly string[];
  readonly module: string;
}

const FAINT = 0.003;

async function compareAdapters(context: StageContext): Promise<void> {
  const { set, file, runtime, policy } = context;
  const { adapters: sizes } = set.config.step;
  for (const { name, faint, module } of adapterCases(context)) {
    const part = (letter: string) => file.floats(`adapter.${name}.${letter}`);
    const inputs: Record<string, Tensor> = { c: part('c'), a: part('a') };
    if (file.has(`adapter.${name}.b`)) inputs['b'] = part('b');
    const graph = new Graph(name, runtime.features);
    const values = Object.fromEntries(
      Object.entries(inputs).map(([letter, tensor]) => [letter, inputFor(graph, letter, tensor)]),
    );
    const [c, a, b = null] = [values['c'], values['a'], values['b']];
    if (!c || !a) throw new RangeError(`${name} lacks an input`);
    const scale = inputFor(graph, 'control_scale', { dims: [1] });
    const members = membersOf(graph, set.supir, policy)
      .at('model.diffusion_model.project_modules')
      .at(module);
    const out =
      name === 'zero_cross_attn'
        ? zeroCrossAttn(members, c, a, scale, sizes.crossAttnHeadDim)
        : zeroSft(members, c, a, b, scale, sizes.sftHidden);
    graph.output('out', out);
    const session = await runtime.createSession(sessionSource(graph));
    try {
      await compareScales(context, session, name, inputs, faint);
    } finally {
      await session.dispose();
    }
  }
}

async function compareScales(
  { set, file }: StageContext,
  session: Session,
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  faint: readonly string[],
): Promise<void> {
  const scales = set.runs['control_scales'] as readonly number[];
  for (const scale of scales) {
    const outputs = await session.run({ ...inputs, control_scale: scalar(scale) });
    const recorded = `adapter.${name}.out.control_scale_${scaleName(scale)}`;
    file.expect(recorded, expectOutput(outputs, 'out').data);
  }
  if (!file.has(`adapter.${name}.out.faint`)) return;
  const faintInputs = Object.fromEntries(
    Object.entries(inputs).map(([letter, { dims, data }]) => [
      letter,
      { dims, data: faint.includes(letter) ? data.map((value) => value * FAINT) : data },
    ]),
  );
  const outputs = await session.run({ ...faintInputs, control_scale: scalar(scales[0] ?? 1) });
  file.expect(`adapter.${name}.out.faint`, expectOutput(outputs, 'out').data);
}

/** The modules that the recorded shapes belong to, counted down from the middle's. */
function adapterCases({ set }: StageContext): readonly AdapterCase[] {
  const blocks = outputBlocks(set.config.step.unet);
  const middle = blocks.length + blocks.filter((block) => block.upsample).length;
  const firstUpsample = blocks.findIndex((block) => block.upsample);
  return [
    { name: 'zero_sft_middle', faint: [], module: String(middle) },
    { name: 'zero_sft_concat', faint: ['b'], module: '0' },
    {
      name: 'zero_cross_attn',
      faint: ['c', 'a'],
      module: String(middle - 2 - firstUpsample),
    },
  ];
}

function scalar(value: number): Tensor {
  return { dims: [1], data: Float32Array.of(value) };
}

/** As the names in the file spell it: always with a decimal. */
function scaleName(scale: number): string {
  return Number.isInteger(scale) ? scale.toFixed(1) : String(scale);
}
