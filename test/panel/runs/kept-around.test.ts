import { readSummary, storedSummary } from '../../../panel/runs/shelf/stored-summary';
import { setSetting } from '../../../panel/store/actions';
import type { OutputMode } from '../../../src/core/document';
import { scaleRect, translate, type Rect } from '../../../src/core/geometry';
import { createMask, type Mask } from '../../../src/core/mask';
import { createTestShelf, startPanel, type TestPanel } from '../stories/panel';

/** What the mask shows, in pixels of the context. */
const SHOWN: Rect = { x: 3, y: 2, width: 5, height: 4 };

function maskOf(size: { readonly width: number; readonly height: number }, shown: Rect): Mask {
  const mask = createMask(size);
  for (let y = shown.y; y < shown.y + shown.height; y++) {
    mask.data.fill(255, y * mask.width + shown.x, y * mask.width + shown.x + shown.width);
  }
  return mask;
}

/** After a run that restored more than its mask shows. */
async function afterRun(mode: OutputMode): Promise<TestPanel> {
  const panel = await startPanel(createTestShelf());
  panel.store.update(setSetting('mode', mode));
  const engine = { ...panel.engine };
  panel.engine.restore = async (...given) => {
    const result = await engine.restore(...given);
    const factor = result.image.width / result.region.width;
    return { ...result, shown: SHOWN, mask: maskOf(result.image, scaleRect(SHOWN, factor)) };
  };
  await panel.runs.upscale();
  return panel;
}

test.each([
  ['in-place', 1, 1],
  ['enlarge', 2, 2],
  ['smart-object', 1, 2],
] as const)(
  '%s: the editor, files and facts have what the mask shows',
  async (mode, placed, made) => {
    const { engine, host, store, bitmaps, runs } = await afterRun(mode);
    const { contextRect } = engine.requests[0]!;
    const region = translate(SHOWN, contextRect.x, contextRect.y);
    const [inserted] = host.inserted;
    expect(inserted).toMatchObject({ mode, rect: scaleRect(region, placed) });
    const { width, height } = scaleRect(SHOWN, placed);
    expect([inserted!.image, inserted!.mask]).toMatchObject([
      { width, height },
      { width, height },
    ]);
    const size = { width: SHOWN.width * made, height: SHOWN.height * made };
    if (inserted!.mode === 'smart-object') expect(inserted!.content).toMatchObject(size);

    const [kept] = store.get().kept;
    expect(kept).toMatchObject({ size, region, restored: contextRect });
    await runs.pngOfKept(kept!.id);
    expect(bitmaps.saved).toMatchObject([size]);
  },
);

test('what was restored is read again out of storage, and missed in nothing of an older panel', async () => {
  const { store } = await afterRun('in-place');
  const [kept] = store.get().kept;
  const stored = structuredClone(storedSummary(kept!));
  expect(readSummary(stored)?.restored).toEqual(kept!.restored);
  const old = { ...stored };
  Reflect.deleteProperty(old, 'restored');
  expect(readSummary(old)).not.toBeNull();
  expect(readSummary(old)).not.toHaveProperty('restored');
});
