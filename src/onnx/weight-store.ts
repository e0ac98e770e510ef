import { abortable, throwIfAborted } from '../core/abort';
import { discard } from '../core/discard';
import { byteLength } from './dtype';
import { deviceLost, outOfMemory } from './failure';
import type { Parameter } from './graph';
import {
  blocksOfRow,
  bufferBytes,
  QUANT_BLOCK,
  uploadKey,
  type LoadObserver,
  type StoredNumbers,
  type Upload,
} from './upload';
import { createWeightMaker } from './weight-maker';
import { readAhead, SLICE_BYTES, slicesOf, type Making, type Slice } from './weight-slices';

/** Weights of one session; they stay on the adapter at least until they are given back. */
export interface HeldWeights {
  /** In the order of the parameters. */
  readonly buffers: readonly GPUBuffer[];
  giveBack(): void;
}

/**
 * Weights on a graphics adapter, for any number of sessions and runs: what one session has brought
 * there, the next one finds.
 */
export interface WeightStore {
  /**
   * Reads and sends what is missing for a network of this name. What was finished before a throw
   * stays.
   *
   * @throws DeviceError `out-of-memory` or `device-lost`; what reading throws; the signal's reason
   */
  hold(
    network: string,
    parameters: readonly Parameter[],
    observer: LoadObserver,
  ): Promise<HeldWeights>;
  /**
   * Frees what no session holds, at once, and the rest when it is given back; `of` chooses the
   * networks that first brought a weight.
   */
  release(of?: (network: string) => boolean): void;
  /** Whether what becomes of a weight is here, whole. */
  has(upload: Upload): boolean;
  /** Bytes of all buffers. */
  readonly byteLength: number;
}

interface Entry extends Making {
  readonly network: string;
  /** The packed numbers and their scales, or one buffer. */
  readonly buffers: readonly GPUBuffer[];
  readonly byteLength: number;
  isComplete: boolean;
  users: number;
  /** To be freed with its last user. */
  isReleased: boolean;
}

/** How many slices may be on their way through the adapter's queue. */
const IN_FLIGHT = 2;

/** `sliceBytes`: what is read and sent at a time. */
export function createWeightStore(device: GPUDevice, sliceBytes = SLICE_BYTES): WeightStore {
  const entries = new Map<string, Entry>();
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
  const maker = createWeightMaker(device);
  let held = 0;
  let loss: Error | null = null;
  void device.lost.then(({ reason, message }) => {
    loss = deviceLost(`${reason}: ${message}`);
  });

  const free = (entry: Entry): void => {
    for (const buffer of entry.buffers) buffer.destroy();
    held -= entry.byteLength;
  };

  const allocate = (network: string, { from, upload }: Making): Entry => {
    const sizes = sizesOf(upload);
    const buffers = sizes.map((size) => device.createBuffer({ size: bufferBytes(size), usage }));
    const total = sizes.reduce((sum, size) => sum + bufferBytes(size), 0);
    held += total;
    const state = { isComplete: from.byteLength === 0, users: 0, isReleased: false };
    return { network, from, upload, buffers, byteLength: total, ...state };
  };

  /** Sends slices as they arrive; not more than a few wait in the adapter's queue. */
  const fill = async (
    makings: readonly Entry[],
    { signal, onLoad }: LoadObserver,
  ): Promise<void> => {
    const total = makings.reduce((sum, { from }) => sum + from.byteLength, 0);
    let done = 0;
    const sent: Promise<unknown>[] = [];
    // What is computed while it is read takes a while; nobody who cancels waits for it.
    const read = (slice: Slice<Entry>): ReturnType<typeof readSlice> =>
      abortable(readSlice(slice), signal);
    for await (const [slice, bytes] of readAhead(slicesOf(makings, sliceBytes), read)) {
      throwIfAborted(signal);
      if (loss !== null) throw loss;
      slice.forEach((piece, index) => {
        const stored = bytes[index];
        if (stored === undefined) throw new TypeError('a piece that was not read');
        maker.make(piece, piece.making.buffers, stored);
        discard(stored);
        done += piece.byteLength;
      });
      sent.push(device.queue.onSubmittedWorkDone());
      if (sent.length > IN_FLIGHT) await sent.shift();
      for (const { making, isLast } of slice) making.isComplete ||= isLast;
      onLoad(done, total);
    }
    await Promise.all(sent);
    throwIfAborted(signal);
    if (loss !== null) throw loss;
  };

  /** Entries for what is missing, allocated under one watch: an adapter that is full says so late. */
  const allocateMissing = async (
    network: string,
    parameters: readonly Parameter[],
  ): Promise<readonly Entry[]> => {
    const made: Entry[] = [];
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    for (const { upload } of parameters) {
      const key = uploadKey(upload);
      if (entries.has(key)) continue;
      const entry = allocate(network, { from: upload.from, upload });
      entries.set(key, entry);
      made.push(entry);
    }
    // A buffer above the device's limit is reported as invalid.
    const errors = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    const error = errors.find((found) => found !== null);
    if (loss !== null) throw loss;
    if (error) throw outOfMemory('webgpu', new Error(error.message));
    return made;
  };

  const dropIncomplete = (): void => {
    for (const [key, entry] of entries) {
      if (entry.isComplete) continue;
      entries.delete(key);
      free(entry);
    }
  };

  return {
    get byteLength() {
      return held;
    },
    async hold(network, parameters, observer) {
      throwIfAborted(observer.signal);
      try {
        await fill(await allocateMissing(network, parameters), observer);
      } catch (error) {
        dropIncomplete();
        throw loss ?? error;
      }
      const found = parameters.map(({ upload }) => {
        const entry = entries.get(uploadKey(upload));
        if (entry === undefined) throw new TypeError('a weight that was not made');
        entry.users++;
        return { entry, buffer: bufferFor(upload, entry.buffers) };
      });
      let isHeld = true;
      return {
        buffers: found.map(({ buffer }) => buffer),
        giveBack() {
          if (!isHeld) return;
          isHeld = false;
          for (const { entry } of found) {
            entry.users--;
            if (entry.isReleased && entry.users === 0) free(entry);
          }
        },
      };
    },
    has: (upload) => entries.get(uploadKey(upload))?.isComplete === true,
    release(of = () => true) {
      for (const [key, entry] of entries) {
        if (!of(entry.network)) continue;
        entries.delete(key);
        if (entry.users === 0) free(entry);
        else entry.isReleased = true;
      }
      maker.release();
    },
  };
}

async function readSlice(slice: Slice<Entry>): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  return await Promise.all(
    slice.map(({ making, offset, byteLength: length }) => making.from.readAsync(offset, length)),
  );
}

function bufferFor(upload: Upload, buffers: readonly GPUBuffer[]): GPUBuffer {
  const buffer = buffers[upload.by === 'quantise' && upload.part === 'scales' ? 1 : 0];
  if (buffer === undefined) throw new TypeError('a weight without its buffer');
  return buffer;
}

/** Bytes of what is made: the packed numbers and their scales, or the one buffer. */
function sizesOf({ from, ...upload }: Upload): readonly number[] {
  const count = numbersIn(from);
  if (upload.by === 'copy') return [from.byteLength];
  if (upload.by === 'widen') return [byteLength({ dtype: 'float32', shape: [count] })];
  const { inputs, bits, scales } = upload.how;
  const blocks = (count / inputs) * blocksOfRow(inputs);
  return [(blocks * QUANT_BLOCK * bits) / 8, byteLength({ dtype: scales, shape: [blocks] })];
}

function numbersIn({ dtype, byteLength: bytes }: StoredNumbers): number {
  return bytes / byteLength({ dtype, shape: [1] });
}
