import { readPsd } from '../../psd/read-psd';
import { replaceComposite } from '../../psd/encode-composite';
import { applyEdits, type Edit } from '../../psd/splice';
import type { PsdFile, PsdLayer } from '../../psd/file';
import type { Image } from '../../../core/image';

const HIDDEN_FLAG = 0x02;
/** Rectangle, then the number of channels. */
const CHANNEL_LIST_AT = 16 + 2;
/** Signature, blend mode, opacity, clipping. */
const FLAGS_AFTER_CHANNELS = 4 + 4 + 1 + 1;

/** The file with other eyes open; `composite` becomes its merged picture. */
export function withVisibility(
  file: PsdFile,
  visibleByKey: ReadonlyMap<string, boolean>,
  composite: Image,
): PsdFile {
  const edits: Edit[] = [];
  for (const layer of file.layers) {
    const visible = visibleByKey.get(layer.key);
    if (visible !== undefined && visible !== layer.visible)
      edits.push(flagEdit(file, layer, visible));
  }
  if (edits.length === 0) return file;
  const { start, end } = file.sections.composite;
  edits.push({ start, end, parts: replaceComposite(file, composite) });
  return readPsd(applyEdits(file.bytes, edits));
}

function flagEdit(file: PsdFile, layer: PsdLayer, visible: boolean): Edit {
  const perChannel = file.header.version === 2 ? 10 : 6;
  const { start } = layer.record;
  const view = new DataView(file.bytes.buffer, file.bytes.byteOffset);
  const channels = view.getUint16(start + 16);
  const at = start + CHANNEL_LIST_AT + channels * perChannel + FLAGS_AFTER_CHANNELS;
  const flags = view.getUint8(at);
  const changed = visible ? flags & ~HIDDEN_FLAG : flags | HIDDEN_FLAG;
  return { start: at, end: at + 1, parts: [Uint8Array.of(changed)] };
}
