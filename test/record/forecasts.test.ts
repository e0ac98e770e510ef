import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import type { work } from './work/forecasts';

jest.setTimeout(300_000);

test('what is still to be read, before, while and after a run on a graphics adapter', async () => {
  const file = path.join(__dirname, 'work/forecasts.ts');
  const told = await workApart<typeof work>(file);
  const { forecasts, report, heldBytes, untouched } = told;
  expect(untouched).toEqual([0, 0]);

  const { hostBytes } = forecasts['before']!;
  // The run counts its tiles and pictures, not what is kept for the next one.
  expect(hostBytes).toBeGreaterThan(heldBytes);

  const read = Object.fromEntries(
    Object.entries(forecasts).map(([when, { readBytes }]) => [when, readBytes]),
  );
  expect(read['before']).toBe(report.readBytes);
  expect(read['after']).toBe(0);
  expect(read['other size']).toBe(0);
  expect(read['in tiles']).toBe(0);
  expect(read['other prompt']).toBeGreaterThan(0);
  expect(read['other prompt']).toBeLessThan(read['before']!);
  // The autoencoder's weights go with all others of another form; 8 bits are made of 32, which are more.
  expect(read['other weights']).toBeGreaterThan(read['before']!);
  // The embeddings of the texts outlive the device.
  expect(read['lost']).toBe(read['before']! - read['other prompt']!);
  expect(read['while']).toBeLessThan(read['before']!);

  // The report names the shape that was forecast, for the time to be found again.
  const { work: before } = forecasts['before']!;
  expect(report.shape).toBe(before.shape);
  expect(report.teraflopEach).toBe(before.teraflopEach);
  expect(report.aroundTeraflop).toBeCloseTo(before.teraflopAround, 12);
  expect(report.evaluationMs).toBeGreaterThan(0);
  expect(report.aroundMs).toBeGreaterThan(0);
  expect(report.readMs).toBeGreaterThan(0);
  expect(report.failedAtBytes).toBeNull();
});
