import { intersect, isEmpty, rectOfSize, type DocRect } from '../../core/geometry';
import { createImage, type Image } from '../../core/image';
import { flag, historyMark, oneFile, successOf } from './answers';
import type { PhotopeaAnswer } from './collect';
import { runScript, untilAccepted, type HostContext } from './context';
import type { DocKey, LayerKey } from './keys';
import type { SentFile } from './scripts/parts';
import { readLayerInProfileScript, readLayerScript } from './scripts/read-layer';
import { documentStatus } from './status';

/**
 * The layer's own pixels on exactly `docRect`, through a temporary document. In a document with a
 * colour profile the temporary one gets the same, so that nothing is converted; the values then are
 * the document's own. A 16-bit document comes with 8 bits.
 */
export async function readLayerPixels(
  context: HostContext,
  doc: DocKey,
  layer: LayerKey,
  docRect: DocRect,
  signal: AbortSignal,
): Promise<Image> {
  const clip = intersect(docRect, rectOfSize(doc));
  const status = await documentStatus(context.channel, doc, signal);
  if (isEmpty(clip)) return createImage(docRect, 8);
  const traits = await context.traits.forRun({ ...status, doc });
  const profile = traits?.iccProfile ?? null;
  const read =
    profile === null
      ? () => readWithoutProfile(context, { doc, layer, clip }, signal)
      : await readerInProfile(context, { doc, layer, clip }, profile, signal);
  const answer = await untilAccepted(context, signal, read);
  signal.throwIfAborted();
  const fields = successOf(answer);
  const { image, opaque } = await context.codec.readTopLayer(oneFile(answer), clip, docRect);
  const covers = opaque && flag(fields['plain'], 'plain');
  context.lastRead = { doc, clip, history: historyMark(fields['history']), covers };
  return image;
}

interface Source {
  readonly doc: DocKey;
  readonly layer: LayerKey;
  readonly clip: DocRect;
}

async function readWithoutProfile(
  context: HostContext,
  source: Source,
  signal: AbortSignal,
): Promise<PhotopeaAnswer> {
  const leftBehind = { files: [], doc: source.doc, historyIndex: null };
  const script = readLayerScript(source);
  const answer = await runScript(context, { script, signal }, leftBehind);
  successOf(answer);
  return answer;
}

async function readerInProfile(
  context: HostContext,
  source: Source,
  profile: Uint8Array,
  signal: AbortSignal,
): Promise<() => Promise<PhotopeaAnswer>> {
  const { doc, clip } = source;
  const name = `__panel_tmp__ ${crypto.randomUUID()}`;
  const file: SentFile = { name, width: clip.width, height: clip.height };
  const psd = await context.codec.blankPsd(clip, name, profile);
  return async () => {
    // The file becomes the active document: which one was active has to be asked before.
    const { active } = await documentStatus(context.channel, doc, signal);
    const script = readLayerInProfileScript({ ...source, file, activeIndex: active });
    const leftBehind = { files: [file], doc, historyIndex: null };
    const answer = await runScript(context, { script, files: [psd], signal }, leftBehind);
    successOf(answer);
    return answer;
  };
}
