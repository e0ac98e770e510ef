import { createBreather } from '../core/breathe';
import { createImage, CHANNELS, type Image } from '../core/image';
import { encodePng } from '../pixels/png/encode-png';
import { INVERTED, invertGraph } from './graph';
import { largestPng, resultImage } from './result-image';
import { resultUnusable } from './run-errors';
import { runPrompt } from './run-prompt';
import type { Pace } from './prompt-watch';
import type { Server } from './server';
import type { ServerSocket } from './server-socket';
import { uniqueWord, uuidOfHash } from './unique';

/** How fast a picture went to a server and came back. */
export interface RoundTrip {
  /** All of it, milliseconds. */
  readonly ms: number;
  /** Of the upload. */
  readonly bytesPerSecond: number;
}

const SIDE = 192;

/** Two inversions in floats, cut to whole numbers, may differ by it from what was sent. */
const TOLERANCE = 1;

/**
 * Sends pixels that are known through the server's queue and back: upload, graph, queue, messages and
 * picture all have to work for it. No model is needed.
 *
 * @throws ServerError `comfy-result-unusable` where other pixels come back, and what `runPrompt` throws
 */
export async function roundTrip(
  server: Server,
  socket: ServerSocket,
  clientId: string,
  pace: Pace,
  signal: AbortSignal,
): Promise<RoundTrip> {
  const sent = knownPicture();
  const png = await encodePng(sent, {}, signal);
  const started = performance.now();
  let uploadMs = 1;
  const job = {
    promptId: uuidOfHash(uniqueWord()),
    clientId,
    async prepare(by: AbortSignal) {
      const before = performance.now();
      const uploaded = await server.upload(png, by);
      uploadMs = Math.max(1, performance.now() - before);
      return invertGraph(uploaded);
    },
    outputs: [INVERTED],
    maxPictureBytes: largestPng(sent),
  };
  const options = { signal, pace, onNews: () => undefined };
  const { pictures } = await runPrompt(server, socket, job, options);
  const ms = performance.now() - started;
  const came = await resultImage(
    pictures.get(INVERTED) ?? new Uint8Array(),
    sent,
    createBreather(signal),
  );
  if (differs(sent, came)) throw resultUnusable('its pixels are not those that were sent');
  return { ms, bytesPerSecond: Math.round((png.byteLength * 1000) / uploadMs) };
}

/** All values, in an order that does not compress. */
function knownPicture(): Image {
  const image = createImage({ width: SIDE, height: SIDE }, 8);
  let state = 1;
  for (let i = 0; i < image.data.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    image.data[i] = i % CHANNELS === CHANNELS - 1 ? 255 : state >>> 24;
  }
  return image;
}

function differs({ data }: Image, came: Image): boolean {
  const factor = came.depth === 16 ? 257 : 1;
  return data.some((value, i) => Math.abs(value - (came.data[i] ?? 0) / factor) > TOLERANCE);
}
