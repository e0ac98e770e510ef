import { SUPIR } from '../../src/restore/supir/config';
import { planSupir, smallerPlan, type SupirPlanInput } from '../../src/restore/supir/plan';
import { TINY_SUPIR } from './tiny-supir';

const GPU = { kind: 'webgpu', maxBufferBytes: 2 ** 32, shaderF16: true } as const;
/** UNet, adapters and control branch of the published models. */
const FULL_SIZE = 4 * 3.8657e9;

const question: SupirPlanInput = {
  restorer: { ...TINY_SUPIR, minSize: 1024 },
  context: { width: 500, height: 400 },
  scale: 2,
  limits: GPU,
  config: SUPIR,
  stepFloatBytes: FULL_SIZE,
};

const restorerWith = (change: Partial<typeof TINY_SUPIR>) => ({ ...question.restorer, ...change });

function codeOf(change: Partial<SupirPlanInput>): unknown {
  try {
    planSupir({ ...question, ...change });
    return null;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

test('works at the smallest size or larger, in multiples of 64', () => {
  expect(planSupir(question).working).toEqual({ width: 1280, height: 1024 });
  const large = { ...question, context: { width: 700, height: 1000 } };
  expect(planSupir(large).working).toEqual({ width: 1408, height: 1984 });
});

test('a full-size network is quantised, a small one is not', () => {
  const { weights, policy } = planSupir(question);
  expect(weights).toBe('q8');
  expect(policy).toEqual({ floats: 'mixed', linear: 'q8' });
  expect(planSupir({ ...question, stepFloatBytes: 1e9 }).weights).toBe('f16');
  const old = { ...GPU, shaderF16: false };
  expect(planSupir({ ...question, stepFloatBytes: 1e9, limits: old })).toMatchObject({
    weights: 'f32',
    policy: { floats: 'full', linear: 'float' },
  });
  expect(planSupir({ ...question, limits: old }).policy).toEqual({
    floats: 'full',
    linear: 'q8',
  });
});

test.each(['f32', 'f16', 'q8', 'q4'] as const)('%s when it was asked for', (weights) => {
  expect(planSupir({ ...question, restorer: restorerWith({ weights }) }).weights).toBe(weights);
});

test('what a device cannot do is refused before anything runs', () => {
  const old = { ...GPU, shaderF16: false };
  const wasm = { kind: 'wasm', maxBufferBytes: null, shaderF16: false } as const;
  expect(codeOf({ limits: old, restorer: restorerWith({ weights: 'f16' }) })).toBe(
    'no-half-floats',
  );
  expect(codeOf({ limits: wasm })).toBe('network-too-large');
  expect(codeOf({ limits: wasm, stepFloatBytes: 1e9 })).toBeNull();
  expect(codeOf({ context: { width: 2000, height: 2000 } })).toBe('selection-too-large');
});

test('the autoencoder runs whole while its largest buffer fits, else in tiles', () => {
  const vaeOf = (change: Partial<SupirPlanInput>) =>
    planSupir({ ...question, ...change }).vaeTiling;
  expect(
    vaeOf({ restorer: restorerWith({ minSize: 512 }), context: { width: 300, height: 300 } }),
  ).toBeNull();
  expect(vaeOf({})).toEqual({
    encoder: { tile: 512, padding: 32 },
    decoder: { tile: 64, padding: 11 },
  });
  expect(vaeOf({ limits: { ...GPU, maxBufferBytes: 2 ** 28 } })).toEqual({
    encoder: { tile: 256, padding: 32 },
    decoder: { tile: 32, padding: 11 },
  });
  expect(vaeOf({ restorer: restorerWith({ vaeTiles: null, minSize: 1024 }) })).toBeNull();
  expect(vaeOf({ restorer: restorerWith({ vaeTiles: { encoder: 256, decoder: 512 } }) })).toEqual({
    encoder: { tile: 256, padding: 32 },
    decoder: { tile: 64, padding: 11 },
  });
});

test('the sampler is tiled above one and a half times the size SDXL knows', () => {
  const tilesOf = (change: Partial<SupirPlanInput>) =>
    planSupir({ ...question, ...change }).samplerTiles;
  expect(tilesOf({})).toBeNull();
  expect(tilesOf({ context: { width: 800, height: 800 } })).toEqual({ tile: 128, stride: 64 });
  expect(
    tilesOf({
      context: { width: 800, height: 800 },
      restorer: restorerWith({ samplerTiles: null }),
    }),
  ).toBeNull();
  expect(tilesOf({ restorer: restorerWith({ samplerTiles: { tile: 512, stride: 256 } }) })).toEqual(
    { tile: 64, stride: 32 },
  );
});

test('a smaller plan halves what the user left open, down to an end', () => {
  let plan = planSupir({ ...question, limits: { ...GPU, maxBufferBytes: null } });
  const seen = [];
  for (let next = smallerPlan(plan, question); next; next = smallerPlan(plan, question)) {
    plan = next;
    seen.push([plan.vaeTiling!.encoder.tile, plan.samplerTiles!.tile]);
  }
  expect(seen).toEqual([
    [256, 128],
    [128, 64],
  ]);
  const fixed = restorerWith({ vaeTiles: null, samplerTiles: null });
  expect(
    smallerPlan(planSupir({ ...question, restorer: fixed }), { ...question, restorer: fixed }),
  ).toBeNull();
});
