import type { Image } from '../../core/image';
import { insertLayer, withBackground } from '../../psd/insert-layer';
import type { PsdFile } from '../../psd/file';
import type { NewLayer } from '../../psd/new-layer';
import { readPsd } from '../../psd/read-psd';
import { writeFlatPsd } from '../../psd/write-flat-psd';
import type { EditorDocument } from '../document/editor-document';
import type { Layer, LeafLayer } from '../document/layer';
import { allLayers } from '../document/tree';
import { documentPng } from './document-png';
import { exifBlock } from './exif-block';
import { withVisibility } from './psd-visibility';
import { xmpPacket } from './xmp-packet';

/** The document as a file, and the keys of its layers in that file. */
export interface WrittenPsd {
  readonly file: PsdFile;
  readonly keyOf: ReadonlyMap<string, string>;
}

/**
 * Writes added layers into the file that was opened; all its other bytes stay. `composite` is how
 * the document looks. A picture that came as PNG, JPEG or WebP becomes the background.
 */
export async function writePsd(
  document: EditorDocument,
  composite: Image,
  signal?: AbortSignal,
): Promise<WrittenPsd> {
  const opened = document.psd ?? flatPsd(document);
  const untouched = document.psd !== null && isAsWritten(document.layers, document.psd);
  const keyOf = new Map<string, string>();
  for (const layer of allLayers(document.layers)) {
    if (layer.key !== null) keyOf.set(layer.id, layer.key);
  }
  if (untouched) return { file: opened, keyOf };
  let file = withBackground(opened);
  const [background] = document.layers;
  const bottom = file.layers[0];
  if (document.psd === null && background !== undefined && bottom !== undefined) {
    keyOf.set(background.id, bottom.key);
  }
  const added = [...addedLayers(document.layers)].filter(({ layer }) => !keyOf.has(layer.id));
  for (const [i, { layer, below }] of added.entries()) {
    const above = keyOf.get(below.id);
    if (above === undefined) throw new Error(`layer ${below.id} was not written`);
    const last = i === added.length - 1;
    const content = {
      above,
      layer: await contentOf(document, layer, signal),
      composite: last ? composite : null,
    };
    const inserted = insertLayer(file, content);
    file = inserted.file;
    keyOf.set(layer.id, inserted.layer.key);
  }
  const visible = new Map<string, boolean>();
  for (const layer of allLayers(document.layers)) {
    const key = keyOf.get(layer.id);
    if (key !== undefined) visible.set(key, layer.visible);
  }
  return { file: withVisibility(file, visible, composite), keyOf };
}

function isAsWritten(layers: readonly Layer[], file: PsdFile): boolean {
  const written = new Map(file.layers.map((layer) => [layer.key, layer.visible]));
  return [...allLayers(layers)].every(
    ({ key, visible }) => key !== null && written.get(key) === visible,
  );
}

/** Layers that are in no file yet, each with the one right below it, lower ones first. */
function* addedLayers(
  layers: readonly Layer[],
): Generator<{ readonly layer: LeafLayer; readonly below: Layer }> {
  for (const [i, layer] of layers.entries()) {
    if (layer.children !== null) yield* addedLayers(layer.children);
    const below = layers[i - 1];
    if (layer.children === null && layer.key === null && below !== undefined)
      yield { layer, below };
  }
}

async function contentOf(
  document: EditorDocument,
  layer: LeafLayer,
  signal?: AbortSignal,
): Promise<NewLayer> {
  if (layer.raster === null) throw new Error(`layer ${layer.id} was added without pixels`);
  const plain = {
    name: layer.name,
    rect: layer.raster.rect,
    image: layer.raster.load(),
    mask: layer.mask?.load() ?? null,
    look: {
      clipped: layer.clipped,
      visible: layer.visible,
      blendMode: layer.blend,
      opacity: layer.opacity,
      fill: layer.fill,
    },
  };
  if (layer.content === null) return plain;
  const { width, height } = layer.content;
  const png = await documentPng(layer.content, { ...document, mode: 'rgb' }, signal);
  const resolution = document.metadata.resolution?.x ?? null;
  return {
    ...plain,
    smartObject: { png, size: { width, height }, fileName: `${layer.name}.png`, resolution },
  };
}

function flatPsd({ layers, iccProfile, metadata }: EditorDocument): PsdFile {
  const [background] = layers;
  if (background?.children !== null || background.raster === null) {
    throw new Error('a picture without a file has one layer with pixels');
  }
  const { name, raster } = background;
  const options = {
    name,
    iccProfile,
    resolution: metadata.resolution,
    exif: exifBlock(metadata),
    xmp: xmpPacket(metadata.texts),
  };
  return readPsd(writeFlatPsd(raster.load(), options));
}
