import { LIMITS } from '../../../src/hosts/photoshop/protocol/limits';
import { NEVER } from '../../hosts/photoshop/uxp/documents';
import { fixed, printTable } from '../table';
import { builtStage } from './plugin';

const BYTES = 32 * 2 ** 20;
const REPEATS = 5;

/** Bytes a second of base64 in JSON text and back, by what Node has for it, in pieces as the bridge's. */
function plainCopy(): number {
  const bytes = new Uint8Array(BYTES);
  const out = new Uint8Array(BYTES);
  const from = performance.now();
  for (let at = 0; at < BYTES; at += LIMITS.chunkBytes) {
    const length = Math.min(LIMITS.chunkBytes, BYTES - at);
    const d = Buffer.from(bytes.buffer, at, length).toString('base64');
    const back = JSON.parse(JSON.stringify({ d })) as { readonly d: string };
    out.set(Buffer.from(back.d, 'base64'), at);
  }
  return (BYTES * 1e3) / (performance.now() - from);
}

/** Both ends and the line between them take turns on one thread, so that each adds to the time. */
export async function benchBridge(): Promise<void> {
  const stage = await builtStage({ switches: { bridgeSpeed: Infinity } });
  let [toPlugin, toPage, plain] = [0, 0, 0];
  for (let turn = 0; turn < REPEATS; turn++) {
    const speed = await stage.link.measure(BYTES, NEVER);
    toPlugin = Math.max(toPlugin, speed.toPlugin);
    toPage = Math.max(toPage, speed.toPage);
    plain = Math.max(plain, plainCopy());
  }
  stage.dispose();
  const row = (name: string, speed: number) => [
    name,
    fixed(speed / 1e6, 0),
    fixed(plain / 1e6, 0),
    fixed(plain / speed, 1),
  ];
  printTable(
    `Bridge, ${BYTES / 2 ** 20} MiB over JSON text that nothing slows down, best of ${REPEATS}; checksums, ` +
      'acknowledgements and both ends on one thread, against base64 in JSON by Node itself',
    ['direction', 'MB/s', 'plain copy MB/s', 'times the time'],
    [row('page to plugin', toPlugin), row('plugin to page', toPage)],
  );
}
