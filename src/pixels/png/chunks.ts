import type { Steps } from '../../core/steps';
import { crcOfBytes } from '../crc32';
import { damagedPng, truncatedPng } from './errors';

export interface PngChunk {
  /** Four characters, as they are in the file. */
  readonly type: string;
  /** A view into the file. */
  readonly data: Uint8Array;
  /** Whether its checksum is that of its content. */
  readonly sound: boolean;
}

export interface PngChunks {
  /** All chunks before the end mark. */
  readonly chunks: readonly PngChunk[];
  /** Number of bytes behind the end mark. */
  readonly trailing: number;
}

export const SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes of length, type and checksum. */
const FRAME_BYTES = 12;
const TYPE_END = 8;
const END = 'IEND';
/** Types by which reading finds its way again after a wrong length. */
const LANDMARKS = new Set(['PLTE', 'IDAT', END]);
/** Most candidates that are looked at; each costs a checksum over its alleged content. */
const MAX_LOOKS = 20;
/** Most chunks; pictures of the largest size have about a tenth of it. */
const MAX_CHUNKS = 500_000;
/** Bytes that are looked at in one step: a millisecond or so. */
const STEP_BYTES = 1 << 20;

/** True for bytes that start like a PNG. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/**
 * Takes a PNG apart. A chunk with a wrong length takes its neighbours along: where it is followed
 * by no chunk, reading goes on at the next one that carries pixels. A step is a chunk or a part of one.
 *
 * @throws PngError where there is no end
 */
export function* readChunks(bytes: Uint8Array): Steps<PngChunks> {
  const chunks: PngChunk[] = [];
  let looks = 0;
  function* findLandmark(from: number): Steps<number> {
    for (let at = from; at + FRAME_BYTES <= bytes.length && looks < MAX_LOOKS; at++) {
      if (at % STEP_BYTES === 0) yield;
      if (!isLandmark(bytes, at)) continue;
      looks++;
      if ((yield* chunkAt(bytes, at)).sound) return at;
    }
    throw truncatedPng();
  }
  for (let at = SIGNATURE.length; ;) {
    if (at + FRAME_BYTES > bytes.length) throw truncatedPng();
    if (chunks.length >= MAX_CHUNKS) throw damagedPng('it has more chunks than can be right');
    const { type, data, sound, end } = yield* chunkAt(bytes, at);
    if (type === END && end <= bytes.length) return { chunks, trailing: bytes.length - end };
    chunks.push({ type, data, sound });
    at = sound || isFrame(bytes, end) ? end : yield* findLandmark(at + TYPE_END);
  }
}

function* chunkAt(bytes: Uint8Array, at: number): Steps<PngChunk & { readonly end: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataEnd = at + TYPE_END + view.getUint32(at);
  const end = dataEnd + 4;
  const whole = end <= bytes.length;
  return {
    type: String.fromCharCode(...bytes.subarray(at + 4, at + TYPE_END)),
    data: bytes.subarray(at + TYPE_END, dataEnd),
    sound: whole && view.getUint32(dataEnd) === (yield* crcOf(bytes.subarray(at + 4, dataEnd))),
    end,
  };
}

function* crcOf(bytes: Uint8Array): Steps<number> {
  let crc = 0;
  for (let from = 0; from < bytes.length; from += STEP_BYTES) {
    crc = crcOfBytes(bytes.subarray(from, from + STEP_BYTES), crc);
    yield;
  }
  return crc;
}

/** Whether a chunk seems to begin at `at`: its type is four letters. */
function isFrame(bytes: Uint8Array, at: number): boolean {
  if (at + FRAME_BYTES > bytes.length) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
  if (at + FRAME_BYTES + length > bytes.length) return false;
  return bytes
    .subarray(at + 4, at + TYPE_END)
    .every((byte) => /[A-Za-z]/.test(String.fromCharCode(byte)));
}

function isLandmark(bytes: Uint8Array, at: number): boolean {
  // All landmarks have an I or a P here, which rules most places out.
  if (bytes[at + 4] !== 0x49 && bytes[at + 4] !== 0x50) return false;
  return LANDMARKS.has(String.fromCharCode(...bytes.subarray(at + 4, at + TYPE_END)));
}
