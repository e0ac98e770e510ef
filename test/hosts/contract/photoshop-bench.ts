import type { Image8 } from '../../../src/core/image';
import { createStage, type Stage, type StageOptions } from '../photoshop/uxp/stage';
import { ellipse, lasso, rectangle } from '../../emulators/photopea/model/shapes';
import type { Raster } from '../../emulators/photoshop/model/raster';
import type { Drawn } from '../../emulators/photoshop/types';
import type { Bench, HostFixture, Shape } from './bench';

function drawn(shape: Shape): Drawn {
  const { rect, data } =
    shape.kind === 'lasso'
      ? lasso(shape.points)
      : shape.kind === 'ellipse'
        ? ellipse(shape.rect)
        : rectangle(shape.rect);
  return { rect, data };
}

function shown({ ps }: Stage): number {
  const id = ps.documents.active();
  if (id === null) throw new Error('nothing is open');
  return id;
}

function imageOf({ rect, depth, colors, data }: Raster): Image8 {
  if (depth !== 8 || colors !== 3) throw new Error('the contract draws in RGB of 8 bit');
  return { width: rect.width, height: rect.height, depth, data: new Uint8ClampedArray(data) };
}

/** The product's page and plugin with the emulated Photoshop between them. */
export async function photoshopBench(options: StageOptions = {}): Promise<Bench> {
  const stage = await createStage(options);
  const { ps, link } = stage;
  const done = Promise.resolve();
  return {
    host: link.host,
    open: (psd, name) => {
      ps.user.open(psd, name);
      return done;
    },
    close: () => {
      ps.user.close();
      return done;
    },
    activate: (...names) => {
      const layers = ps.documents.layers(shown(stage));
      const chosen = layers.filter(({ name }) => names.includes(name));
      if (chosen.length !== names.length) throw new Error(`no layers ${names.join(', ')}`);
      ps.user.activate(...chosen.map(({ id }) => id));
      return done;
    },
    select: (shape, feather = 0) => {
      ps.user.select(shape && drawn(shape), feather);
      return done;
    },
    undo: () => {
      ps.user.undo();
      return done;
    },
    save: () => Promise.resolve(ps.documents.savePsd(shown(stage))),
    picture: () => Promise.resolve(imageOf(ps.documents.picture(shown(stage)))),
    documents: () => ps.documents.ids().map((id) => ps.documents.name(id)),
    selection: () => ps.documents.selection(shown(stage)),
    show: (index) => {
      ps.user.show(ps.documents.ids()[index] ?? -1);
      return done;
    },
    dispose: () => stage.dispose(),
  };
}

export const PHOTOSHOP: HostFixture = {
  name: 'photoshop',
  create: () => photoshopBench(),
  several: true,
  readsGroups: false,
  drawsContent: true,
  replaces: true,
  insertedName: (name) => name,
  undoSteps: () => 1,
};
