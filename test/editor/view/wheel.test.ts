import { wheelAction, type WheelTurn } from '../../../src/editor/view/canvas/wheel';

const STILL: WheelTurn = {
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
};

describe('the wheel', () => {
  it('moves the view', () => {
    expect(wheelAction({ ...STILL, deltaX: 3, deltaY: 40 })).toEqual({
      kind: 'pan',
      dx: -3,
      dy: -40,
    });
    expect(wheelAction({ ...STILL, deltaY: 2, deltaMode: 1 })).toEqual({
      kind: 'pan',
      dx: 0,
      dy: -32,
    });
    expect(wheelAction({ ...STILL, deltaY: 50, shiftKey: true })).toEqual({
      kind: 'pan',
      dx: -50,
      dy: 0,
    });
  });

  it.each(['ctrlKey', 'metaKey', 'altKey'] as const)('zooms with %s', (key) => {
    const closer = wheelAction({ ...STILL, [key]: true, deltaY: -4 });
    const away = wheelAction({ ...STILL, [key]: true, deltaY: 4 });
    if (closer.kind !== 'zoom' || away.kind !== 'zoom') throw new Error('expected zoom');
    expect(closer.factor).toBeGreaterThan(1);
    expect(closer.factor * away.factor).toBeCloseTo(1, 9);
  });

  it('does not jump on the coarse notches of a mouse', () => {
    const notch = wheelAction({ ...STILL, ctrlKey: true, deltaY: -240 });
    expect(notch).toEqual({ kind: 'zoom', factor: Math.exp(0.25) });
  });
});
