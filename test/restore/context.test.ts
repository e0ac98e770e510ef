import { SRVGG_MODEL } from '../../src/networks/srvgg/srvgg';
import { rect } from '../../src/core/geometry';
import {
  contextFor,
  GROWING_ROOM,
  NETWORK_RADIUS,
  type ContextQuestion,
} from '../../src/restore/context';
import { codeOf } from '../support/code-of';

const question: ContextQuestion = {
  canvas: { width: 1000, height: 800 },
  layer: rect(0, 0, 1000, 800),
  selection: rect(400, 300, 100, 50),
  maskEdge: { grow: 0, feather: 0 },
  scale: 2,
  restorer: 'fast',
};

const code = (change: Partial<ContextQuestion>): string | null =>
  codeOf(() => contextFor({ ...question, ...change }));

test('the radius is that of the network', () => {
  expect(NETWORK_RADIUS).toBe(SRVGG_MODEL.receptiveRadius);
});

test('the context is the selection, the room for its mask to grow, and what the network and the steps look at', () => {
  const margin = 32 + 34 + 7;
  expect(contextFor(question)).toEqual(
    rect(400 - margin, 300 - margin, 100 + 2 * margin, 50 + 2 * margin),
  );
});

test('SUPIR is shown the same surroundings at every scale, in which there is room to grow', () => {
  expect(GROWING_ROOM).toBeLessThanOrEqual(64 / 2);
  for (const scale of [1, 2, 4] as const) {
    expect(contextFor({ ...question, scale, restorer: 'supir' })).toEqual(
      rect(400 - 64, 300 - 64, 100 + 128, 50 + 128),
    );
  }
});

test('grow and feather reach further, shrinking does not', () => {
  const soft = contextFor({ ...question, maskEdge: { grow: 10, feather: 4 } });
  expect(soft.x).toBe(400 - 32 - 34 - 7 - 10 - 12);
  expect(contextFor({ ...question, maskEdge: { grow: -10, feather: 0 } })).toEqual(
    contextFor(question),
  );
});

test('a larger scale has shorter steps, in source pixels', () => {
  const widths = ([1, 2, 3, 4] as const).map((scale) => contextFor({ ...question, scale }).width);
  expect(widths).toEqual([88, 82, 80, 80].map((seen) => 100 + 64 + seen));
});

test('the context ends at the canvas and one pixel beyond the layer', () => {
  const corner = contextFor({ ...question, selection: rect(0, 0, 10, 10) });
  expect(corner).toEqual(rect(0, 0, 83, 83));
  const small = contextFor({ ...question, layer: rect(390, 290, 30, 30) });
  expect(small).toEqual(rect(389, 289, 32, 32));
});

test('without a selection it is what the canvas shows of the layer', () => {
  const change = { selection: null, layer: rect(-50, 700, 200, 500) };
  expect(contextFor({ ...question, ...change })).toEqual(rect(0, 700, 150, 100));
  expect(contextFor({ ...question, selection: null, layer: null })).toEqual(rect(0, 0, 1000, 800));
});

test('nothing to restore is an error', () => {
  expect(code({})).toBeNull();
  expect(code({ selection: rect(5, 5, 0, 0) })).toBe('nothing-selected');
  expect(code({ layer: rect(0, 0, 100, 100) })).toBe('selection-outside-layer');
  expect(code({ layer: rect(2000, 0, 100, 100) })).toBe('selection-outside-layer');
  expect(code({ layer: rect(2000, 0, 100, 100), selection: null })).toBe('layer-outside-canvas');
});
