import { decode, type DecodedPng } from 'fast-png';
import { createImage, type Image } from '../../../src/core/image';
import { createStandaloneHost } from '../../../src/hosts/standalone';
import type { LayerItem } from '../../../src/editor/editor-state';
import type { SelectionShape } from '../../../src/editor/select/selection-shape';
import { connect } from '../../editor/connect';
import type { Bench, HostFixture, Shape } from './bench';

function drawn(shape: Shape): SelectionShape {
  if (shape.kind !== 'lasso') return shape;
  return { kind: 'lasso', points: shape.points.map(([x, y]) => ({ x, y })) };
}

function* allItems(items: readonly LayerItem[]): Generator<LayerItem> {
  for (const item of items) {
    yield item;
    yield* allItems(item.children ?? []);
  }
}

/** A picture without transparency is saved without its alpha. */
function rgba({ width, height, channels, data }: DecodedPng): Image {
  const image = createImage({ width, height }, 8);
  for (let i = 0; i < width * height; i++) {
    const pixel = [...data.slice(i * channels, (i + 1) * channels)];
    image.data.set(channels === 4 ? pixel : [...pixel, 255], i * 4);
  }
  return image;
}

/** The product's host on the product's editor, with a channel instead of the worker. */
function standaloneBench(): Bench {
  const { editor, close } = connect();
  const host = createStandaloneHost(editor);
  return {
    host,
    open: (psd, name) => editor.open(new Uint8Array(psd).buffer, name),
    close: () => editor.close(),
    activate: async (...names) => {
      const [name] = names;
      const item = [...allItems(editor.state().layers)].find((layer) => layer.name === name);
      if (item === undefined || names.length > 1) throw new Error(`cannot select ${names.join()}`);
      await editor.setActiveLayer(item.id);
    },
    select: (shape, feather = 0) =>
      shape === null ? editor.selectNone() : editor.select(drawn(shape), 'replace', feather),
    undo: () => editor.undo(),
    save: async () => (await editor.save('psd')).bytes,
    picture: async () => rgba(decode((await editor.save('png')).bytes)),
    documents: () => {
      const { document } = editor.state();
      return document === null ? [] : [document.name];
    },
    selection: () => undefined,
    show: () => Promise.reject(new Error('one document is open at a time')),
    dispose: () => {
      host.dispose();
      close();
    },
  };
}

export const STANDALONE: HostFixture = {
  name: 'standalone',
  create: () => Promise.resolve(standaloneBench()),
  several: false,
  readsGroups: true,
  drawsContent: false,
  replaces: true,
  insertedName: (name) => name,
  undoSteps: () => 1,
};
