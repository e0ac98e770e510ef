import { parseFacts } from '../../../panel/runs/unfinished/stored-facts';
import { parseRun } from '../../../panel/runs/unfinished/stored-run';
import { createMemoryRecords, type StoredRun } from '../../../panel/runs/unfinished/records';
import { createClaims } from '../../../panel/store/claims';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import type { TakenRun } from '../../../panel/store/unfinished';
import { createImage } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import { codeOf } from '../../support/code-of';
import { fakeLocks } from '../stories/fake-locks';
import { RUN, TAKEN } from '../stories/taken-run';

function stored({ run, begun, stepsDone }: TakenRun = TAKEN): StoredRun {
  return structuredClone({ facts: run, begun, stepsDone });
}

type Path = readonly string[];

/** Every place in plain objects and lists. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [path];
  const inside = Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]));
  return path.length === 0 ? inside : [path, ...inside];
}

function withPart(value: unknown, [key, ...rest]: Path, part: unknown): unknown {
  if (key === undefined) return part;
  const fields = value as Readonly<Record<string, unknown>>;
  const changed = withPart(fields[key], rest, part);
  if (Array.isArray(value))
    return value.map((old: unknown, i) => (String(i) === key ? changed : old));
  return { ...fields, [key]: changed };
}

const PLACES = placesIn(stored());
const OPTIONAL = ['variantsLeft', 'colors'];
const isOptional = (place: Path): boolean => OPTIONAL.includes(place.at(-1) ?? '');

it('what was written comes back, in bits', () => {
  const { facts, begun, stepsDone } = stored();
  expect(parseRun(stored(), 'run-1')).toEqual({ run: facts, begun, stepsDone });
  const bare = {
    ...TAKEN,
    begun: { ...TAKEN.begun, request: { ...TAKEN.begun.request, selection: null } },
  };
  expect(parseRun(stored(bare), 'run-1')).not.toBeNull();
});

it.each([undefined, NaN, Infinity, -1e12, {}, () => 1, Symbol('s')])(
  'nothing but what it is passes for a part: %p',
  (bad) => {
    for (const place of PLACES.filter((one) => bad !== undefined || !isOptional(one))) {
      const read = parseRun(withPart(stored(), place, bad) as StoredRun, 'run-1');
      expect([place.join('.'), read]).toEqual([place.join('.'), null]);
    }
  },
);

it('before its first step there are none, whatever lies there', () => {
  const begun = withPart(stored(), ['facts', 'done'], 0) as StoredRun;
  for (const stepsDone of [undefined, null, begun.stepsDone, 'other']) {
    const read = parseRun({ ...begun, stepsDone }, 'run-1');
    expect([read?.run.done, read?.stepsDone]).toEqual([0, null]);
  }
});

it('a run of a panel that forgot its variants has none left', () => {
  const forgot = withPart(stored(), ['facts', 'variantsLeft'], undefined) as StoredRun;
  expect(parseRun(forgot, 'run-1')?.run.variantsLeft).toBe(0);
});

it('a run of a panel that forgot what its colours mean has none of them', () => {
  const forgot = withPart(stored(), ['begun', 'colors'], undefined) as StoredRun;
  expect(parseRun(forgot, 'run-1')?.begun.colors).toBeNull();
});

describe('is no run', () => {
  const request = TAKEN.begun.request;
  const cases: readonly (readonly [name: string, place: Path, value: unknown])[] = [
    ['of more steps than there are', ['facts', 'done'], 51],
    ['of another step than its latent', ['facts', 'done'], 30],
    ['of other steps', ['stepsDone', 'steps'], 49],
    ['with more variants left than there are', ['facts', 'variantsLeft'], 4],
    ['under another name', ['facts', 'id'], 'run-2'],
    ['of a huge document', ['facts', 'canvas', 'width'], 1e6],
    ['with a long name', ['facts', 'documentName'], 'x'.repeat(5000)],
    ['with a LoRA stronger than the setting', ['facts', 'files', 'lora', 'strength'], 2.05],
    ['with a mask grown beyond the setting', ['begun', 'request', 'maskEdge', 'grow'], 129],
    ['with an edge softer than the setting', ['begun', 'request', 'maskEdge', 'feather'], 129],
    ['of unknown floats', ['stepsDone', 'planned', 'floats'], 'half'],
    ['with a hash of another kind', ['facts', 'files', 'sdxl', 'samples'], 'ab'],
    [
      'with pixels of another size',
      ['begun', 'request', 'source'],
      createImage({ width: 30, height: 41 }, 8),
    ],
    ['with too few pixels', ['begun', 'request', 'source', 'data'], new Uint16Array(7)],
    ['with pixels of another depth', ['begun', 'request', 'source', 'depth'], 8],
    [
      'with a huge picture',
      ['begun', 'request', 'source'],
      { ...request.source, width: 300_000, height: 300_000 },
    ],
    ['with another mask', ['begun', 'request', 'selection'], createMask({ width: 1, height: 1 })],
    ['outside the canvas', ['begun', 'request', 'contextRect', 'x'], 90],
    ['with a setting out of range', ['begun', 'restorer', 'settings', 'churn'], 41],
    ['with a prompt without end', ['begun', 'restorer', 'prompt'], 'x'.repeat(1e5)],
    ['with a latent of other sides', ['stepsDone', 'x', 'dims'], [1, 4, 8, 8]],
    ['with a latent that is huge', ['stepsDone', 'x', 'dims'], [1, 4, 10_000, 10_000]],
    ['with a latent of doubles', ['stepsDone', 'x', 'data'], new Float64Array(512)],
    ['with a tile without size', ['stepsDone', 'planned', 'samplerTiles'], { tile: 0, stride: 0 }],
  ];

  it.each(cases)('%s', (_, place, value) => {
    expect(parseRun(withPart(stored(), place, value) as StoredRun, 'run-1')).toBeNull();
  });

  it.each([['facts'], ['begun'], ['stepsDone']] as const)('without its %s', (part) => {
    expect(parseRun({ ...stored(), [part]: undefined }, 'run-1')).toBeNull();
  });

  it('under a key that is not its own', () => {
    expect(parseFacts(RUN, 'run-2')).toBeNull();
  });
});

describe('a damaged record', () => {
  it('among the facts is not listed, and goes', async () => {
    const records = createMemoryRecords();
    await records.put(RUN, TAKEN.stepsDone, TAKEN.begun);
    await records.put({ ...RUN, id: 'run-2', done: -1 }, TAKEN.stepsDone, TAKEN.begun);
    const runs = createUnfinishedRuns(records, createClaims(fakeLocks()));
    expect(await runs.list()).toEqual([{ ...RUN, lasting: false }]);
    expect([...(await records.facts()).keys()]).toEqual(['run-1']);
  });

  it('in the pixels is told once, and goes', async () => {
    const records = createMemoryRecords();
    await records.put(RUN, { ...TAKEN.stepsDone!, done: 2 }, TAKEN.begun);
    const runs = createUnfinishedRuns(records, createClaims(fakeLocks()));
    expect(await codeOf(runs.take('run-1'))).toBe('unfinished-run-lost');
    expect(await runs.list()).toEqual([]);
    // Nobody holds it any more.
    expect(await codeOf(runs.discard('run-1'))).toBeNull();
  });
});
