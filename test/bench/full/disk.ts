import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';

const READ_BYTES = 16 * 2 ** 20;

/**
 * Makes the system forget what it keeps of these files in memory, so that the next reads go to the
 * disk; false where that cannot be done.
 */
export function forgetFiles(paths: readonly string[]): boolean {
  return paths.every((file) => {
    const { status } = spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none']);
    return status === 0;
  });
}

/** Reads the files from start to end with plain calls of the system; bytes per second. */
export function readPlainly(paths: readonly string[]): number {
  const room = Buffer.alloc(READ_BYTES);
  const from = performance.now();
  let bytes = 0;
  for (const file of paths) {
    const input = openSync(file, 'r');
    for (let got = -1; got !== 0; bytes += got) got = readSync(input, room);
    closeSync(input);
  }
  return bytes / ((performance.now() - from) / 1e3);
}
