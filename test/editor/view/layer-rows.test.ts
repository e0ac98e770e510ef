import { newLayerId } from '../../../src/editor/view/layers/fresh-layer';
import { allIds, layerRows, pathTo, treeMove } from '../../../src/editor/view/layers/layer-rows';
import { EMPTY_STATE, type LayerItem, type EditorState } from '../../../src/editor/editor-state';

function layer(id: string, children: readonly LayerItem[] | null = null): LayerItem {
  return {
    id,
    name: id,
    kind: children === null ? 'pixels' : 'group',
    visible: true,
    shown: true,
    locked: false,
    hasMask: false,
    clipped: false,
    bounds: null,
    thumbnailKey: id,
    children,
  };
}

const TREE = [
  layer('top'),
  layer('outer', [layer('inner', [layer('leaf')]), layer('side')]),
  layer('base'),
];
const OPEN = layerRows(TREE, new Set());

describe('the rows of the layer list', () => {
  it('are the tree from the top, with its levels and places', () => {
    expect(
      OPEN.map(({ layer: { id }, level, position, siblings, expanded, parentId }) => [
        id,
        level,
        position,
        siblings,
        expanded,
        parentId,
      ]),
    ).toEqual([
      ['top', 1, 1, 3, null, null],
      ['outer', 1, 2, 3, true, null],
      ['inner', 2, 1, 2, true, 'outer'],
      ['leaf', 3, 1, 1, null, 'inner'],
      ['side', 2, 2, 2, null, 'outer'],
      ['base', 1, 3, 3, null, null],
    ]);
  });

  it('leave out what is in a collapsed group', () => {
    expect(layerRows(TREE, new Set(['inner'])).map((row) => row.layer.id)).toEqual([
      'top',
      'outer',
      'inner',
      'side',
      'base',
    ]);
    expect(layerRows(TREE, new Set(['outer']))).toHaveLength(3);
  });

  it.each([
    ['ArrowDown', 'inner', { kind: 'focus', id: 'leaf' }],
    ['ArrowDown', 'base', null],
    ['ArrowUp', 'side', { kind: 'focus', id: 'leaf' }],
    ['ArrowUp', 'top', null],
    ['Home', 'side', { kind: 'focus', id: 'top' }],
    ['End', 'side', { kind: 'focus', id: 'base' }],
    ['ArrowRight', 'outer', { kind: 'focus', id: 'inner' }],
    ['ArrowRight', 'leaf', null],
    ['ArrowLeft', 'outer', { kind: 'collapse', id: 'outer' }],
    ['ArrowLeft', 'leaf', { kind: 'focus', id: 'inner' }],
    ['ArrowLeft', 'top', null],
    ['x', 'top', null],
  ] as const)('%s on %s', (key, id, move) => {
    expect(treeMove(OPEN, id, key)).toEqual(move);
  });

  it('open a collapsed group with the right arrow', () => {
    const rows = layerRows(TREE, new Set(['outer']));
    expect(treeMove(rows, 'outer', 'ArrowRight')).toEqual({ kind: 'expand', id: 'outer' });
  });

  it('do not lead from an empty group to its neighbour', () => {
    const rows = layerRows([layer('empty', []), layer('base')], new Set());
    expect(treeMove(rows, 'empty', 'ArrowRight')).toBeNull();
  });

  it('know the way to a layer', () => {
    expect(pathTo(TREE, 'leaf')?.map(({ id }) => id)).toEqual(['outer', 'inner', 'leaf']);
    expect(pathTo(TREE, 'gone')).toBeNull();
    expect(allIds(TREE)).toHaveLength(6);
  });
});

describe('the new layer', () => {
  const state = (id: string, layers: readonly LayerItem[]): EditorState => ({
    ...EMPTY_STATE,
    document: {
      id,
      name: 'x',
      size: { width: 1, height: 1 },
      depth: 8,
      mode: 'rgb',
      changed: false,
      pixelsRevision: 0,
    },
    layers,
  });
  const before = state('a', TREE);
  const after = state('a', [
    TREE[0]!,
    layer('outer', [layer('fresh'), ...TREE[1]!.children!]),
    TREE[2]!,
  ]);

  it('is the one that was not there before, however deep', () => {
    expect(newLayerId(before, after, null)).toBe('fresh');
  });

  it('is remembered until it goes', () => {
    expect(newLayerId(after, state('a', [...after.layers]), 'fresh')).toBe('fresh');
    expect(newLayerId(after, before, 'fresh')).toBeNull();
  });

  it('is none in a document that was just opened', () => {
    expect(newLayerId(EMPTY_STATE, before, null)).toBeNull();
    expect(newLayerId(before, state('b', TREE), 'top')).toBeNull();
  });
});
