import { intersect, isEmpty, rectOfSize, type DocRect } from '../../core/geometry';
import { createImage, type Image } from '../../core/image';
import { flag, historyMark, oneFile, successOf } from './answers';
import type { PhotopeaAnswer } from './collect';
import { badAnswerError } from './errors';
import { runScript, untilAccepted, type HostContext } from './context';
import type { DocKey, LayerKey } from './keys';
import type { SentFile } from './scripts/parts';
import { readLayerInProfileScript, readLayerScript, type LayerFormat } from './scripts/read-layer';
import { documentStatus } from './status';

/**
 * The layer's own pixels on exactly `docRect`, through a temporary document. In a document with a
 * colour profile the temporary one gets the same, so that nothing is converted; the values then are
 * the document's own. A 16-bit document comes with 8 bits. A layer that is drawn with effects, with a
 * vector mask, or as a group is read as it is drawn.
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
  const source = { doc, layer, clip };
  const read =
    profile === null
      ? withoutProfile(context, source, signal)
      : await inProfile(context, source, profile, signal);
  for (const format of ['psd', 'png'] as const) {
    const answer = await untilAccepted(context, signal, () => read(format));
    signal.throwIfAborted();
    const fields = successOf(answer);
    const seen = await context.codec.readTopLayer(oneFile(answer), clip, docRect);
    if (seen === null) continue;
    const covers = seen.opaque && flag(fields['plain'], 'plain');
    context.lastRead = { doc, clip, history: historyMark(fields['history']), covers };
    return seen.image;
  }
  throw badAnswerError('layer');
}

interface Source {
  readonly doc: DocKey;
  readonly layer: LayerKey;
  readonly clip: DocRect;
}

type Read = (format: LayerFormat) => Promise<PhotopeaAnswer>;

function withoutProfile(context: HostContext, source: Source, signal: AbortSignal): Read {
  const leftBehind = { files: [], doc: source.doc, historyIndex: null };
  return async (format) => {
    const script = readLayerScript({ ...source, format });
    const answer = await runScript(context, { purpose: 'read-layer', script, signal }, leftBehind);
    successOf(answer);
    return answer;
  };
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
  return async (format) => {
    // The file becomes the active document: which one was active has to be asked before.
    const { active } = await documentStatus(context.channel, doc, signal);
    const script = readLayerInProfileScript({ ...source, format, file, activeIndex: active });
    const leftBehind = { files: [file], doc, historyIndex: null };
    const call = { purpose: 'read-layer', script, files: [psd], signal } as const;
    const answer = await runScript(context, call, leftBehind);
    successOf(answer);
    return answer;
  };
}
