/** A profile taken apart as far as its tag table (ICC.1:2022 §7). */
export interface IccProfile {
  /** The profile without bytes that follow it. */
  readonly bytes: Uint8Array;
  /** `mntr`, `prtr`, `scnr` or `spac`; `link`, `abst` and `nmcl` describe no picture. */
  readonly deviceClass: string;
  /** Colour space of the device: `RGB `, `CMYK`, `GRAY` … */
  readonly space: string;
  /** Connection space of the conversions: `XYZ ` or `Lab `. */
  readonly connection: string;
  readonly tags: ReadonlyMap<string, DataView>;
}

/** Colour spaces of pictures that are read or written here. */
export type PixelSpace = 'RGB ' | 'GRAY' | 'CMYK';

const HEADER_BYTES = 128;
const TABLE_AT = HEADER_BYTES + 4;
const ENTRY_BYTES = 12;
const MAX_TAGS = 200;
const PICTURE_CLASSES = ['scnr', 'mntr', 'prtr', 'spac'];

/** Takes a profile apart; null: none, or its end is missing. Tags outside it are left out. */
export function parseProfile(bytes: Uint8Array): IccProfile | null {
  if (bytes.length < TABLE_AT) return null;
  const whole = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = whole.getUint32(0);
  if (fourCharacters(whole, 36) !== 'acsp' || size < TABLE_AT || size > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  const tags = new Map<string, DataView>();
  const count = Math.min(view.getUint32(HEADER_BYTES), MAX_TAGS);
  for (let i = 0; i < count; i++) {
    const at = TABLE_AT + i * ENTRY_BYTES;
    if (at + ENTRY_BYTES > size) break;
    const offset = view.getUint32(at + 4);
    const length = view.getUint32(at + 8);
    if (offset + length > size || length < 8) continue;
    tags.set(fourCharacters(view, at), new DataView(view.buffer, view.byteOffset + offset, length));
  }
  return {
    bytes: bytes.subarray(0, size),
    deviceClass: fourCharacters(view, 12),
    space: fourCharacters(view, 16),
    connection: fourCharacters(view, 20),
    tags,
  };
}

/** Whether the values of a picture of this colour space can be in the profile's. */
export function describesPicture({ deviceClass, space }: IccProfile, wanted: PixelSpace): boolean {
  return space === wanted && PICTURE_CLASSES.includes(deviceClass);
}

/** The profile for a file with pixels of this space; null: it does not describe them. */
export function fittingProfile(bytes: Uint8Array | null, space: PixelSpace): Uint8Array | null {
  const profile = bytes === null ? null : parseProfile(bytes);
  return profile !== null && describesPicture(profile, space) ? profile.bytes : null;
}

export function fourCharacters(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}
