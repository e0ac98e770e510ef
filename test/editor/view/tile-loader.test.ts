import type { RenderedPixels } from '../../../src/editor/editor';
import { TileLoader } from '../../../src/editor/view/canvas/tile-loader';
import { tilesFor } from '../../../src/editor/view/canvas/view-tiles';
import { nextTask } from '../../support/wait';

const SIZE = { width: 1536, height: 512 };
const EPOCH = { documentId: 'a', size: SIZE, pixelsRevision: 1 };
const TILES = tilesFor({ x: 0, y: 0, ...SIZE }, 0, SIZE);

interface Request {
  readonly x: number;
  readonly signal: AbortSignal;
  readonly answer: (pixelsRevision: number) => void;
  readonly fail: (error: unknown) => void;
}

let closed = 0;
let requests: Request[] = [];
let failures: unknown[] = [];

function loader(): TileLoader {
  return new TileLoader(
    (docRect, size, signal) =>
      new Promise<RenderedPixels>((resolve, reject) => {
        requests.push({
          x: docRect.x,
          signal,
          answer: (pixelsRevision) =>
            resolve({ ...size, pixelsRevision, data: new Uint8ClampedArray(4) }),
          fail: reject,
        });
      }),
    (error) => {
      if (error !== undefined) failures.push(error);
    },
  );
}

beforeEach(() => {
  closed = 0;
  requests = [];
  failures = [];
  // What browsers have and Node has not: decoding is theirs, the bookkeeping is ours.
  Object.assign(globalThis, {
    ImageData: function ImageData() {},
    createImageBitmap: () => Promise.resolve({ close: () => (closed += 1) }),
  });
});

describe('the tile loader', () => {
  it('asks for a few at a time and goes on until all are there', async () => {
    const tiles = loader();
    tiles.want(EPOCH, TILES);
    expect(requests).toHaveLength(2);
    expect(tiles.complete).toBe(false);
    requests[0]!.answer(1);
    await nextTask();
    expect(requests).toHaveLength(3);
    requests[1]!.answer(1);
    requests[2]!.answer(1);
    await nextTask();
    expect(tiles.complete).toBe(true);
    expect(TILES.every((tile) => tiles.get(tile) !== null)).toBe(true);
  });

  it('aborts what is no longer wanted, silently', async () => {
    const tiles = loader();
    tiles.want(EPOCH, TILES);
    const [first] = requests;
    tiles.want(EPOCH, TILES.slice(2));
    expect(first!.signal.aborted).toBe(true);
    first!.fail(first!.signal.reason);
    await nextTask();
    expect(failures).toEqual([]);
    expect(requests.at(-1)!.signal.aborted).toBe(false);
  });

  it('shows outdated pixels until the new ones are there', async () => {
    const tiles = loader();
    const [tile] = TILES;
    tiles.want(EPOCH, [tile!]);
    requests[0]!.answer(1);
    await nextTask();
    const old = tiles.get(tile!);
    tiles.want({ ...EPOCH, pixelsRevision: 2 }, [tile!]);
    expect(tiles.complete).toBe(false);
    expect(tiles.get(tile!)).toBe(old);
    requests[1]!.answer(2);
    await nextTask();
    expect(tiles.complete).toBe(true);
    expect(tiles.get(tile!)).not.toBe(old);
    expect(closed).toBe(1);
  });

  it('drops everything when the canvas is another one', async () => {
    const tiles = loader();
    tiles.want(EPOCH, TILES.slice(0, 1));
    requests[0]!.answer(1);
    await nextTask();
    tiles.want({ ...EPOCH, size: { width: 3072, height: 1024 } }, []);
    expect(tiles.get(TILES[0]!)).toBeNull();
    expect(closed).toBe(1);
  });

  it('reports a failure once and does not ask for the same again', async () => {
    const tiles = loader();
    tiles.want(EPOCH, TILES.slice(0, 1));
    const error = new Error('no memory');
    requests[0]!.fail(error);
    await nextTask();
    expect(failures).toEqual([error]);
    expect(requests).toHaveLength(1);
  });
});
