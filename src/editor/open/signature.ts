export type FileType = 'psd' | 'png' | 'jpeg' | 'webp';

const SIGNATURES: readonly {
  readonly type: FileType;
  readonly at: number;
  readonly bytes: string;
}[] = [
  { type: 'psd', at: 0, bytes: '8BPS' },
  { type: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'webp', at: 8, bytes: 'WEBP' },
];

/** Types that people try to open, by their first bytes; the error names them. */
const OTHERS: readonly { readonly name: string; readonly at: number; readonly bytes: string }[] = [
  { name: 'GIF', at: 0, bytes: 'GIF8' },
  { name: 'TIFF', at: 0, bytes: 'II*\0' },
  { name: 'TIFF', at: 0, bytes: 'MM\0*' },
  { name: 'BMP', at: 0, bytes: 'BM' },
  { name: 'PDF', at: 0, bytes: '%PDF' },
  { name: 'AVIF', at: 4, bytes: 'ftypavif' },
  { name: 'HEIC', at: 4, bytes: 'ftyphei' },
  { name: 'HEIC', at: 4, bytes: 'ftypmif1' },
  { name: 'JPEG XL', at: 0, bytes: '\xff\x0a' },
  { name: 'GIMP', at: 0, bytes: 'gimp xcf' },
  { name: 'ZIP', at: 0, bytes: 'PK\x03\x04' },
];

/** Type of a file by its first bytes; null for anything that cannot be opened. */
export function fileType(bytes: Uint8Array): FileType | null {
  const found = SIGNATURES.find(({ at, bytes: wanted }) => startsAt(bytes, at, wanted));
  if (found?.type === 'webp' && !startsAt(bytes, 0, 'RIFF')) return null;
  return found?.type ?? null;
}

/** Name of another type that the bytes may be; empty where that is not known either. */
export function otherType(bytes: Uint8Array): string {
  return OTHERS.find(({ at, bytes: wanted }) => startsAt(bytes, at, wanted))?.name ?? '';
}

/** Whether the bytes from `at` on are the Latin 1 characters of `wanted`. */
export function startsAt(bytes: Uint8Array, at: number, wanted: string): boolean {
  for (let i = 0; i < wanted.length; i++) {
    if (bytes[at + i] !== wanted.charCodeAt(i)) return false;
  }
  return true;
}
