import type { Image } from '../../core/image';
import { replaceComposite } from '../../psd/encode-composite';
import type { PsdFile } from '../../psd/file';
import { readPsd } from '../../psd/read-psd';
import { setVisible } from '../../psd/set-visible';
import { applyEdits } from '../../psd/splice';

/** The file with layers shown or hidden; `composite` becomes its picture where that matters. */
export function withVisibility(
  file: PsdFile,
  visibleByKey: ReadonlyMap<string, boolean>,
  composite: Image,
): PsdFile {
  const changed = file.layers.filter(({ key, visible }) => {
    const wanted = visibleByKey.get(key);
    return wanted !== undefined && wanted !== visible;
  });
  if (changed.length === 0) return file;
  const switched = changed.reduce(
    (result, { key, visible }) => setVisible(result, key, !visible),
    file,
  );
  const { start, end } = switched.sections.composite;
  const edit = { start, end, parts: replaceComposite(switched, composite) };
  return readPsd(applyEdits(switched.bytes, [edit]));
}
