import { downloadReserving, keepReserving } from '../../../../panel/models/library/reserving';
import { createReservations } from '../../../../panel/models/library/reservations';
import { codeOf } from '../../../support/code-of';
import { createDiskPlace, createMemoryRecords } from './disk-place';
import { bench, FILE, jobOf, serve, setUp, surroundings, tearDown } from './downloading';

const NEVER = new AbortController().signal;
const ignore = (): void => undefined;

describe('room', () => {
  const free = (bytes: number | null) => createReservations(() => Promise.resolve(bytes));

  it('is less by what earlier work still needs, and by nothing of later work', async () => {
    const reservations = free(100);
    const [first, second, third] = [reservations.open(), reservations.open(), reservations.open()];
    first.needs(60);
    second.needs(30);
    third.needs(90);
    expect(await first.freeBytes()).toBe(100);
    expect(await second.freeBytes()).toBe(40);
    expect(await third.freeBytes()).toBe(10);
    first.needs(20);
    expect(await third.freeBytes()).toBe(50);
    second.release();
    expect(await third.freeBytes()).toBe(80);
  });

  it('is never less than nothing, and unknown where the browser does not say', async () => {
    const reservations = free(100);
    const [first, second] = [reservations.open(), reservations.open()];
    first.needs(500);
    expect(await second.freeBytes()).toBe(0);
    first.needs(-5);
    expect(await second.freeBytes()).toBe(100);
    const silent = free(null);
    silent.open().needs(5);
    expect(await silent.open().freeBytes()).toBeNull();
  });

  it('is reserved no more for what has ended', async () => {
    const reservations = free(100);
    const first = reservations.open();
    first.release();
    first.needs(50);
    expect(await reservations.open().freeBytes()).toBe(100);
  });
});

describe('files that fit one by one', () => {
  beforeEach(setUp);
  afterEach(tearDown);

  it('the second download is refused before it asks, and the first one ends whole', async () => {
    const server = await serve();
    const reservations = createReservations(() => Promise.resolve(FILE.byteLength * 1.5));
    const deps = surroundings();
    const others: Promise<string | null>[] = [];
    const whole = await downloadReserving(reservations, jobOf({}), 0, deps, {
      signal: NEVER,
      onProgress({ doneBytes }) {
        if (doneBytes > 0 || others.length > 0) return;
        const place = createDiskPlace(bench.folder);
        const beside = { ...deps, place, records: createMemoryRecords(), newId: () => 'two' };
        const second = jobOf({ name: 'second.safetensors' });
        const options = { signal: NEVER, onProgress: ignore };
        others.push(codeOf(downloadReserving(reservations, second, 0, beside, options)));
      },
    });
    expect(whole.byteLength).toBe(FILE.byteLength);
    expect(await Promise.all(others)).toEqual(['library-full']);
    expect(server.asked).toHaveLength(1);
    // What the first one needed is free again, as far as it was reserved.
    const again = jobOf({ name: 'third.safetensors' });
    const later = { ...deps, newId: () => 'three' };
    const options = { signal: NEVER, onProgress: ignore };
    expect(await downloadReserving(reservations, again, 0, later, options)).toMatchObject({
      id: 'three',
    });
  });

  it('a copy is refused beside a download that has begun, by what that still needs', async () => {
    await serve();
    const reservations = createReservations(() => Promise.resolve(FILE.byteLength * 1.5));
    const deps = surroundings();
    const kept: Promise<string | null>[] = [];
    await downloadReserving(reservations, jobOf({}), 0, deps, {
      signal: NEVER,
      onProgress({ doneBytes }) {
        if (doneBytes > 0 || kept.length > 0) return;
        const work = { signal: NEVER, onProgress: ignore };
        const beside = { ...deps, newId: () => 'copy' };
        kept.push(
          codeOf(
            keepReserving(reservations, new Blob([new Uint8Array(FILE)]), 'copy', beside, work),
          ),
        );
      },
    });
    expect(await Promise.all(kept)).toEqual(['library-full']);
  });
});
