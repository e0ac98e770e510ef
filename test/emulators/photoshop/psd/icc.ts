/** What Photoshop shows of a profile. */
export interface IccFacts {
  readonly name: string;
  /** It has the primaries of sRGB, or none and sRGB's curve (of gray). */
  readonly isSrgb: boolean;
}

const TAGS_AT = 128;
const SRGB_COLUMNS: Readonly<Record<string, readonly number[]>> = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7139],
};
const TOLERANCE = 0.003;

/** null: no profile. */
export function readIcc(bytes: Uint8Array): IccFacts | null {
  const file = Buffer.from(bytes);
  if (file.length < TAGS_AT + 4 || file.toString('latin1', 36, 40) !== 'acsp') return null;
  if (file.readUInt32BE(0) > file.length) return null;
  const tags = new Map<string, Buffer>();
  for (let i = 0, at = TAGS_AT + 4; i < file.readUInt32BE(TAGS_AT); i++, at += 12) {
    if (at + 12 > file.length) break;
    const [from, length] = [file.readUInt32BE(at + 4), file.readUInt32BE(at + 8)];
    tags.set(file.toString('latin1', at, at + 4), file.subarray(from, from + length));
  }
  const space = file.toString('latin1', 16, 20);
  const name = described(tags.get('desc')) || space.trim();
  return { name, isSrgb: space === 'GRAY' ? /sgray|srgb/i.test(name) : hasSrgbPrimaries(tags) };
}

function hasSrgbPrimaries(tags: ReadonlyMap<string, Buffer>): boolean {
  return Object.entries(SRGB_COLUMNS).every(([tag, wanted]) => {
    const data = tags.get(tag);
    if (data === undefined || data.length < 20) return false;
    const near = (value: number, i: number): boolean =>
      Math.abs(data.readInt32BE(8 + 4 * i) / 65536 - value) < TOLERANCE;
    return wanted.every(near);
  });
}

function described(tag: Buffer | undefined): string {
  const type = tag?.toString('latin1', 0, 4);
  if (tag === undefined || tag.length < 12) return '';
  if (type === 'desc') return upToZero(tag.toString('latin1', 12, 12 + tag.readUInt32BE(8)));
  if (type !== 'mluc' || tag.length < 28) return '';
  const from = tag.readUInt32BE(24);
  const text = Buffer.from(tag.subarray(from, from + (tag.readUInt32BE(20) & ~1)));
  return upToZero(text.swap16().toString('utf16le'));
}

function upToZero(text: string): string {
  return (text.split('\0')[0] ?? '').trim();
}
