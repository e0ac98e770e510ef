import { PanelError } from '../../../src/core/errors';
import type { RunEvent } from '../../../src/core/events';
import type { SupirRestorer } from '../../../src/restore/request';
import { bytesSource } from '../../../src/weights/byte-source';
import { openSafetensors, type SafetensorsFile } from '../../../src/weights/safetensors';
import { recordedEngine } from '../../../scripts/record/picture';
import { adapterOf } from '../../emulators/gpu/adapters';
import { installRecordingGpu } from '../../emulators/gpu/install';
import { supirRequest, tinyBytes, TINY_SUPIR, waves } from '../../restore/supir/tiny-supir';

export interface Run {
  /** Which pair of files: equal numbers, yet other files. */
  readonly pair: string;
  readonly weights: SupirRestorer['weights'];
}

export interface Ran {
  /** Code of the error; null: it went through. */
  readonly thrown: string | null;
  readonly notices: readonly string[];
  /** Bytes read of the files for weights; 0 where the run threw. */
  readonly read: number;
  readonly peak: number;
  /** Bytes on the device when the texts were embedded. */
  readonly afterTexts: number;
  /** Bytes on the device when it had ended. */
  readonly resting: number;
}

/** Restores with the tiny networks, one run after the other in one engine, on a card of so many bytes. */
export async function work(runs: readonly Run[], memoryBytes?: number): Promise<readonly Ran[]> {
  const card = memoryBytes === undefined ? {} : { memoryBytes };
  const { recorder } = installRecordingGpu(adapterOf('nvidia'), card);
  const opened = new Map<string, SafetensorsFile>();
  const engine = recordedEngine((runtime) => runtime, {
    openModel({ name }) {
      const [, file = ''] = name.split('/');
      const found = opened.get(name) ?? openSafetensors(bytesSource(name, tinyBytes(file)));
      opened.set(name, found);
      return found;
    },
  });
  const ran: Ran[] = [];
  for (const { pair, weights } of runs) {
    const { supir, sdxl } = TINY_SUPIR.files;
    const files = {
      supir: { ...supir, name: `${pair}/${supir.name}` },
      sdxl: { ...sdxl, name: `${pair}/${sdxl.name}` },
    };
    const settings = { ...TINY_SUPIR.settings, steps: 1 };
    const request = supirRequest(
      waves({ width: 64, height: 64 }),
      { device: 'webgpu' },
      { files, weights, settings },
    );
    recorder.restart();
    const notices: string[] = [];
    let afterTexts = 0;
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'notice') notices.push(event.notice);
      if (event.type === 'part' && event.part === 'denoise-encode' && event.done === 0) {
        afterTexts = recorder.resident;
      }
    };
    const ended = engine.restore(request, { signal: new AbortController().signal, onEvent });
    const result = await ended.catch((error: unknown) =>
      error instanceof PanelError ? error.code : String(error),
    );
    const failed = typeof result === 'string';
    ran.push({
      thrown: failed ? result : null,
      notices,
      read: failed ? 0 : (result.report.supir?.readBytes ?? 0),
      peak: recorder.restart().peak,
      afterTexts,
      resting: recorder.resident,
    });
  }
  await engine.release();
  return ran;
}
