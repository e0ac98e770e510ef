import { ByteReader } from './byte-reader';
import type { PsdFile } from './file';
import { findLayer, withBackground } from './insert-layer';
import { readPsd } from './read-psd';
import { readRecordParts, RECORD_FLAGS } from './read-record';
import { applyEdits } from './splice';

/** Bytes before the flags: blend signature and key, opacity and clipping. */
const FLAGS_OFFSET = 10;

/**
 * The file with a layer's or group's own visibility switched; one bit of the record changes. A flat
 * file's picture becomes the layer "Background" first.
 *
 * @throws DocumentError `layer-gone`
 */
export function setVisible(file: PsdFile, key: string, visible: boolean): PsdFile {
  if (findLayer(file, key).visible === visible) return file;
  const base = withBackground(file);
  const { record } = findLayer(base, key);
  const reader = new ByteReader(base.bytes, record, 'a layer');
  const at = readRecordParts(reader, base.header.version).blend.start + FLAGS_OFFSET;
  const flags = base.bytes[at] ?? 0;
  const changed = visible ? flags & ~RECORD_FLAGS.hidden : flags | RECORD_FLAGS.hidden;
  return readPsd(
    applyEdits(base.bytes, [{ start: at, end: at + 1, parts: [Uint8Array.of(changed)] }]),
  );
}
