import { packError, DocumentError } from '../../../src/core/errors';
import { area, rect, type Size } from '../../../src/core/geometry';
import { workingSize } from '../../../src/restore/supir/working-size';
import type { Settings } from '../../../panel/settings/settings';
import { waysOutOf, type ErrorWay } from '../../../panel/store/error-ways';
import type { PanelState } from '../../../panel/store/panel-state';
import { openDocument } from '../stories/fake-host';
import { readyForSupir } from '../stories/forecast';

const LIMIT = 3072 * 3072;

/** A document that is restored whole. */
function whole(size: Size, settings: Partial<Settings>): PanelState {
  const snapshot = openDocument();
  const document = snapshot.document && { ...snapshot.document, size };
  const layer = snapshot.layer && { ...snapshot.layer, bounds: null };
  const selection = null;
  return { ...readyForSupir(settings), snapshot: { ...snapshot, document, layer, selection } };
}

function waysOf(state: PanelState, code: string, details = {}): readonly ErrorWay[] {
  return waysOutOf(packError(new DocumentError({ code, message: '', hint: '', details })), state);
}

const tooLarge = (size: Size, settings: Partial<Settings>): readonly ErrorWay[] =>
  waysOf(whole(size, settings), 'selection-too-large', { limit: LIMIT });

describe('a selection that is too large', () => {
  it('may be worked on at a smaller size where only that enlarges it', () => {
    const long = { width: 2000, height: 100 };
    const [way, ...others] = tooLarge(long, { scale: 1 });
    expect(others).toEqual([]);
    if (way?.name !== 'smaller-size') throw new Error('another way');
    const minSize = way.change.minSize ?? 0;
    expect(way.working).toEqual(workingSize(long, 1, minSize).working);
    expect(area(way.working)).toBeLessThanOrEqual(LIMIT);
    // The least loss: one step more would be too large.
    expect(area(workingSize(long, 1, minSize + 64).working)).toBeGreaterThan(LIMIT);
  });

  it('may be enlarged less where the scale does that, and not where it does not', () => {
    const names = (settings: Partial<Settings>): readonly unknown[] =>
      tooLarge({ width: 1200, height: 1200 }, settings).map(({ name, change }) => [name, change]);
    expect(names({ scale: 4 })).toEqual([['smaller-scale', { scale: 2 }]]);
    expect(names({ scale: 3 })).toEqual([['smaller-scale', { scale: 2 }]]);
  });

  it('has no way out but a smaller selection where it is too large by itself', () => {
    expect(tooLarge({ width: 4000, height: 4000 }, { scale: 1 })).toEqual([]);
  });

  it('may wait in smaller tiles where those were chosen by hand', () => {
    const now = { width: 2560, height: 2560 };
    const waysFor = (settings: Partial<Settings>, details: object): readonly string[] =>
      waysOf(whole(now, { scale: 1, ...settings }), 'selection-too-large', details).map(
        ({ name }) => name,
      );
    const waits = { limit: 2048 * 2048, waitingBytes: 9e9 };
    expect(waysFor({ vaeTiles: 'size' }, waits)).toContain('tiles-auto');
    // Without tiles nothing waits, and no tiles make a working picture smaller.
    expect(waysFor({ vaeTiles: 'auto' }, waits)).not.toContain('tiles-auto');
    expect(waysFor({ vaeTiles: 'size' }, { limit: LIMIT })).not.toContain('tiles-auto');
  });

  it('is less anyway where what waits is too large and no limit is told', () => {
    const [way] = waysOf(whole({ width: 900, height: 900 }, { scale: 3 }), 'selection-too-large');
    expect(way).toMatchObject({ name: 'smaller-scale', change: { scale: 2 } });
  });

  it('is of no account without a document', () => {
    const nothing = { ...openDocument(), document: null };
    expect(waysOf({ ...readyForSupir(), snapshot: nothing }, 'selection-too-large')).toEqual([]);
  });
});

describe('other errors', () => {
  const names = (code: string, settings: Partial<Settings>): readonly string[] =>
    waysOf(readyForSupir(settings), code).map(({ name }) => name);

  it('have the setting that they are about', () => {
    expect(names('no-half-floats', { weights: 'f16' })).toEqual(['weights-auto']);
    expect(names('network-too-large', { device: 'wasm' })).toEqual(['device-auto', 'fast']);
    expect(names('network-too-large', { device: 'auto' })).toEqual(['fast']);
  });

  it('offer no other device where there is none', () => {
    const { engine } = readyForSupir();
    const without = (settings: Partial<Settings>): PanelState => ({
      ...readyForSupir(settings),
      engine: engine && { ...engine, webgpu: null },
    });
    for (const [code, device] of [
      ['network-too-large', 'wasm'],
      ['no-webgpu', 'webgpu'],
    ] as const) {
      expect(waysOf(without({ device }), code).map(({ name }) => name)).toEqual(['fast']);
    }
  });

  it('have none where the setting is so already, or where no setting helps', () => {
    expect(names('no-half-floats', { weights: 'auto' })).toEqual([]);
    expect(names('model-file-truncated', { weights: 'f16' })).toEqual([]);
    expect(waysOutOf(packError(new TypeError('a bug')), readyForSupir())).toEqual([]);
  });
});

test('the selection counts, not the canvas', () => {
  const state = whole({ width: 4000, height: 4000 }, { scale: 4 });
  const selected = {
    ...state,
    snapshot: state.snapshot && { ...state.snapshot, selection: rect(0, 0, 900, 900) },
  };
  expect(waysOf(selected, 'selection-too-large', { limit: LIMIT })).toMatchObject([
    { name: 'smaller-scale', change: { scale: 3 } },
  ]);
});
