import { photoPsd } from '../../photopea/painted-documents';
import { autoClock } from '../clock';
import { createPhotoshop } from '../photoshop';
import { rulesWithout, type RuleId } from '../rules';
import type { Sim } from '../sim';
import type { Photoshop, PhotoshopOptions, UxpRealm } from '../types';

/** What the scripts of the witnesses have at hand, in the plugin's realm. */
const PRELUDE = `
const ps = require('photoshop');
const { app, core, action, constants } = ps;
const imaging = 'imaging' in ps ? ps.imaging : null;
const uxp = require('uxp');
const fs = require('fs');
const { localFileSystem } = uxp.storage;
const modal = (work, more) => core.executeAsModal(work, { commandName: 'job', ...more });
const message = async (work) => { try { await work(); return ''; } catch (error) { return error.message; } };
const fails = async (work) => (await message(work)) !== '';
const all = (layers) => layers.flatMap((layer) => [layer, ...(layer.layers ? all(layer.layers) : [])]);
const named = (name) => all(app.activeDocument.layers).find((layer) => layer.name === name);
const box = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });
const read = async (options) => {
  const { imageData, sourceBounds, level } = await imaging.getPixels(options);
  const data = [...(await imageData.getData())];
  const { components, componentSize, colorProfile } = imageData;
  imageData.dispose();
  return { data, sourceBounds, level, components, componentSize, colorProfile };
};
const gray = (width, height, values) => imaging.createImageDataFromBuffer(
  Uint8Array.from({ length: width * height }, (_, i) => typeof values === 'number' ? values : values[i]),
  { width, height, components: 1, colorSpace: 'Grayscale' });
const rgba = (width, height, values, array = Uint8Array) => imaging.createImageDataFromBuffer(
  array.from({ length: width * height * 4 }, (_, i) => typeof values === 'number' ? values : values[i]),
  { width, height, components: 4, colorSpace: 'RGB' });
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const makeWebview = () => {
  const view = document.createElement('webview');
  view.src = 'plugin:/page/index.html';
  document.body.appendChild(view);
  return view;
};
`;

/** One Photoshop with a plugin and a person in front of it. */
export interface Lab {
  readonly ps: Photoshop & { readonly sim: Sim };
  readonly realm: UxpRealm;
  /** The body of an async function, run by the plugin; what it returns, by way of JSON. */
  run(body: string): Promise<unknown>;
  /** The document that is open at first. */
  readonly id: number;
}

export interface LabOptions extends Omit<PhotoshopOptions, 'rules' | 'clock'> {
  /** Opened at first; null: nothing. */
  readonly psd?: Uint8Array | null;
}

export type MakeLab = (options?: LabOptions) => Lab;

export function createLab(off: readonly RuleId[], options: LabOptions = {}): Lab {
  const { psd = photoPsd(), ...rest } = options;
  const ps = createPhotoshop({ ...rest, rules: rulesWithout(...off), clock: autoClock() });
  const realm = ps.runUxpBundle(PRELUDE);
  const id = psd === null ? -1 : ps.user.open(psd, 'photo.psd');
  const run = async (body: string): Promise<unknown> => {
    const text = await (realm.evaluate(
      `(async () => JSON.stringify(await (async () => { ${body} })()))()`,
    ) as Promise<string | undefined>);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  };
  return { ps, realm, run, id };
}

/** Lets everything happen that takes up to so long in emulated time. */
export async function pass(lab: Lab, ms = 50): Promise<void> {
  await lab.ps.clock.sleep(ms);
}
