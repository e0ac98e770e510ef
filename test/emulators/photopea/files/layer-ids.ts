const HEADER_BYTES = 26;

function text(psd: Uint8Array, at: number): string {
  return String.fromCharCode(...psd.subarray(at, at + 4));
}

function viewOf(psd: Uint8Array): DataView {
  return new DataView(psd.buffer, psd.byteOffset, psd.byteLength);
}

/** Where the number in the block "lyid" of a layer record stands; null: it has no such block. */
function placeIn(psd: Uint8Array, view: DataView, start: number, end: number): number | null {
  for (let at = start; at + 12 <= end;) {
    if (text(psd, at + 4) === 'lyid') return at + 12;
    const length = view.getUint32(at + 8);
    at += 12 + length + (length % 2);
  }
  return null;
}

/** One a layer record, those that only close a group among them; readers of layers do not show those. */
function idPlaces(psd: Uint8Array): (number | null)[] {
  const view = viewOf(psd);
  let at = HEADER_BYTES;
  for (let section = 0; section < 2; section++) at += 4 + view.getUint32(at);
  if (view.getUint32(at) === 0 || view.getUint32(at + 4) === 0) return [];
  const count = Math.abs(view.getInt16(at + 8));
  at += 10;
  const places: (number | null)[] = [];
  for (let i = 0; i < count; i++) {
    const extra = at + 16 + 2 + view.getUint16(at + 16) * 6 + 12;
    const end = extra + 4 + view.getUint32(extra);
    let blocks = extra + 4;
    for (let part = 0; part < 2; part++) blocks += 4 + view.getUint32(blocks);
    blocks += Math.ceil((1 + view.getUint8(blocks)) / 4) * 4;
    places.push(placeIn(psd, view, blocks, end));
    at = end;
  }
  return places;
}

/**
 * The number that an opened document gave last: its highest, and 0 where any layer record of the file has none, as
 * those that close a group often do.
 */
export function lastIdOf(psd: Uint8Array): number {
  const view = viewOf(psd);
  const ids = idPlaces(psd).map((at) => at && view.getUint32(at));
  if (ids.length === 0) return 1;
  return ids.includes(null) ? 0 : Math.max(...ids.map((id) => id ?? 0));
}

/** The PSD with these numbers for the records that have one; from the bottom up, members before their group. */
export function withLayerIds(psd: Uint8Array, ids: readonly number[]): Uint8Array {
  const out = psd.slice();
  const view = viewOf(out);
  const places = idPlaces(out).filter((at) => at !== null);
  places.forEach((at, i) => view.setUint32(at, ids[i] ?? 0));
  return out;
}
