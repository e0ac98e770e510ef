import { placementFor } from '../../../panel/runs/placement';
import { createImage } from '../../../src/core/image';
import { setSetting } from '../../../panel/store/actions';
import { type Appearance, PLAIN_LOOK } from '../../../src/core/document';
import { CANVAS, NOTHING_OPEN, openDocument, PLAIN } from '../stories/fake-host';
import { startPanel, type TestPanel } from '../stories/panel';

const CLIPPED_LOOK = { ...PLAIN_LOOK, clipped: true };

describe('where a result lies', () => {
  it('over a plain, opaque source as a plain layer', () => {
    expect(placementFor(PLAIN, true)).toEqual({ look: PLAIN_LOOK, opaque: false, notice: null });
  });

  const NOT_PLAIN: readonly (readonly [name: string, differs: Partial<Appearance>])[] = [
    ['hidden', { visible: false }],
    ['multiply', { blendMode: 'multiply' }],
    ['in a mode that nobody knows', { blendMode: null }],
    ['at 99 %', { opacity: 0.99 }],
    ['filled at 40 %', { fill: 0.4 }],
    ['masked', { masked: true }],
    ['a group', { group: true, blendMode: 'pass-through' }],
    ['a base', { base: true }],
  ];
  it.each([...NOT_PLAIN, ['not opaque', {}] as const])(
    'over a source that is %s: opaque, and clipped to it',
    (name, differs) => {
      const placement = placementFor({ ...PLAIN, ...differs }, name !== 'not opaque');
      expect(placement).toEqual({ look: CLIPPED_LOOK, opaque: true, notice: null });
    },
  );

  it('beside an opaque clipped source: with its own alpha, clipped to the same base', () => {
    expect(placementFor({ ...PLAIN, clipped: true }, true)).toEqual({
      look: CLIPPED_LOOK,
      opaque: false,
      notice: null,
    });
  });

  it.each([
    ['soft', {}, false],
    ['at 50 %', { opacity: 0.5 }, true],
    ['filled at 50 %', { fill: 0.5 }, true],
    ['multiply', { blendMode: 'multiply' }, true],
  ] as const)('beside a clipped source that is %s: a notice', (_name, differs, opaque) => {
    const { look, notice } = placementFor({ ...PLAIN, clipped: true, ...differs }, opaque);
    expect(notice).toBe('adds-to-source');
    expect(look).toEqual({ ...CLIPPED_LOOK, ...differs });
  });

  it('beside a hidden clipped source: hidden, and nothing adds up', () => {
    const placement = placementFor({ ...PLAIN, clipped: true, visible: false }, false);
    expect(placement.look.visible).toBe(false);
    expect(placement.notice).toBeNull();
  });

  it.each([null, 'pass-through'] as const)('a clipped source in mode %s: Normal', (blendMode) => {
    const { look } = placementFor({ ...PLAIN, clipped: true, blendMode }, true);
    expect(look.blendMode).toBe('normal');
  });
});

describe('a run over a source that is not plain', () => {
  async function overSoft(appearance: Partial<Appearance> = {}): Promise<TestPanel> {
    const panel = await startPanel();
    panel.host.picture = createImage(CANVAS, 8);
    panel.host.picture.data.fill(60);
    panel.host.appearance = { ...PLAIN, ...appearance };
    return panel;
  }

  it.each(['in-place', 'enlarge', 'smart-object'] as const)(
    'gives the editor opaque pixels and compares those with the source’s alpha: %s',
    async (mode) => {
      const panel = await overSoft();
      panel.store.update(setSetting('mode', mode));
      await panel.runs.upscale();
      const [layer] = panel.host.inserted;
      expect(layer?.look).toEqual(CLIPPED_LOOK);
      expect(layer?.image.data.every((v, i) => i % 4 !== 3 || v === 255)).toBe(true);
      if (layer?.mode === 'smart-object') {
        expect(layer.content.data.every((v, i) => i % 4 !== 3 || v === 255)).toBe(true);
      }
      const [, compared] = panel.bitmaps.compared;
      expect(compared?.data.some((v, i) => i % 4 === 3 && v < 255)).toBe(true);
    },
  );

  it('says in the result that source and result add up', async () => {
    const panel = await overSoft({ clipped: true });
    await panel.runs.upscale();
    expect(panel.store.get().outcome?.report.notices).toEqual(['adds-to-source']);
    expect(panel.host.inserted[0]?.look).toEqual(CLIPPED_LOOK);
  });

  it('keeps the alpha while the result is kept, and lies clipped when it goes in later', async () => {
    const panel = await overSoft();
    panel.engine.before = () => {
      panel.host.now = NOTHING_OPEN;
    };
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    const [kept] = panel.store.get().kept;
    await panel.runs.pngOfKept(kept!.id);
    expect(panel.bitmaps.saved[0]?.data.some((v, i) => i % 4 === 3 && v < 255)).toBe(true);

    panel.host.now = openDocument('doc-9', 'photo.psd', 'layer-9');
    await panel.runs.insertKept(kept!.id);
    const [layer] = panel.host.inserted;
    expect(layer?.look).toEqual(CLIPPED_LOOK);
    expect(layer?.image.data.every((v, i) => i % 4 !== 3 || v === 255)).toBe(true);
  });
});
