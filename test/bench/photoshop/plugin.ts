import { bundlePlugin } from '../../hosts/photoshop/uxp/bundle';
import { createStage, PLUGIN_OPTIONS, type Stage } from '../../hosts/photoshop/uxp/stage';
import { rulesWithout } from '../../emulators/photoshop/rules';
import type { PhotoshopOptions, UxpRealm } from '../../emulators/photoshop/types';
import { tiledRgba, photoRgb } from '../../support/pictures';

/** The plugin as it is built, in a realm that has what UXP has; text only between it and the page. */
export interface BuiltStage extends Stage {
  readonly realm: UxpRealm;
}

let built: Promise<string> | null = null;

/** `first`: code that runs in the realm before the plugin's. */
export async function builtStage(options: PhotoshopOptions = {}, first = ''): Promise<BuiltStage> {
  built ??= bundlePlugin(PLUGIN_OPTIONS);
  const code = `${first}\n${await built}`;
  const held: { realm: UxpRealm | null } = { realm: null };
  const stage = await createStage({
    ...options,
    // That the plugin starts within milliseconds cannot be asked of a loaded machine.
    rules: rulesWithout('F10'),
    start(ps) {
      const started = ps.runUxpBundle(code);
      held.realm = started;
      return { stop: () => started.unload() };
    },
  });
  const { realm } = held;
  if (realm === null) throw new Error('the plugin was not started');
  return Object.assign(stage, { realm });
}

export interface Open {
  readonly documentId: number;
  readonly above: { readonly documentId: string; readonly layerId: string };
}

/** A document whose one layer is a photograph, side by side and one below the other. */
export async function openPhoto({ ps, link }: Stage, width: number, height: number): Promise<Open> {
  const id = ps.user.create({ name: 'photo', width, height });
  const opened = ps.sim.documents.find((document) => document.id === id);
  if (opened === undefined) throw new Error('nothing was opened');
  const data = new Uint8Array(tiledRgba(photoRgb('texture-creek.jpg'), { width, height }).buffer);
  const raster = { rect: { x: 0, y: 0, width, height }, depth: 8, colors: 3, data } as const;
  const { state } = opened;
  opened.state = { ...state, layers: state.layers.map((layer) => ({ ...layer, raster })) };
  const { document, layer } = await link.host.snapshot();
  if (document === null || layer === null) throw new Error('nothing is active');
  return { documentId: id, above: { documentId: document.id, layerId: layer.id } };
}
