import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import type { SupirForecast, WayOutName } from '../../../src/restore/forecast';
import { SUPIR } from '../../../src/restore/supir-config';
import { fitOf, roomOnCard } from '../../../src/restore/supir/card-room';
import { forecastSupir, type ForecastQuestion } from '../../../src/restore/supir/forecast-supir';
import { changed } from '../../../src/restore/supir/ways-out';
import { codeOf } from '../../support/code-of';
import { GPU, PUBLISHED_FLOATS } from './published';
import { TINY_SUPIR } from './tiny-supir';

const GIB = 2 ** 30;

/** The published networks, as counted on their graphs. */
const question: ForecastQuestion = {
  restorer: { ...TINY_SUPIR, minSize: 1024, settings: { ...TINY_SUPIR.settings, steps: 8 } },
  context: { width: 1024, height: 1024 },
  scale: 1,
  limits: GPU,
  memory: UNKNOWN_CARD,
  config: SUPIR,
  floats: PUBLISHED_FLOATS,
  label: 'a card',
  work: {
    step: (cells) => 7.84e10 + 5.45e8 * cells + 4220 * cells * cells,
    encoder: (cells) => 2.7e8 * cells + 1024 * cells * cells,
    decoder: (cells) => 6e8 * cells + 1024 * cells * cells,
    texts: 4e11,
  },
  heldBytes: 0,
  needsTexts: true,
  readBytes: 7.7e9,
};

type Change = Partial<Omit<ForecastQuestion, 'restorer'>> & {
  readonly restorer?: Partial<ForecastQuestion['restorer']>;
};

function asked({ restorer, ...change }: Change): ForecastQuestion {
  return { ...question, ...change, restorer: { ...question.restorer, ...restorer } };
}

const forecast = (change: Change = {}): SupirForecast => forecastSupir(asked(change));
const card = (gigabytes: number) => ({ ...UNKNOWN_CARD, cardBytes: gigabytes * GIB });
const square = (side: number) => ({ width: side, height: side });
const namesOf = ({ ways }: SupirForecast): readonly WayOutName[] => ways.map(({ name }) => name);

test('says what a run will be', () => {
  const { work, card: onCard, ...rest } = forecast();
  expect(rest).toMatchObject({
    device: 'webgpu',
    shaderF16: true,
    working: square(1024),
    steps: 8,
    weights: 'q8',
    promptsTogether: true,
    samplerTiles: null,
    vaeTiles: { encoder: { count: 4 }, decoder: { count: 4 } },
    hostMemoryBytes: null,
    readBytes: 7.7e9,
  });
  expect(work).toMatchObject({ evaluations: 8 });
  expect(work.teraflopEach).toBeCloseTo(20.28, 1);
  expect(onCard).toMatchObject({ isAssumed: true, fit: 'tight' });
  expect(onCard!.peakBytes / 1e9).toBeCloseTo(8.01, 1);
  expect(onCard!.restingBytes / 1e9).toBeCloseTo(5.14, 1);
});

test('evaluations of one name are alike, others have other names', () => {
  const shapes = [
    forecast(),
    forecast({ context: { width: 1024, height: 1088 } }),
    forecast({ restorer: { promptBatch: 'apart' } }),
    forecast({ restorer: { weights: 'q4' } }),
    forecast({ limits: { ...GPU, shaderF16: false } }),
    forecast({ label: 'another card' }),
  ].map(({ work }) => work.shape);
  expect(new Set(shapes).size).toBe(shapes.length);
  const alike = [{ steps: 50, seed: 9 }, { sampler: 'dpmpp' }, { cfgStart: 7 }] as const;
  for (const settings of alike) {
    const other = forecast({
      restorer: { settings: { ...question.restorer.settings, ...settings } },
    });
    expect(other.work.shape).toBe(shapes[0]);
  }
});

test('evaluations: steps, windows, and both prompts where they are apart', () => {
  const evaluations = (change: Change) => forecast(change).work.evaluations;
  const unguided = { ...question.restorer.settings, cfgStart: 1, cfgEnd: 1 };
  const tiles = { tile: 512, stride: 256 };
  expect(evaluations({ restorer: { promptBatch: 'together' } })).toBe(8);
  expect(evaluations({ restorer: { promptBatch: 'apart' } })).toBe(16);
  expect(evaluations({ restorer: { promptBatch: 'apart', settings: unguided } })).toBe(8);
  expect(evaluations({ restorer: { samplerTiles: tiles, promptBatch: 'together' } })).toBe(8 * 9);
  expect(evaluations({ restorer: { samplerTiles: tiles, promptBatch: 'apart' } })).toBe(8 * 18);
});

test('memory: what was said, what was learnt, else a guess; a tenth of it to spare is enough', () => {
  expect(roomOnCard(UNKNOWN_CARD)).toMatchObject({ isAssumed: true });
  expect(roomOnCard(card(24))).toMatchObject({ isAssumed: false });
  const learnt = roomOnCard({ cardBytes: null, failedAtBytes: 5e9 });
  expect(learnt.isAssumed).toBe(false);
  expect(learnt.bytes).toBeLessThan(5e9);
  expect(roomOnCard({ ...card(24), failedAtBytes: 5e9 })).toEqual(learnt);
  // A failure above what is taken to be free says nothing new.
  expect(roomOnCard({ cardBytes: null, failedAtBytes: 30e9 })).toEqual(roomOnCard(UNKNOWN_CARD));
  expect([90, 91, 100, 101].map((peak) => fitOf(peak, { bytes: 100 }))).toEqual([
    'fits',
    'tight',
    'tight',
    'too-large',
  ]);
});

test('what failed does not fit the next time', () => {
  for (const failedAtBytes of [8e9, 7e9, 6e9]) {
    const again = forecast({ memory: { cardBytes: null, failedAtBytes } });
    const { peakBytes, freeBytes } = again.card!;
    expect(freeBytes).toBeLessThan(failedAtBytes);
    // It is planned smaller, or is said not to fit.
    expect(peakBytes < failedAtBytes || again.card!.fit === 'too-large').toBe(true);
  }
});

test('a larger card holds more, the person’s word goes before', () => {
  const fits = [4, 6, 8, 12, 24].map(
    (gigabytes) => forecast({ memory: card(gigabytes) }).card!.fit,
  );
  expect(fits).toEqual(['too-large', 'too-large', 'tight', 'fits', 'fits']);
  expect(forecast({ memory: card(6) }).promptsTogether).toBe(false);
  expect(forecast({ memory: card(6), restorer: { promptBatch: 'together' } }).promptsTogether).toBe(
    true,
  );
  expect(forecast({ memory: card(24), restorer: { promptBatch: 'apart' } }).promptsTogether).toBe(
    false,
  );
  // What has no room on the card waits on the host.
  const large = { context: square(2048), restorer: { minSize: 64 } };
  const [small, roomy] = [8, 24].map((size) => forecast({ ...large, memory: card(size) }));
  expect(small!.hostBytes).toBeGreaterThan(roomy!.hostBytes + 1e9);
  expect(roomy!.card!.peakBytes).toBeGreaterThan(small!.card!.peakBytes + 2e9);
});

test('texts are read beside what an earlier run has left, unless they are known', () => {
  const few = { context: square(256), restorer: { minSize: 64 }, heldBytes: 5.14e9 };
  const known = forecast({ ...few, needsTexts: false }).card!.peakBytes;
  const other = forecast({ ...few, needsTexts: true }).card!.peakBytes;
  expect(other - known).toBeGreaterThan(0.5e9);
  expect(forecast({ ...few, heldBytes: 0 }).card!.peakBytes).toBe(known);
});

test('on the processor there is no card, and no way to need less of it', () => {
  const wasm = { ...GPU, kind: 'wasm', shaderF16: false, maxBufferBytes: null } as const;
  const floats = { ...question.floats, step: { matrices: 4e8, others: 1e8 } };
  const { device, card: onCard, ways, hostBytes } = forecast({ limits: wasm, floats });
  expect({ device, onCard, ways }).toEqual({ device: 'wasm', onCard: null, ways: [] });
  expect(hostBytes).toBeGreaterThan(5e8);
  expect(codeOf(() => forecast({ limits: wasm }))).toBe('network-too-large');
});

test('throws what a run would', () => {
  expect(codeOf(() => forecast({ context: square(4000) }))).toBe('selection-too-large');
  const old = { ...GPU, shaderF16: false };
  expect(codeOf(() => forecast({ limits: old, restorer: { weights: 'f16' } }))).toBe(
    'no-half-floats',
  );
});

describe('ways out', () => {
  const cases: readonly Change[] = [
    {},
    { memory: card(6) },
    { memory: card(24) },
    { restorer: { weights: 'f16' } },
    { restorer: { weights: 'q4' } },
    { limits: { ...GPU, shaderF16: false } },
    { context: square(512) },
    { context: square(512), restorer: { minSize: 512 } },
    { context: square(2048), restorer: { minSize: 512 }, memory: card(16) },
    { context: square(1024), restorer: { vaeTiles: null } },
    { context: { width: 640, height: 1600 }, restorer: { minSize: 64, promptBatch: 'together' } },
  ];

  test.each(cases)('need less than %j, and do what they say', (change) => {
    const now = forecast(change);
    for (const { name, change: way, peakBytes, fit, timeFactor, working } of now.ways) {
      const before = asked(change);
      const then = forecastSupir({ ...before, restorer: changed(before.restorer, way) });
      expect({ name, peakBytes, fit, working }).toEqual({
        name,
        peakBytes: then.card!.peakBytes,
        fit: then.card!.fit,
        working: then.working,
      });
      expect(peakBytes).toBeLessThan(now.card!.peakBytes);
      expect(timeFactor).toBeGreaterThan(0);
    }
    expect(new Set(namesOf(now)).size).toBe(now.ways.length);
  });

  test('are of the settings that are not in force', () => {
    const f16 = forecast({ restorer: { weights: 'f16' } });
    expect(namesOf(f16)).toContain('weights-q8');
    expect(namesOf(f16)).not.toContain('weights-q4');
    expect(namesOf(forecast())).toContain('weights-q4');
    expect(namesOf(forecast({ restorer: { weights: 'q4' } }))).not.toContain('weights-q4');
    // The autoencoder in one piece is the peak: prompts apart would change nothing.
    const whole = forecast({ restorer: { vaeTiles: null }, memory: card(24) });
    expect(namesOf(whole)).toContain('vae-tiles');
    expect(namesOf(whole)).not.toContain('prompts-apart');
    expect(namesOf(whole)).not.toContain('sampler-tiles');
  });

  test('prompts apart and windows, where the step is the peak', () => {
    const large = forecast({
      context: square(1536),
      restorer: { samplerTiles: null, promptBatch: 'together', minSize: 64 },
      memory: card(9),
    });
    expect(namesOf(large).slice(0, 1)).toEqual(['prompts-apart']);
    expect(namesOf(large)).toContain('sampler-tiles');
    expect(large.ways[0]!.timeFactor).toBeGreaterThan(1);
    // A picture is not enlarged for this size: there is none to go down from.
    expect(namesOf(large)).not.toContain('smaller-size');
  });

  test('a smaller size is one below a size that the picture was enlarged to', () => {
    const enlarged = forecast({ context: square(400), memory: card(4) });
    const way = enlarged.ways.find(({ name }) => name === 'smaller-size');
    expect(way!.working.width).toBeLessThan(1024);
    expect(way!.timeFactor).toBeLessThan(1);
  });
});

test('a run without guidance has one prompt', () => {
  const settings = { ...question.restorer.settings, cfgStart: 1, cfgEnd: 1 };
  const unguided = forecast({ restorer: { settings } });
  expect(unguided.promptsTogether).toBeNull();
  expect(namesOf(unguided)).not.toContain('prompts-apart');
  expect(forecast().promptsTogether).not.toBeNull();
});

test('texts that are known are no work', () => {
  const { teraflopAround } = forecast().work;
  const known = forecast({ needsTexts: false }).work;
  expect(teraflopAround - known.teraflopAround).toBeCloseTo(0.4, 6);
});

test('the weights of the step leave a small card to the autoencoder', () => {
  // Whole, a decoder of 512² takes 2 GB: beside the step's weights there is no room for it in 6 GiB.
  const small = { restorer: { minSize: 512, promptBatch: 'apart' }, context: square(512) } as const;
  const { card: onCard } = forecast({ ...small, memory: card(6) });
  expect(onCard).toMatchObject({ fit: expect.not.stringMatching('too-large') as string });
  // Of 2048² most waits on the card once they are gone.
  const large = forecast({ context: square(2048), memory: card(8) });
  expect(large.hostBytes).toBeLessThan(3e9);
});
