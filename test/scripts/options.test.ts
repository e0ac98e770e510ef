import { parseDemoOptions, parseSelection, UsageError } from '../../scripts/demo/options';

describe('demo options', () => {
  it('has a complete default', () => {
    expect(parseDemoOptions([])).toEqual({
      host: 'standalone',
      input: null,
      selection: null,
      feather: 0,
      scale: 2,
      mode: 'in-place',
      engine: 'fast',
      device: 'auto',
      out: 'out/demo',
    });
  });

  it('reads every kind of selection', () => {
    expect(parseSelection('rect:1,2,30,40')).toEqual({
      kind: 'rect',
      x: 1,
      y: 2,
      width: 30,
      height: 40,
    });
    expect(parseSelection('ellipse:-5,0,9.5,9')).toMatchObject({
      kind: 'ellipse',
      x: -5,
      width: 9.5,
    });
    expect(parseSelection('lasso:0,0;10,0;5,9')).toEqual({
      kind: 'lasso',
      points: [
        [0, 0],
        [10, 0],
        [5, 9],
      ],
    });
    expect(parseSelection('all')).toEqual({ kind: 'all' });
  });

  it.each([
    ['--select', 'rect:1,2,3'],
    ['--select', 'ellipse:1,2,0,5'],
    ['--select', 'lasso:1,2;3,4'],
    ['--select', 'circle:1,2,3,4'],
    ['--scale', '5'],
    ['--feather', '-1'],
    ['--mode', 'inplace'],
    ['--nonsense', 'x'],
  ])('refuses %s %s', (name, value) => {
    expect(() => parseDemoOptions([name, value])).toThrow(UsageError);
  });
});
