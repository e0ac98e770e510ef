import { batchPlay } from '../action/batch-play';
import { addDocument } from '../history';
import { readPicture } from '../files/picture';
import { bytesOf, namePart } from '../files/store';
import { newLayer } from '../model/layer';
import { guardChange } from '../modal-guard';
import { readState } from '../psd/read';
import { call, errorOf, type Sim } from '../sim';
import { checkOptions, strict } from '../strict';
import type { DocumentSpec, ModeName } from '../types';
import { pathOfEntry } from '../uxp/entries';
import { MODE_NAMES } from './constants';
import { documentObject, documentOf } from './document-object';
import { activeDocument } from './lookup';
import { newDocumentState } from './new-document';

interface CreateOptions {
  readonly name?: string;
  readonly width?: number;
  readonly height?: number;
  readonly resolution?: number;
  readonly mode?: string;
  readonly fill?: string;
  readonly depth?: number;
  readonly profile?: string;
}

const CREATE_OPTIONS = [
  'name',
  'width',
  'height',
  'resolution',
  'mode',
  'fill',
  'depth',
  'profile',
];

function createDocument(sim: Sim, options: CreateOptions): Promise<object> {
  checkOptions(sim, 'createDocument', options, CREATE_OPTIONS);
  return call(sim, 'app.createDocument', () => {
    guardChange(sim, 'make');
    const { name = 'Untitled', width = 100, height = 100, mode = 'RGBColorMode' } = options;
    const known = Object.keys(MODE_NAMES).find((key) => MODE_NAMES[key as ModeName] === mode);
    const spec: DocumentSpec = {
      name,
      width,
      height,
      mode: (known ?? 'rgb') as ModeName,
      depth: options.depth === 16 || options.depth === 32 ? options.depth : 8,
      ...(options.profile === undefined ? {} : { profile: options.profile }),
    };
    const state = { ...newDocumentState(sim, spec), resolution: options.resolution ?? 72 };
    return documentObject(sim, addDocument(sim, name, state));
  });
}

function open(sim: Sim, entry: unknown): Promise<object> {
  return call(sim, 'app.open', () => {
    guardChange(sim, 'open');
    const path = pathOfEntry(sim, entry);
    const file = sim.files.files.get(path);
    if (file === undefined) throw errorOf(sim, 'the file could not be found');
    const bytes = bytesOf(file);
    if (bytes[0] === 0x38) {
      const state = readState(bytes, sim.nextId);
      return documentObject(sim, addDocument(sim, namePart(path), state));
    }
    const { raster, space, resolution } = readPicture(bytes);
    const { width, height } = raster.rect;
    const spec = {
      name: namePart(path),
      width,
      height,
      depth: raster.depth,
      profile: space.profile,
    };
    const layer = newLayer(sim.nextId(), 'Background', { raster, background: true });
    const state = {
      ...newDocumentState(sim, spec),
      resolution,
      layers: [layer],
      active: [layer.id],
    };
    return documentObject(sim, addDocument(sim, spec.name, state));
  });
}

/** `require('photoshop').app` */
export function appObject(sim: Sim): object {
  const snapshot = sim.documents.map((document) => documentObject(sim, document));
  const active = (): object | null => {
    const document = activeDocument(sim);
    if (document === null && !sim.rules('S1')) throw errorOf(sim, 'there is no active document');
    return document && documentObject(sim, document);
  };
  const first = sim.activeId;
  return strict(sim, 'app', {
    get activeDocument() {
      if (!sim.rules('P1') && sim.activeId !== first) return null;
      return active();
    },
    set activeDocument(document: unknown) {
      guardChange(sim, 'select');
      sim.activeId = documentOf(sim, document).id;
    },
    get documents() {
      if (!sim.rules('P1')) return snapshot;
      return sim.documents.map((document) => documentObject(sim, document));
    },
    createDocument: (options: CreateOptions = {}) => createDocument(sim, options),
    open: (entry: unknown) => open(sim, entry),
    batchPlay: (commands: unknown, options?: object) => batchPlay(sim, commands, options),
  });
}
