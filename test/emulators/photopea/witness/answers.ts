import { convertIndexedToRgb, decode } from 'fast-png';
import type { Lab } from '../lab';
import { noise, paintedLayer, psdBytes } from '../painted-documents';
import { COPY_TO_TEMP, HISTORY } from './setup';

export const PROFILE = Uint8Array.from([7, 7, 7]);

export function file(answers: readonly unknown[]): Uint8Array {
  return new Uint8Array(
    answers.find((answer) => answer instanceof ArrayBuffer) ?? new ArrayBuffer(0),
  );
}

/** RGBA of a PNG answer. */
export function rgba(bytes: Uint8Array): number[] {
  const png = decode(bytes);
  const channels = png.palette ? (png.palette[0]?.length ?? 3) : png.channels;
  const data = png.palette ? convertIndexedToRgb(png) : png.data;
  const out: number[] = [];
  for (let i = 0; i < data.length; i += channels) {
    out.push(data[i]!, data[i + 1]!, data[i + 2]!, channels === 4 ? data[i + 3]! : 255);
  }
  return out;
}

/** The active layer as it arrives in a temporary document, saved as PNG. */
export async function copied(lab: Lab, prepare = ''): Promise<number[]> {
  return rgba(file(await lab.post(`${COPY_TO_TEMP} ${prepare} t.saveToOE("png"); t.close();`)));
}

/** Duplicates a 1-layer PSD into the open document, and tells what came of it. */
export async function insert(lab: Lab, more = '', source: Uint8Array = result()): Promise<unknown> {
  const script = `${HISTORY} var s = app.activeDocument; var d = app.documents[0]; var h = hist(d);
    var back = s.layers[0].duplicate(d); var own = back == s.layers[0]; s.close(); app.activeDocument = d; ${more}
    app.echoToOE(JSON.stringify({ own: own, steps: hist(d) - h, name: d.activeLayer.name }));`;
  const answers = await lab.post(source.slice().buffer, script);
  const text = answers.find((answer) => answer !== 'done');
  return typeof text === 'string' ? JSON.parse(text) : text;
}

function result(): Uint8Array {
  const layer = paintedLayer('mark', 3, 2, noise, { id: 700, x: 2, y: 1 });
  return psdBytes({ width: 1, height: 1, children: [layer] });
}

export function hasSome(values: readonly number[]): boolean {
  return values.some((value) => value !== 0);
}
