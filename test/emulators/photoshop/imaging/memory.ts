import { errorOf, type Sim } from '../sim';

/** An image over budget × this is refused. */
const LIMIT = 1.5;

const held = new WeakMap<object, number>();

function add(sim: Sim, image: object, bytes: number): void {
  const { images } = sim;
  if (!sim.rules('I6')) return;
  if (images.alive + bytes > images.budget * LIMIT) {
    throw errorOf(sim, `image data of ${images.alive + bytes} bytes is too much`);
  }
  images.alive += bytes;
  images.peak = Math.max(images.peak, images.alive);
  if (images.alive > images.budget) images.warnings += 1;
  held.set(image, (held.get(image) ?? 0) + bytes);
}

export function countImage(sim: Sim, image: object, bytes: number): void {
  add(sim, image, bytes);
  sim.images.open.add(image);
}

/** What `getData` gave counts until its image is disposed. */
export function countArray(sim: Sim, image: object, array: ArrayBufferView): void {
  if (sim.images.open.has(image)) add(sim, image, array.byteLength);
}

export function freeImage(sim: Sim, image: object): void {
  if (!sim.images.open.delete(image)) return;
  sim.images.alive -= held.get(image) ?? 0;
  held.delete(image);
}
