const HEADER_BYTES = 26;
const ICC_PROFILE = 1039;

interface Section {
  /** Where the section's length field stands. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** The image resources of a PSD: Adobe's specification, "Image Resources Section". */
function resourceSection(view: DataView): Section {
  const at = HEADER_BYTES + 4 + view.getUint32(HEADER_BYTES);
  const start = at + 4;
  return { at, start, end: start + view.getUint32(at) };
}

function even(length: number): number {
  return length + (length % 2);
}

/** Resource 1039; null when the file has none. ag-psd leaves it out. */
export function readProfile(psd: Uint8Array): Uint8Array | null {
  const view = new DataView(psd.buffer, psd.byteOffset, psd.byteLength);
  const { start, end } = resourceSection(view);
  let at = start;
  while (at + 12 <= end) {
    const id = view.getUint16(at + 4);
    const data = at + 6 + even(1 + view.getUint8(at + 6)) + 4;
    const length = view.getUint32(data - 4);
    if (id === ICC_PROFILE) return psd.slice(data, data + length);
    at = data + even(length);
  }
  return null;
}

export function withProfile(psd: Uint8Array, profile: Uint8Array | null): Uint8Array {
  if (profile === null) return psd;
  const view = new DataView(psd.buffer, psd.byteOffset, psd.byteLength);
  const { at, start, end } = resourceSection(view);
  const block = new Uint8Array(12 + even(profile.length));
  block.set([0x38, 0x42, 0x49, 0x4d]);
  new DataView(block.buffer).setUint16(4, ICC_PROFILE);
  new DataView(block.buffer).setUint32(8, profile.length);
  block.set(profile, 12);
  const out = new Uint8Array(psd.length + block.length);
  out.set(psd.subarray(0, end));
  new DataView(out.buffer).setUint32(at, end - start + block.length);
  out.set(block, end);
  out.set(psd.subarray(end), end + block.length);
  return out;
}
