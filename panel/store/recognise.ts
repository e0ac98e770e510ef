import type { ModelDescription } from '../../src/model-files/description';
import type { KnownFile } from '../../models/known-files';

/** What is looked at: the header's verdict, the length, and the name. */
export type Recognisable = Pick<ModelDescription, 'name' | 'byteLength'> & {
  readonly role: string;
  readonly variant?: 'Q' | 'F' | null;
};

/** A rounded length of three digits is off by no more than this share. */
const ROUNDED = 1e-3;

/**
 * The published file that a picked one seems to be: of the files of its role that may have its
 * length, the one that it is named after, else the only one of exactly that length; of several, the
 * only one of its variant. Whether it really is that file, its hash alone can tell.
 */
export function recognise(picked: Recognisable, files: readonly KnownFile[]): KnownFile | null {
  const named = recogniseNamed(picked, files);
  if (named !== null) return named;
  const exact = ofLength(picked, files);
  return exact.length === 1 ? (exact[0] ?? null) : ofVariant(exact, picked);
}

/** The published file that a picked one is named after and may be by its length. */
export function recogniseNamed(
  picked: Recognisable,
  files: readonly KnownFile[],
): KnownFile | null {
  const rounded = files.filter((file) => file.role === picked.role && mayHaveLength(file, picked));
  const candidates = [...ofLength(picked, files), ...rounded];
  return candidates.find((file) => isNamed(file, picked.name)) ?? null;
}

function ofLength({ role, byteLength }: Recognisable, files: readonly KnownFile[]): KnownFile[] {
  return files.filter((file) => file.role === role && file.bytes === byteLength);
}

/** Whether a picked file goes by a name of a published one. */
function isNamed({ name, alsoNamed }: KnownFile, picked: string): boolean {
  const wanted = plain(picked);
  return [name, ...alsoNamed].some((known) => plain(known) === wanted);
}

/** Whether lengths tell the two apart; an exact one that differs does. */
function mayHaveLength({ bytes, aboutBytes }: KnownFile, { byteLength }: Recognisable): boolean {
  if (bytes !== null) return false;
  return aboutBytes === null || Math.abs(byteLength - aboutBytes) <= ROUNDED * aboutBytes;
}

function ofVariant(files: readonly KnownFile[], { variant }: Recognisable): KnownFile | null {
  const [only, ...others] = files.filter(
    (file) => (variant ?? null) !== null && file.variant === variant,
  );
  return others.length === 0 ? (only ?? null) : null;
}

/** A file's name without ending, mark of a second download, and whatever separates its words. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.(safetensors|sft|ckpt|pth?)$/, '')
    .replace(/ ?\(\d{1,3}\)$/, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The description with what is known of the file in place of what its name hints at. */
export function withKnownFacts<D extends ModelDescription>(
  description: D,
  known: KnownFile | null,
): D {
  if (known === null || known.role !== description.role) return description;
  return description.role === 'supir'
    ? { ...description, variant: known.variant ?? description.variant }
    : { ...description, isLightning: known.isLightning };
}

/** What a file's hash says about it. */
export type Verdict =
  | { readonly kind: 'genuine'; readonly name: string; readonly title: string }
  | { readonly kind: 'damaged'; readonly name: string; readonly title: string }
  | { readonly kind: 'unknown' };

/**
 * Judges a file by its SHA-256 (hexadecimal). Damaged is one of a published file's length under its
 * name; there is no other SUPIR file of such a length, under whatever name.
 */
export function verdictOf(
  picked: Recognisable,
  sha256: string,
  files: readonly KnownFile[],
): Verdict {
  const genuine = files.find((file) => file.sha256 === sha256);
  if (genuine !== undefined) return told('genuine', genuine);
  const seeming = recognise(picked, files);
  if (seeming === null || seeming.sha256 === null) return { kind: 'unknown' };
  const isMeant = seeming.role === 'supir' || isNamed(seeming, picked.name);
  return isMeant ? told('damaged', seeming) : { kind: 'unknown' };
}

function told(kind: 'genuine' | 'damaged', { name, title }: KnownFile): Verdict {
  return { kind, name, title };
}
