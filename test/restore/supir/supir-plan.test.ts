import { DocumentError, type ErrorDetails } from '../../../src/core/errors';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import { SUPIR } from '../../../src/restore/supir-config';
import { planSupir, smallerPlan, type SupirPlanInput } from '../../../src/restore/supir/supir-plan';
import { codeOf } from '../../support/code-of';
import { GPU, PUBLISHED_FLOATS } from './published';
import { TINY_SUPIR } from './tiny-supir';

const SMALL_NETWORK = { ...PUBLISHED_FLOATS, step: { matrices: 7e8, others: 3e8 } };

const question: SupirPlanInput = {
  restorer: { ...TINY_SUPIR, minSize: 1024 },
  context: { width: 500, height: 400 },
  scale: 2,
  limits: GPU,
  config: SUPIR,
  memory: UNKNOWN_CARD,
  floats: PUBLISHED_FLOATS,
};

const restorerWith = (change: Partial<typeof TINY_SUPIR>) => ({ ...question.restorer, ...change });

const codeOfPlan = (change: Partial<SupirPlanInput>): string | null =>
  codeOf(() => planSupir({ ...question, ...change }));

function detailsOf(action: () => unknown): ErrorDetails {
  try {
    action();
  } catch (error) {
    if (error instanceof DocumentError) return error.details;
    throw error;
  }
  throw new Error('nothing was refused');
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
  expect(planSupir({ ...question, floats: SMALL_NETWORK }).weights).toBe('f16');
  const old = { ...GPU, shaderF16: false };
  expect(planSupir({ ...question, floats: SMALL_NETWORK, limits: old })).toMatchObject({
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
  const wasm = { ...old, kind: 'wasm', maxBufferBytes: null } as const;
  expect(codeOfPlan({ limits: old, restorer: restorerWith({ weights: 'f16' }) })).toBe(
    'no-half-floats',
  );
  for (const weights of ['auto', 'q8', 'q4'] as const) {
    expect(codeOfPlan({ limits: wasm, restorer: restorerWith({ weights }) })).toBe(
      'network-too-large',
    );
  }
  expect(codeOfPlan({ limits: wasm, floats: SMALL_NETWORK })).toBeNull();
  expect(codeOfPlan({ context: { width: 2000, height: 2000 } })).toBe('selection-too-large');
});

test('a picture whose tiles would fill the memory is refused where the card has no room for them', () => {
  const planWith = (
    side: number,
    gigabytes: number | null,
    vaeTiles: 'auto' | null = 'auto',
    card = 1,
  ) => ({
    scale: 1,
    context: { width: side, height: side },
    limits: { ...GPU, hostMemoryBytes: gigabytes === null ? null : gigabytes * 2 ** 30 },
    memory: { ...UNKNOWN_CARD, cardBytes: card * 2 ** 30 },
    restorer: restorerWith({ vaeTiles }),
  });
  const codeWith = (...wanted: Parameters<typeof planWith>) => codeOfPlan(planWith(...wanted));
  expect([codeWith(1024, 4), codeWith(1472, 8), codeWith(2048, 16), codeWith(3008, 32)]).toEqual(
    Array.from({ length: 4 }, () => null),
  );
  for (const [side, gigabytes] of [
    [1472, 4],
    [2048, 8],
    [3008, 16],
    [3008, null],
  ] as const) {
    expect(codeWith(side, gigabytes)).toBe('selection-too-large');
    expect(codeWith(side, gigabytes, null)).toBeNull();
    expect(codeWith(side, gigabytes, 'auto', 16)).toBeNull();
  }
  // What is told of the limit can be kept.
  const { limit, waitingBytes } = detailsOf(() => planSupir({ ...question, ...planWith(2048, 8) }));
  expect(waitingBytes).toBeGreaterThan(4 * 2 ** 30);
  const side = 64 * Math.floor(Math.sqrt(Number(limit)) / 64);
  expect(side).toBeGreaterThan(1024);
  expect(codeWith(side, 8)).toBeNull();
});

test('the autoencoder runs whole while its largest buffer fits, else in tiles', () => {
  const vaeOf = (change: Partial<SupirPlanInput>) =>
    planSupir({ ...question, ...change }).vaeTiling;
  expect(
    vaeOf({ restorer: restorerWith({ minSize: 512 }), context: { width: 300, height: 300 } }),
  ).toBeNull();
  // Not 64 cells: two of 56 are enough for the picture's height, three for its width.
  expect(vaeOf({})).toEqual({
    encoder: { tile: 512, padding: 32 },
    decoder: { tile: 56, padding: 11 },
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

test('tiles of the autoencoder are as large as fits beside the weights', () => {
  const old = { ...GPU, shaderF16: false };
  const cellsOf = (change: Partial<SupirPlanInput>, gigabytes: number | null = null) =>
    planSupir({
      ...question,
      context: { width: 500, height: 500 },
      memory: {
        ...UNKNOWN_CARD,
        cardBytes: gigabytes === null ? null : gigabytes * 2 ** 30,
      },
      ...change,
    }).vaeTiling?.decoder.tile;
  expect(cellsOf({})).toBe(56);
  // Weights with 32-bit floats leave less of the same card.
  expect(cellsOf({ limits: old })).toBe(40);
  expect(cellsOf({ limits: old }, 16)).toBe(56);
  expect(cellsOf({}, 6)).toBe(32);
  // Where nothing fits beside them they have to go, and the tiles may be as large as ever.
  expect(cellsOf({ restorer: restorerWith({ weights: 'f16' }) })).toBe(56);
  expect(cellsOf({}, 4)).toBe(56);
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
  const square = planSupir({ ...question, context: { width: 500, height: 500 } });
  expect(smallerPlan(square, question)!.samplerTiles).toEqual({ tile: 64, stride: 32 });
  const fixed = restorerWith({ vaeTiles: null, samplerTiles: null });
  const apart = smallerPlan(planSupir({ ...question, restorer: fixed }), {
    ...question,
    restorer: fixed,
  })!;
  expect(apart).toMatchObject({ promptsTogether: false, cardBytes: 0, vaeTiling: null });
  expect(smallerPlan(apart, { ...question, restorer: fixed })).toBeNull();
});

test('smaller autoencoder tiles overlap more: not where the memory is too small for them', () => {
  const limits = { ...GPU, hostMemoryBytes: 8 * 2 ** 30 };
  const tight = { ...question, limits, scale: 1, context: { width: 1472, height: 1472 } };
  const plan = planSupir(tight);
  const smaller = smallerPlan(plan, tight)!;
  expect(smaller.vaeTiling).toEqual(plan.vaeTiling);
  expect(smaller.samplerTiles).not.toEqual(plan.samplerTiles);
});

test('prompts go one after the other where a card has no room for both', () => {
  const planOf = (gigabytes: number | null, side = 1024) =>
    planSupir({
      ...question,
      scale: 1,
      context: { width: side, height: side },
      memory: { ...UNKNOWN_CARD, cardBytes: gigabytes === null ? null : gigabytes * 2 ** 30 },
    });
  expect([6, 8, null, 24].map((gigabytes) => planOf(gigabytes).promptsTogether)).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect(planOf(8, 1472).promptsTogether).toBe(false);
  expect(planOf(24, 1472).promptsTogether).toBe(true);
  // In windows of 1,024 pixels, whatever the picture's size.
  expect(planOf(8, 2048).promptsTogether).toBe(true);
  expect(planOf(16).cardBytes).toBeGreaterThan(planOf(8).cardBytes);
});

test('prompts go as the person says, on any card, and stay so when memory runs out', () => {
  const planOf = (promptBatch: 'together' | 'apart', gigabytes: number) => {
    const asked = {
      ...question,
      memory: { ...UNKNOWN_CARD, cardBytes: gigabytes * 2 ** 30 },
      restorer: restorerWith({ promptBatch, minSize: 1024 }),
    };
    return { asked, plan: planSupir(asked) };
  };
  expect(planOf('together', 4).plan.promptsTogether).toBe(true);
  expect(planOf('apart', 48).plan.promptsTogether).toBe(false);
  const { asked, plan } = planOf('together', 4);
  expect(smallerPlan(plan, asked)).toMatchObject({ promptsTogether: true, cardBytes: 0 });
});

test('where nothing else is left, tiles that waited on the card wait on the host', () => {
  const restorer = restorerWith({
    vaeTiles: { encoder: 256, decoder: 256 },
    samplerTiles: null,
    promptBatch: 'together',
    minSize: 1024,
  });
  const asked = { ...question, restorer };
  const plan = planSupir(asked);
  const smaller = smallerPlan(plan, asked)!;
  expect(smaller).toEqual({ ...plan, cardBytes: 0 });
  expect(smallerPlan(smaller, asked)).toBeNull();
});

test('a peak that found no memory is not planned again', () => {
  const planAfter = (failedAtBytes: number | null) =>
    planSupir({
      ...question,
      scale: 1,
      context: { width: 1024, height: 1024 },
      memory: { cardBytes: 24 * 2 ** 30, failedAtBytes },
    });
  expect(planAfter(null).promptsTogether).toBe(true);
  expect(planAfter(7.3e9).promptsTogether).toBe(false);
  expect(planAfter(7.3e9).cardBytes).toBeLessThan(7.3e9);
});
