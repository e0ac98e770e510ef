import * as v from 'valibot';
import { type DocRect, intersect, isEmpty, rect, rectOfSize } from '../../core/geometry';
import type { Appearance, SourceLayer } from '../../core/document';
import { rgbColors } from '../../pixels/icc/image-colors';
import { checked, FLAG, HISTORY_MARK, oneFile, successOf } from './answers';
import type { StoredLook } from './codec';
import type { PhotopeaAnswer } from './collect';
import { runScript, untilAccepted, type HostContext } from './context';
import type { DocKey, LayerKey } from './keys';
import type { SentFile } from './scripts/script-parts';
import {
  readLayerInProfileScript,
  readLayerScript,
  type LayerForm,
} from './scripts/read-layer-script';
import { documentStatus } from './document-status';

const FIRST_PIXEL = rect(0, 0, 1, 1);

/**
 * The layer's own pixels on exactly `docRect`, through a temporary document, and how it is drawn. In a
 * document with a colour profile the temporary one gets the same, so that nothing is converted; the
 * values then are the document's own. A 16-bit document comes with 8 bits. A layer that is drawn with
 * effects, with a vector mask, or as a group is read as it is drawn.
 */
export async function readSourceLayer(
  context: HostContext,
  doc: DocKey,
  layer: LayerKey,
  docRect: DocRect,
  signal: AbortSignal,
): Promise<SourceLayer> {
  const inside = intersect(docRect, rectOfSize(doc));
  const clip = isEmpty(inside) ? FIRST_PIXEL : inside;
  const status = await documentStatus(context.channel, doc, signal);
  const traits = await context.traits.forRun({ ...status, doc });
  const profile = traits?.iccProfile ?? null;
  const source = { doc, layer, clip };
  const plainRead = withoutProfile(context, source, status.active, signal);
  const read = profile === null ? plainRead : await inProfile(context, source, profile, signal);

  const answer = await read('stored');
  const { codec } = context;
  const stored = await codec.readStored(oneFile(answer), clip, docRect);
  const own = stored.own ?? (await codec.readDrawn(oneFile(await read('drawn')), clip, docRect));
  const { look, plain, history } = checked(READ, successOf(answer));
  const colors = rgbColors(profile);
  const appearance = appearanceOf(look, stored.look);
  context.lastRead = { doc, clip, history, covers: own.opaque && plain };
  if (!appearance.clipped || !appearance.masked) return { image: own.image, colors, appearance };
  // Profiles do not touch alpha, and the document without one is cropped, which moves a mask along
  // whether it is linked to its layer or not.
  const masked = oneFile(await plainRead('masked'));
  const image = await codec.withAlpha(own.image, masked, clip, docRect);
  return { image, colors, appearance };
}

/**
 * Answer of a script that reads a layer; its pixels come as a file. `plain`: it is drawn fully
 * opaque.
 */
const READ = v.object({
  look: v.object({ visible: FLAG, masked: FLAG, clipped: FLAG, base: FLAG }),
  plain: FLAG,
  history: HISTORY_MARK,
});

function appearanceOf(
  look: v.InferOutput<typeof READ>['look'],
  { vectorMask, ...stored }: StoredLook,
): Appearance {
  return { ...stored, ...look, masked: look.masked || vectorMask };
}

interface Source {
  readonly doc: DocKey;
  readonly layer: LayerKey;
  readonly clip: DocRect;
}

type Read = (form: LayerForm) => Promise<PhotopeaAnswer>;

function withoutProfile(
  context: HostContext,
  source: Source,
  active: DocKey,
  signal: AbortSignal,
): Read {
  const leftBehind = { files: [], doc: source.doc, active, historyIndex: null };
  return accepted(context, signal, (form) => {
    const script = readLayerScript({ ...source, form });
    return runScript(context, { purpose: 'read-layer', script, signal }, leftBehind);
  });
}

async function inProfile(
  context: HostContext,
  source: Source,
  profile: Uint8Array,
  signal: AbortSignal,
): Promise<Read> {
  const { doc, clip } = source;
  const name = `__panel_tmp__ ${crypto.randomUUID()}`;
  const file: SentFile = { name, width: clip.width, height: clip.height };
  const psd = await context.codec.blankPsd(clip, name, profile);
  return accepted(context, signal, async (form) => {
    // The file becomes the active document: which one was active has to be asked before.
    const { docs, active } = await documentStatus(context.channel, doc, signal);
    const script = readLayerInProfileScript({ ...source, form, file, docsBefore: docs, active });
    const leftBehind = { files: [file], doc, active, historyIndex: null };
    const call = { purpose: 'read-layer', script, files: [psd], signal } as const;
    return runScript(context, call, leftBehind);
  });
}

/** A `read` that repeats itself while Photopea refuses. */
function accepted(context: HostContext, signal: AbortSignal, read: Read): Read {
  return async (form) => {
    const answer = await untilAccepted(context, signal, async () => {
      const given = await read(form);
      successOf(given);
      return given;
    });
    signal.throwIfAborted();
    return answer;
  };
}
