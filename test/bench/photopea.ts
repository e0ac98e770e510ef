// npm run bench -- photopea: what reading and inserting costs on the emulated editor.
import { rect } from '../../src/core/geometry';
import { createMask } from '../../src/core/mask';
import { NEVER } from '../hosts/contract/bench';
import { photopeaBench } from '../hosts/contract/photopea-bench';
import { psdBytes } from '../emulators/photopea/painted-documents';
import { photoRgb, tiledRgba } from '../support/pictures';
import { fixed, FULL, printIntroduction, printTable, type Cell } from './table';

const SIDES = FULL ? [512, 1024, 2048] : [512, 1024];
const REPEATS = 3;

interface Times {
  readonly readMs: number;
  readonly insertMs: number;
}

async function roundTrip(side: number): Promise<Times> {
  const size = { width: side, height: side };
  const area = rect(0, 0, side, side);
  const data = tiledRgba(photoRgb('texture-creek.jpg'), size);
  const layer = { name: 'photo', id: 5, right: side, bottom: side, imageData: { ...size, data } };
  const bench = await photopeaBench();
  try {
    await bench.open(psdBytes({ ...size, children: [layer] }), 'photo.psd');
    await bench.activate('photo');
    await bench.select({ kind: 'ellipse', rect: area });
    const from = performance.now();
    const snapshot = await bench.host.snapshot();
    if (snapshot.document === null || snapshot.layer === null) throw new Error('nothing active');
    const above = { documentId: snapshot.document.id, layerId: snapshot.layer.id };
    const { image } = await bench.host.readLayer(above, area, NEVER);
    const selection = await bench.host.readSelection(above.documentId, area, NEVER);
    const read = performance.now();
    await bench.host.insertLayer(
      {
        mode: 'in-place',
        above,
        name: 'fast 2x',
        rect: area,
        image,
        mask: selection ?? createMask(size, 255),
      },
      NEVER,
    );
    return { readMs: read - from, insertMs: performance.now() - read };
  } finally {
    bench.dispose();
  }
}

async function main(): Promise<void> {
  printIntroduction('photopea', 'read layer and selection, insert a layer with a mask, emulator');
  const rows: Cell[][] = [];
  for (const side of SIDES) {
    const megapixels = (side * side) / 1e6;
    const times: Times[] = [];
    for (let turn = 0; turn < REPEATS; turn++) times.push(await roundTrip(side));
    const best = (key: keyof Times): number =>
      Math.min(...times.map((time) => time[key])) / 1e3 / megapixels;
    const [read, insert] = [best('readMs'), best('insertMs')];
    rows.push([fixed(megapixels, 2), fixed(read, 2), fixed(insert, 2), fixed(read + insert, 2)]);
  }
  printTable(
    `Seconds per megapixel, best of ${REPEATS}; the emulator's own work included`,
    ['region MP', 'read', 'insert', 'both'],
    rows,
  );
}

void main();
