// A process of its own: the emulated server, whose memory and time are not the page's.
import { startComfyUI } from '../../emulators/comfyui/comfyui';
import type { FromServer, ToServer } from './server-process';

/** Shares of a run: sampling and decoding; the rest takes no time. */
const SAMPLING = 0.9;

const tell = (message: FromServer): void => void process.send?.(message);

/** Times each prompt from its first moment to its last, milliseconds. */
async function main(): Promise<void> {
  const [runMs, steps] = process.argv.slice(2).map(Number) as [number, number];
  const comfy = await startComfyUI({
    speed: 1,
    times: { load: 0, other: 0, step: (SAMPLING * runMs) / steps, decode: (1 - SAMPLING) * runMs },
    historyDelay: 0,
  });
  const busyMs: number[] = [];
  const watch = (): void => {
    let from = 0;
    comfy.points.at({ at: 'start' }, () => void (from = performance.now()));
    comfy.points.at({ at: 'end' }, () => {
      busyMs.push(performance.now() - from);
      watch();
    });
  };
  watch();
  process.on('message', (message: ToServer) => {
    if (message === 'stop') void comfy.stop().then(() => process.disconnect?.());
    else tell({ type: 'counted', busyMs });
  });
  tell({ type: 'started', url: comfy.url });
}

void main();
