import { rect } from '../../../src/core/geometry';
import type { LayerRef, LayerResult } from '../../../src/core/document';
import { closeDocument } from '../../emulators/photopea/editor/documents';
import { activate } from '../../emulators/photopea/editor/editor';
import { stateOf, type OpenDocument } from '../../emulators/photopea/model/document';
import {
  opaqueNoise,
  paintedLayer,
  photoPsd,
  psdBytes,
} from '../../emulators/photopea/painted-documents';
import {
  activateLayer,
  active,
  change,
  order,
  select,
  state,
} from '../../emulators/photopea/witness/setup';
import {
  closeStage,
  inPlace,
  layerOf,
  never,
  noiseImage,
  openStage,
  PROFILE,
  RECT,
  type Stage,
} from './stage';

let stage: Stage;
let above: LayerRef;
let target: OpenDocument;
afterEach(closeStage);

/** A run has begun in the first document; then the person turned to `others`, the last one in front. */
async function turnedTo(others: readonly Uint8Array[], profile?: Uint8Array): Promise<void> {
  stage = openStage(photoPsd([], profile ?? null), 'photo');
  target = active(stage.lab);
  above = layerOf(await stage.host.snapshot());
  for (const bytes of others) {
    stage.lab.open(bytes);
    activateLayer(stage.lab, 'photo');
  }
}

/** What the person sees of the document they are in. */
function seen(): unknown {
  const document = active(stage.lab);
  return { document, rows: document.rows.length, index: document.index, state: stateOf(document) };
}

function documentAt(index: number): OpenDocument {
  return stage.lab.photopea.editor.documents[index]!;
}

function names(document: OpenDocument): unknown[] {
  return order(stateOf(document).layers);
}

const INSERTED = ['photo', 'fast 2x copy', 'detail'];
const large = rect(RECT.x * 2, RECT.y * 2, RECT.width * 2, RECT.height * 2);
const content = noiseImage({ width: RECT.width * 2, height: RECT.height * 2 }, 3);

const MODES: readonly (readonly [string, () => LayerResult])[] = [
  ['in place', () => inPlace(above)],
  ['enlarged', () => ({ ...inPlace(above, large), mode: 'enlarge', scale: 2 })],
  ['a smart object', () => ({ ...inPlace(above), mode: 'smart-object', scale: 2, content })],
];

describe('a person who works in another document stays there', () => {
  it.each(MODES)('%s', async (_name, result) => {
    await turnedTo([photoPsd()]);
    const before = seen();
    await stage.host.insertLayer(result(), never);
    expect(seen()).toEqual(before);
    expect(names(target)).toEqual(INSERTED);
    expect(stage.lab.photopea.editor.documents).toHaveLength(2);
  });

  it('and their selection is theirs, while that of the target grows', async () => {
    await turnedTo([photoPsd()]);
    select(stage.lab, 1, 1, 4, 4);
    activate(stage.lab.photopea.editor, target);
    select(stage.lab, RECT.x, RECT.y, RECT.width, RECT.height);
    activate(stage.lab.photopea.editor, documentAt(1));
    const before = seen();
    await stage.host.insertLayer(MODES[1]![1](), never);
    expect(seen()).toEqual(before);
    activate(stage.lab.photopea.editor, target);
    expect((await stage.host.snapshot()).selection).toEqual(large);
  });

  it.each([1, 2])('with twins all around: the one at %d', async (index) => {
    await turnedTo([photoPsd(), photoPsd()]);
    activate(stage.lab.photopea.editor, documentAt(index));
    const before = seen();
    await stage.host.insertLayer(inPlace(above), never);
    expect(seen()).toEqual(before);
    expect([0, 1, 2].map((i) => names(documentAt(i)).length)).toEqual([3, 2, 2]);
  });

  it('with no layer selected there', async () => {
    await turnedTo([photoPsd()]);
    change(stage.lab, { active: [] });
    const before = seen();
    await stage.host.insertLayer(inPlace(above), never);
    expect(seen()).toEqual(before);
  });

  it('while the layer and the selection are read, with a profile and without', async () => {
    for (const profile of [undefined, PROFILE]) {
      await turnedTo([photoPsd(), photoPsd()], profile);
      activate(stage.lab.photopea.editor, documentAt(1));
      const before = seen();
      await stage.host.readLayer(above, RECT, never);
      await stage.host.readSelection(above.documentId, RECT, never);
      expect(seen()).toEqual(before);
    }
  });
});

describe('who works in the target', () => {
  it.each(MODES)('sees the new layer there: %s', async (_name, result) => {
    await turnedTo([photoPsd()]);
    activate(stage.lab.photopea.editor, target);
    await stage.host.insertLayer(result(), never);
    expect(active(stage.lab)).toBe(target);
    expect((await stage.host.snapshot()).layer?.name).toBe('fast 2x copy');
  });
});

describe('documents that are closed or opened in the very moment', () => {
  /** Does something just after the file was sent and before Photopea opens it. */
  function meanwhile(act: () => void): void {
    stage.onPost = (message) => {
      if (message instanceof ArrayBuffer) act();
    };
  }

  it('the one that the person worked in: the target is shown', async () => {
    await turnedTo([photoPsd()]);
    meanwhile(() => closeDocument(stage.lab.photopea.editor, documentAt(1)));
    await stage.host.insertLayer(inPlace(above), never);
    expect(stage.lab.photopea.editor.documents).toEqual([target]);
    expect(active(stage.lab)).toBe(target);
    expect(names(target)).toEqual(INSERTED);
  });

  it('a twin before it: no other is taken for it', async () => {
    await turnedTo([photoPsd(), photoPsd(), photoPsd()]);
    activate(stage.lab.photopea.editor, documentAt(2));
    meanwhile(() => closeDocument(stage.lab.photopea.editor, documentAt(1)));
    await stage.host.insertLayer(inPlace(above), never);
    expect(active(stage.lab)).toBe(target);
    expect(names(target)).toEqual(INSERTED);
  });

  it('another one is opened: it is not closed, and the result is in', async () => {
    const mine = paintedLayer('mine', 4, 4, opaqueNoise);
    await turnedTo([photoPsd()]);
    meanwhile(() => stage.lab.open(psdBytes({ width: 4, height: 4, children: [mine] })));
    await stage.host.insertLayer(inPlace(above), never);
    expect(stage.lab.photopea.editor.documents).toHaveLength(3);
    expect(names(target)).toEqual(INSERTED);
  });

  it('while a layer is read in its profile: nothing else is closed', async () => {
    await turnedTo([photoPsd(), photoPsd()], PROFILE);
    activate(stage.lab.photopea.editor, documentAt(1));
    meanwhile(() => closeDocument(stage.lab.photopea.editor, documentAt(2)));
    const { image } = await stage.host.readLayer(above, RECT, never);
    expect(image.data.some((value) => value > 0)).toBe(true);
    expect(stage.lab.photopea.editor.documents).toHaveLength(2);
  });
});

describe('a person who works in another document stays there when nothing comes of it', () => {
  /** Not the last document, which Photopea may show by itself when the file is closed. */
  async function turnedToTheMiddle(profile?: Uint8Array): Promise<void> {
    await turnedTo([photoPsd(), photoPsd()], profile);
    activate(stage.lab.photopea.editor, documentAt(1));
  }

  async function fails(result: LayerResult, code: string): Promise<void> {
    const before = seen();
    await expect(stage.host.insertLayer(result, never)).rejects.toMatchObject({ code });
    expect(seen()).toEqual(before);
    expect(stage.lab.photopea.editor.documents).toHaveLength(3);
  }

  /** The target changes after the file was sent. */
  function targetBecomes(changed: () => void): void {
    stage.onPost = (message) => {
      if (!(message instanceof ArrayBuffer)) return;
      const shown = active(stage.lab);
      activate(stage.lab.photopea.editor, target);
      changed();
      activate(stage.lab.photopea.editor, shown);
    };
  }

  it('the layer is gone', async () => {
    await turnedToTheMiddle();
    targetBecomes(() => change(stage.lab, { layers: state(stage.lab).layers.slice(1) }));
    await fails(inPlace(above), 'layer-gone');
  });

  it('the document is another', async () => {
    await turnedToTheMiddle();
    targetBecomes(() => change(stage.lab, { size: { width: 25, height: 16 } }));
    await fails(inPlace(above), 'document-gone');
  });

  it('the document does not grow', async () => {
    await turnedToTheMiddle();
    stage.lab.photopea.editor.longestSide = 40;
    await fails(MODES[1]![1](), 'photopea-resize-refused');
    expect(names(target)).toEqual(['photo', 'detail']);
  });

  it('a dialog is open', async () => {
    await turnedToTheMiddle();
    stage.lab.photopea.editor.dialog = true;
    await fails(inPlace(above), 'photopea-busy');
  });

  it('the script dies', async () => {
    await turnedToTheMiddle();
    stage.rewrite = (script) => script.replace('var r = d.activeLayer;', 'var r = null.x;');
    await fails(inPlace(above), 'photopea-script-died');
    expect(names(target)).toEqual(['photo', 'detail']);
  });

  it('the script dies while a layer or the selection is read', async () => {
    for (const profile of [undefined, PROFILE]) {
      await turnedToTheMiddle(profile);
      activate(stage.lab.photopea.editor, target);
      select(stage.lab, 2, 2, 5, 5);
      activate(stage.lab.photopea.editor, documentAt(1));
      const before = seen();
      stage.rewrite = (script) => script.replace(/t\.saveToOE/, 'x.y; t.saveToOE');
      const died = { code: 'photopea-script-died' };
      await expect(stage.host.readLayer(above, RECT, never)).rejects.toMatchObject(died);
      expect(seen()).toEqual(before);
      const read = stage.host.readSelection(above.documentId, RECT, never);
      await expect(read).rejects.toMatchObject(died);
      expect(seen()).toEqual(before);
      expect(stage.lab.photopea.editor.documents).toHaveLength(3);
    }
  });

  it.each(MODES)('it is taken back: %s', async (_name, result) => {
    await turnedToTheMiddle();
    const before = seen();
    const controller = new AbortController();
    stage.onPost = (message) => {
      if (message instanceof ArrayBuffer) controller.abort();
    };
    await expect(stage.host.insertLayer(result(), controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(seen()).toEqual(before);
    expect(names(target)).toEqual(['photo', 'detail']);
  });
});
