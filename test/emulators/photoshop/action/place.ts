import type { Rect } from '../../../../src/core/geometry';
import { insertLayer } from '../api/change-layer';
import { placedOn } from '../api/transform-layer';
import { fitted, readPicture } from '../files/picture';
import { bytesOf, namePart } from '../files/store';
import { newLayer } from '../model/layer';
import type { OpenDocument } from '../model/document';
import type { Descriptor, Sim } from '../sim';
import { CommandFailure, quantity, type Command } from './reference';

interface PathValue {
  readonly _path?: string;
  readonly _kind?: string;
}

/** What a token of this session stands for; a bare path stands for nothing. */
function placedPath(sim: Sim, value: unknown): string {
  const { _path = '' } = (value ?? {}) as PathValue;
  const path = sim.files.sessionTokens.get(_path) ?? (sim.rules('B6') ? undefined : _path);
  if (path === undefined || !sim.files.files.has(path)) {
    throw new CommandFailure('The file could not be found.', -43);
  }
  return path;
}

/** In the middle of the canvas, in print size, made to fit where it is larger. */
function placeOnCanvas(size: Rect, ratio: number, { state }: OpenDocument): Rect {
  const { width: cw, height: ch } = state.size;
  const [w, h] = [size.width * ratio, size.height * ratio];
  const fit = Math.min(1, cw / w, ch / h);
  const width = Math.max(1, Math.round(w * fit));
  const height = Math.max(1, Math.round(h * fit));
  return { x: Math.round((cw - width) / 2), y: Math.round((ch - height) / 2), width, height };
}

/** Shares of the size, and a move, as `placeEvent` and `transform` have them. */
export function transformed(rect: Rect, command: Command): Rect {
  const sx = quantity(command['width'], 100) / 100;
  const sy = quantity(command['height'], 100) / 100;
  const offset = (command['offset'] ?? {}) as Record<string, unknown>;
  const corner = JSON.stringify(command['freeTransformCenterState'] ?? '').includes('QCSCorner0');
  const share = corner ? 0 : 0.5;
  const width = Math.max(1, Math.round(rect.width * sx));
  const height = Math.max(1, Math.round(rect.height * sy));
  return {
    x: Math.round(rect.x + (rect.width - width) * share + quantity(offset['horizontal'], 0)),
    y: Math.round(rect.y + (rect.height - height) * share + quantity(offset['vertical'], 0)),
    width,
    height,
  };
}

export function placeEvent(sim: Sim, command: Command, document: OpenDocument): Descriptor {
  const path = placedPath(sim, command['null']);
  const file = sim.files.files.get(path);
  if (file === undefined) throw new CommandFailure('The file could not be found.', -43);
  const bytes = bytesOf(file);
  const content = readPicture(bytes);
  const picture = fitted(content, document.state);
  const ratio = document.state.resolution / content.resolution;
  const rect = transformed(placeOnCanvas(picture.rect, ratio, document), command);
  const fileName = namePart(path);
  const layer = newLayer(sim.nextId(), fileName.replace(/\.[^.]*$/, ''), {
    kind: 'smartObject',
    raster: picture,
    smart: { bytes, fileName, picture },
  });
  insertLayer(sim, document, placedOn(layer, rect), 'Place Embedded Smart Object');
  return { ID: layer.id };
}
