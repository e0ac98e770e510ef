import { rectOfSize } from '../../../src/core/geometry';
import { createImage } from '../../../src/core/image';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import type { RestoreRequest } from '../../../src/restore/request';
import { recordCase, type RecordCase } from '../../../scripts/record/cases';
import { recordedEngine } from '../../../scripts/record/picture';
import {
  publishedFiles,
  type Fill,
  type PlacedTensor,
} from '../../../scripts/record/published-files';
import { publishedRequest } from '../../../scripts/record/request';
import { setStage } from '../../../scripts/record/stage';

/** A restoration of a white square with SUPIR's published networks, 8-bit weights, two steps. */
export interface Restoration {
  /** Pixels along a side. */
  readonly side: number;
  readonly seed: number;
  readonly prompt: string;
  /** Samples of a step: two with a negative prompt, one without. */
  readonly batch: RecordCase['batch'];
  /** All that the card has, bytes. */
  readonly cardBytes: number;
}

export interface Restored {
  /** Bytes of weights that were read. */
  readonly read: number;
  /** Of them those that had been read before. */
  readonly readAgain: number;
  /** To the device and back, weights left out. */
  readonly crossed: number;
  readonly sessions: number;
  /** The most that was alive on the device at once, bytes. */
  readonly peak: number;
  /** Bytes on the device when it had ended. */
  readonly resting: number;
  readonly skipped: readonly string[];
  readonly refusals: readonly string[];
}

/** One restoration after the other in one engine, on a recording device; must be alone in its process. */
export async function work(restorations: readonly Restoration[]): Promise<readonly Restored[]> {
  const [first] = restorations;
  if (first === undefined) return [];
  const { recorder } = await setStage(recordCase('picture', first.side));
  const seen = { total: 0, again: 0 };
  const files = publishedFiles({ bytes: 0 }, (tensors) => countedTensors(tensors, seen));
  let sessions = 0;
  const engine = recordedEngine((runtime) => ({
    ...runtime,
    get label() {
      return runtime.label;
    },
    get keptWeightBytes() {
      return runtime.keptWeightBytes;
    },
    createSession(...args) {
      sessions++;
      return runtime.createSession(...args);
    },
  }));
  const restored: Restored[] = [];
  for (const restoration of restorations) {
    const before = { ...seen, sessions };
    recorder.restart();
    const { report } = await engine.restore(requestFor(restoration, files), {
      signal: new AbortController().signal,
      onEvent: () => undefined,
    });
    const { uploaded, downloaded, peak } = recorder.restart();
    const { supir } = report;
    if (supir === null) throw new TypeError('not a restoration with SUPIR');
    restored.push({
      read: seen.total - before.total,
      readAgain: seen.again - before.again,
      crossed: uploaded + downloaded - supir.readBytes,
      sessions: sessions - before.sessions,
      peak,
      resting: recorder.resident,
      skipped: supir.skipped,
      refusals: [...recorder.refusals],
    });
  }
  await engine.release();
  return restored;
}

function requestFor(
  { side, seed, prompt, batch, cardBytes }: Restoration,
  files: Parameters<typeof publishedRequest>[1],
): RestoreRequest {
  const size = { width: side, height: side };
  const source = createImage(size, 8);
  source.data.fill(255);
  const restorer = publishedRequest(recordCase('picture', side, { batch }), files);
  return {
    id: 'bench',
    restorer: { ...restorer, prompt, settings: { ...restorer.settings, seed } },
    device: 'webgpu',
    memory: { ...UNKNOWN_CARD, cardBytes },
    scale: 1,
    mode: 'in-place',
    maskEdge: { grow: 0, feather: 0 },
    canvas: size,
    contextRect: rectOfSize(source),
    source,
    selection: null,
  };
}

/** Nothing but zeros; `seen` learns how many bytes of tensors were read, and how many of them again. */
function countedTensors(
  tensors: readonly PlacedTensor[],
  seen: { total: number; again: number },
): Fill {
  const data = tensors[0]?.begin ?? 0;
  /** Ranges by their begin: rows of tables, slices, whole tensors. */
  const known = new Map<number, number>();
  return (bytes, from) => {
    const begin = Math.max(data, from);
    const length = from + bytes.byteLength - begin;
    if (length <= 0) return;
    seen.total += length;
    seen.again += Math.min(length, known.get(begin) ?? 0);
    known.set(begin, Math.max(length, known.get(begin) ?? 0));
  };
}
