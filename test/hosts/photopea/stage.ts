import type { Mask } from '../../../src/core/mask';
import { createMask } from '../../../src/core/mask';
import { type DocRect, type Size, rect } from '../../../src/core/geometry';
import type { Image8 } from '../../../src/core/image';
import type { InPlaceResult, LayerRef } from '../../../src/core/document';
import type { Snapshot } from '../../../src/hosts/host';
import { PhotopeaChannel, type ChannelOptions } from '../../../src/hosts/photopea/channel';
import type { PhotopeaCodec } from '../../../src/hosts/photopea/codec';
import { codecFunctions } from '../../../src/hosts/photopea/codec-functions';
import { createPhotopeaHost, type PhotopeaHost } from '../../../src/hosts/photopea/photopea-host';
import { parentPort } from '../../../src/hosts/photopea/parent-window';
import type { Visibility } from '../../../src/hosts/photopea/watch-photopea';
import { createLab, type Lab } from '../../emulators/photopea/lab';
import { photoPsd } from '../../emulators/photopea/painted-documents';
import { activateLayer, change, state } from '../../emulators/photopea/witness/setup';
import { openPanel } from '../../emulators/photopea/panel-window';
import * as pictures from '../../support/pictures';
import { inspectPosted } from './script-syntax/posted';

/** The editor, a panel in it, and our host in the panel. */
export interface Stage {
  readonly lab: Lab;
  readonly channel: PhotopeaChannel;
  readonly host: PhotopeaHost;
  readonly closePanel: () => void;
  /** Told of everything that the host posts, just after it was posted. */
  onPost: (message: string | ArrayBuffer) => void;
  /** What the editor gets in place of a script. */
  rewrite: (script: string) => string;
  /** While true, nothing that the editor says arrives. */
  deaf: boolean;
}

const open: Stage[] = [];

/** The codec in this thread: the same functions as in the worker. */
export function codecHere(): PhotopeaCodec {
  return {
    blankPsd: (...p) => Promise.resolve(codecFunctions.blankPsd(...p)),
    layerPsd: (...p) => codecFunctions.layerPsd(...p),
    readStored: (...p) => Promise.resolve().then(() => codecFunctions.readStored(...p)),
    readDrawn: (...p) => Promise.resolve().then(() => codecFunctions.readDrawn(...p)),
    withAlpha: (...p) => Promise.resolve().then(() => codecFunctions.withAlpha(...p)),
    readAlpha: (...p) => Promise.resolve().then(() => codecFunctions.readAlpha(...p)),
    readTraits: (...p) => Promise.resolve().then(() => codecFunctions.readTraits(...p)),
    dispose: () => undefined,
  };
}

export const ALWAYS_SEEN: Visibility = { hidden: false, onChange: () => () => undefined };

export function createStage(options: ChannelOptions = {}): Stage {
  const lab = createLab();
  // What `rewrite` makes of a script is a test's own.
  const panel = openPanel(lab.photopea, () => undefined);
  const port = parentPort(panel);
  const channel = new PhotopeaChannel(
    {
      listen: (listener) =>
        port.listen((data) => {
          if (!stage.deaf) listener(data);
        }),
      post(message) {
        inspectPosted(message);
        port.post(typeof message === 'string' ? stage.rewrite(message) : message);
        stage.onPost(message);
      },
    },
    options,
  );
  const host = createPhotopeaHost({
    channel,
    codec: codecHere(),
    visibility: ALWAYS_SEEN,
    refusalWaitsMs: [5, 10],
  });
  const stage: Stage = {
    lab,
    channel,
    host,
    closePanel: () => panel.close(),
    onPost: () => undefined,
    rewrite: (script) => script,
    deaf: false,
  };
  open.push(stage);
  return stage;
}

/** After each test: ends what the stages of the test hold. */
export function closeStage(): void {
  for (const stage of open.splice(0)) stage.host.dispose();
}

/** A stage with an open document and these layers selected. */
export function openStage(bytes: Uint8Array, ...activeLayers: readonly string[]): Stage {
  const stage = createStage();
  stage.lab.open(bytes);
  if (activeLayers.length > 0) activateLayer(stage.lab, ...activeLayers);
  return stage;
}

/** A stage with a 16-bit document. */
export function deepStage(): Stage {
  const stage = openStage(photoPsd(), 'photo');
  const layers = state(stage.lab).layers.map((layer) => ({
    ...layer,
    raster: layer.raster && {
      ...layer.raster,
      depth: 16 as const,
      data: Uint16Array.from(layer.raster.data, (v) => v * 257),
    },
  }));
  change(stage.lab, { depth: 16, layers });
  return stage;
}

/** What a user could see of the program and the document. */
export function look({ lab }: Stage): unknown {
  const { editor } = lab.photopea;
  return {
    documents: editor.documents.map((d) => [d.name, d.rows.length, d.index, d.saved]),
    active: editor.active && editor.documents.indexOf(editor.active),
    state: state(lab),
  };
}

/** Of an RGB display, as far as its header says. */
export const PROFILE = (() => {
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 7) % 251);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  bytes.set(Buffer.from('mntrRGB XYZ '), 12);
  bytes.set(Buffer.from('acsp'), 36);
  return bytes;
})();

function saysRefused(answer: unknown): boolean {
  return typeof answer === 'string' && /"error":"(busy|notours)"/.test(answer);
}

/** The user closes the dialog after the next refusal: it is gone when the host tries once more. */
export function closeDialogOnceRefused(stage: Stage): void {
  const { heard, photopea } = stage.lab;
  const before = heard.length;
  stage.onPost = () => {
    const refused = heard.slice(before).some(saysRefused);
    if (refused) photopea.editor.dialog = false;
  };
}

export const never = new AbortController().signal;

export function layerOf({ document, layer }: Snapshot): LayerRef {
  if (document === null || layer === null) throw new Error('no active layer');
  return { documentId: document.id, layerId: layer.id };
}

export function noiseImage(size: Size, seed = 1): Image8 {
  return pictures.noiseImage(size.width, size.height, seed, null) as Image8;
}

export function rampMask(size: Size): Mask {
  const mask = createMask(size);
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = (i * 7) % 256;
  return mask;
}

/** A layer's or mask's samples on `area`, read from what the emulator keeps. */
export function samplesOn(
  source: { readonly rect: DocRect; readonly data: ArrayLike<number> },
  area: DocRect,
  channels: number,
): number[] {
  const out: number[] = [];
  for (let y = area.y; y < area.y + area.height; y++) {
    for (let x = area.x; x < area.x + area.width; x++) {
      const column = x - source.rect.x;
      const row = y - source.rect.y;
      const inside =
        column >= 0 && row >= 0 && column < source.rect.width && row < source.rect.height;
      for (let c = 0; c < channels; c++) {
        out.push(
          inside ? (source.data[(row * source.rect.width + column) * channels + c] ?? 0) : 0,
        );
      }
    }
  }
  return out;
}

/** Where the results of these tests lie. */
export const RECT = rect(3, 2, 9, 7);

export function inPlace(above: LayerRef, area: DocRect = RECT): InPlaceResult {
  return {
    mode: 'in-place',
    above,
    name: 'fast 2x',
    rect: area,
    image: noiseImage(area),
    mask: rampMask(area),
  };
}

/** Name, history rows and current row of every open document. */
export function documents({ lab }: Stage): unknown {
  const { documents: all } = lab.photopea.editor;
  return all.map((d) => [d.name, d.rows.length, d.index]);
}
