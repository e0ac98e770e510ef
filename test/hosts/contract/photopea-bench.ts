import type { OutputMode } from '../../../src/core/document';
import { rectOfSize } from '../../../src/core/geometry';
import { codecFunctions } from '../../../src/hosts/photopea/codec-functions';
import type { PhotopeaCodec } from '../../../src/hosts/photopea/codec';
import { detectPhotopea } from '../../../src/hosts/photopea/detect';
import { createPhotopeaHost } from '../../../src/hosts/photopea/photopea-host';
import { closeDocument, openBytes } from '../../emulators/photopea/editor/documents';
import { activate, lookOf } from '../../emulators/photopea/editor/editor';
import { mergedPicture } from '../../emulators/photopea/editor/export';
import {
  featherSelection,
  selectShape,
  setSelection,
} from '../../emulators/photopea/editor/selections';
import { writePsdState } from '../../emulators/photopea/files/psd-write';
import {
  adjust,
  stateOf,
  stepTo,
  type OpenDocument,
} from '../../emulators/photopea/model/document';
import { walkLayers } from '../../emulators/photopea/model/layer';
import { coverageOn, type Coverage } from '../../emulators/photopea/model/raster';
import { ellipse, lasso, rectangle } from '../../emulators/photopea/model/shapes';
import { inspectPosted } from '../photopea/script-syntax/posted';
import { openPanel } from '../../emulators/photopea/panel-window';
import { createPhotopea, type Photopea } from '../../emulators/photopea/photopea';
import type { Bench, HostFixture, Shape } from './bench';

const HANDSHAKE_MS = 30_000;

/** The product's codec without the worker around it. */
function codecHere(): PhotopeaCodec {
  const f = codecFunctions;
  const later = <T>(work: () => T): Promise<T> => Promise.resolve().then(work);
  return {
    blankPsd: (...args) => later(() => f.blankPsd(...args)),
    layerPsd: (...args) => f.layerPsd(...args),
    readStored: (...args) => later(() => f.readStored(...args)),
    readDrawn: (...args) => later(() => f.readDrawn(...args)),
    withAlpha: (...args) => later(() => f.withAlpha(...args)),
    readAlpha: (...args) => later(() => f.readAlpha(...args)),
    readTraits: (...args) => later(() => f.readTraits(...args)),
    dispose: () => undefined,
  };
}

function drawn(shape: Shape): Coverage {
  if (shape.kind === 'lasso') return lasso(shape.points);
  return shape.kind === 'ellipse' ? ellipse(shape.rect) : rectangle(shape.rect);
}

/** What the user of the emulated editor does. */
function userOf({ editor, act }: Photopea): Omit<Bench, 'host' | 'dispose'> {
  const shown = (): OpenDocument => {
    if (editor.active === null) throw new Error('nothing is open');
    return editor.active;
  };
  const done = Promise.resolve();
  return {
    open: (psd, name) => {
      act(() => openBytes(editor, psd, name));
      return done;
    },
    close: () => {
      closeDocument(editor, shown());
      return done;
    },
    activate: (...names) => {
      const state = stateOf(shown());
      const chosen = [...walkLayers(state.layers)].filter((layer) => names.includes(layer.name));
      if (chosen.length !== names.length) throw new Error(`no layers ${names.join(', ')}`);
      adjust(shown(), { ...state, active: chosen.map((layer) => layer.uid) });
      return done;
    },
    select: (shape, feather = 0) => {
      if (shape === null) setSelection(shown(), null);
      else selectShape(shown(), drawn(shape));
      featherSelection(editor, shown(), feather);
      return done;
    },
    undo: () => {
      stepTo(shown(), shown().index - 1);
      return done;
    },
    save: () => Promise.resolve(writePsdState(stateOf(shown()), lookOf(editor))),
    picture: () => {
      const { rect, data } = mergedPicture(editor, stateOf(shown()));
      const { width, height } = rect;
      return Promise.resolve({ width, height, depth: 8, data: Uint8ClampedArray.from(data) });
    },
    documents: () => editor.documents.map((document) => document.name),
    selection: () => {
      const { selection, size } = stateOf(shown());
      if (selection === null) return null;
      return { ...size, data: coverageOn(selection, rectOfSize(size)).data };
    },
    show: (index) => {
      const document = editor.documents[index];
      if (document === undefined) throw new Error(`no document ${index}`);
      activate(editor, document);
      return done;
    },
  };
}

/** The product's host in a panel of the emulated editor. */
export async function photopeaBench(photopea = createPhotopea()): Promise<Bench> {
  const panel = openPanel(photopea, inspectPosted);
  const channel = await detectPhotopea(panel, HANDSHAKE_MS);
  if (channel === null) throw new Error('the emulator did not answer');
  const visibility = { hidden: false, onChange: () => () => undefined };
  const host = createPhotopeaHost({ channel, codec: codecHere(), visibility });
  const dispose = (): void => {
    host.dispose();
    panel.close();
  };
  return { host, ...userOf(photopea), dispose };
}

/** Enlarging costs a row for the size and, with a selection, one for the selection. */
function undoSteps(mode: OutputMode, hasSelection: boolean): number {
  if (mode !== 'enlarge') return 1;
  return hasSelection ? 3 : 2;
}

export const PHOTOPEA: HostFixture = {
  name: 'photopea',
  create: () => photopeaBench(),
  several: true,
  readsGroups: true,
  drawsContent: false,
  replaces: false,
  insertedName: (name) => `${name} copy`,
  undoSteps,
};
