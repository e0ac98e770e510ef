import {
  beginDrag,
  carryDrag,
  modeFor,
  moveDrag,
  shapeOf,
  type Modifiers,
} from '../../../src/editor/view/tools/selection-drag';
import type { SelectionTool } from '../../../src/editor/view/tools/tool';

const NONE: Modifiers = { shift: false, alt: false };
const SHIFT: Modifiers = { shift: true, alt: false };
const ALT: Modifiers = { shift: false, alt: true };
const BOTH: Modifiers = { shift: true, alt: true };

function drawn(tool: SelectionTool, held: Modifiers, to = { x: 40, y: 25 }, hasSelection = false) {
  const start = beginDrag(tool, { x: 10, y: 5 }, NONE, 'replace', hasSelection);
  return shapeOf(moveDrag(start, to, held));
}

describe('the mode of a selection', () => {
  it.each([
    [NONE, 'replace'],
    [SHIFT, 'add'],
    [ALT, 'subtract'],
    [BOTH, 'intersect'],
  ] as const)('with %o held is %s', (held, mode) => {
    expect(modeFor('replace', held)).toBe(mode);
    expect(beginDrag('rect', { x: 0, y: 0 }, held, 'replace', true).mode).toBe(mode);
  });

  it('is the chosen one where no modifier is held', () => {
    expect(modeFor('subtract', NONE)).toBe('subtract');
  });

  it('replaces where nothing is selected, whatever is held or chosen', () => {
    for (const held of [NONE, SHIFT, ALT, BOTH]) {
      expect(beginDrag('lasso', { x: 0, y: 0 }, held, 'intersect', false).mode).toBe('replace');
    }
  });
});

describe('a marquee', () => {
  it('spans from where the drag began to where it is, in any direction', () => {
    expect(drawn('rect', NONE)).toEqual({
      kind: 'rectangle',
      rect: { x: 10, y: 5, width: 30, height: 20 },
    });
    expect(drawn('ellipse', NONE, { x: -20, y: -5 })).toEqual({
      kind: 'ellipse',
      rect: { x: -20, y: -5, width: 30, height: 10 },
    });
  });

  it('lies on whole pixels', () => {
    const start = beginDrag('rect', { x: 9.6, y: 5.4 }, NONE, 'replace', false);
    expect(shapeOf(moveDrag(start, { x: 19.5, y: 7.49 }, NONE))).toEqual({
      kind: 'rectangle',
      rect: { x: 10, y: 5, width: 10, height: 2 },
    });
  });

  it('is a square with Shift and grows from its centre with Alt', () => {
    expect(drawn('rect', SHIFT)).toMatchObject({ rect: { x: 10, y: 5, width: 30, height: 30 } });
    expect(drawn('rect', SHIFT, { x: 0, y: 35 })).toMatchObject({
      rect: { x: -20, y: 5, width: 30, height: 30 },
    });
    expect(drawn('rect', ALT)).toMatchObject({ rect: { x: -20, y: -15, width: 60, height: 40 } });
    expect(drawn('ellipse', BOTH)).toMatchObject({
      rect: { x: -20, y: -25, width: 60, height: 60 },
    });
  });

  it('is empty without width or height', () => {
    expect(drawn('rect', NONE, { x: 10, y: 50 })).toBeNull();
    expect(drawn('ellipse', NONE, { x: 10.3, y: 5.4 })).toBeNull();
  });

  it('lets a modifier that chose the mode shape only after it was let go', () => {
    const began = beginDrag('rect', { x: 0, y: 0 }, SHIFT, 'replace', true);
    const still = moveDrag(began, { x: 30, y: 10 }, SHIFT);
    expect(shapeOf(still)).toMatchObject({ rect: { width: 30, height: 10 } });
    const again = moveDrag(moveDrag(still, { x: 30, y: 10 }, NONE), { x: 30, y: 10 }, SHIFT);
    expect(shapeOf(again)).toMatchObject({ rect: { width: 30, height: 30 } });
    expect(again.mode).toBe('add');
  });

  it('can be carried along while it is drawn', () => {
    const start = moveDrag(
      beginDrag('rect', { x: 0, y: 0 }, NONE, 'replace', false),
      { x: 20, y: 10 },
      NONE,
    );
    expect(shapeOf(carryDrag(start, { x: 25, y: 13 }))).toEqual({
      kind: 'rectangle',
      rect: { x: 5, y: 3, width: 20, height: 10 },
    });
  });
});

describe('a lasso', () => {
  it('keeps its whole way, fractions included', () => {
    const way = [
      { x: 10, y: 0.5 },
      { x: 10, y: 10.25 },
      { x: -4, y: 9 },
    ];
    const start = beginDrag('lasso', { x: 0, y: 0 }, NONE, 'replace', false);
    const drag = way.reduce((so, to) => moveDrag(so, to, NONE), start);
    expect(shapeOf(drag)).toEqual({ kind: 'lasso', points: [{ x: 0, y: 0 }, ...way] });
  });

  it('needs three points and more than a pixel of room', () => {
    const start = beginDrag('lasso', { x: 0, y: 0 }, NONE, 'replace', false);
    const line = moveDrag(start, { x: 50, y: 0 }, NONE);
    expect(shapeOf(line)).toBeNull();
    const speck = moveDrag(moveDrag(start, { x: 0.5, y: 0 }, NONE), { x: 0, y: 0.5 }, NONE);
    expect(shapeOf(speck)).toBeNull();
  });
});
