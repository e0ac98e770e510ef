import type { DeviceKind } from '../core/events';
import type { Runtime } from '../onnx/session';
import { tilePixelsFor } from '../restore/fast/fast-plan';
import type { PlatformReport } from './engine';
import type { Platform } from './platform';
import { createSessionCache, type SessionCache } from './session-cache';

/** A device with what was made on it. */
export interface HeldDevice {
  readonly runtime: Runtime;
  readonly sessions: SessionCache;
  readonly maxTilePixels: number;
}

/** What the machine has, and the one device of it that is held. */
export interface Machine {
  /** Found out once until a device is let go. */
  probe(): Promise<PlatformReport>;
  /**
   * The device of this kind, made where another or none is held.
   *
   * @throws DeviceError when it cannot be had
   */
  hold(kind: DeviceKind, maxBufferBytes: number | null): Promise<HeldDevice>;
  /** Frees sessions and device, also when the device is lost already. */
  letGo(): Promise<void>;
  readonly held: HeldDevice | null;
}

/** `onLost`: the held device went away by itself, perhaps between two jobs. */
export function createMachine(
  platform: Pick<Platform, 'probe' | 'createRuntime'>,
  onLost: () => void,
): Machine {
  let report: Promise<PlatformReport> | null = null;
  let held: HeldDevice | null = null;

  const letGo = async (): Promise<void> => {
    const old = held;
    held = null;
    report = null;
    if (old === null) return;
    await old.sessions.clear();
    await old.runtime.dispose();
  };

  return {
    probe() {
      const asked = (report ??= platform.probe());
      asked.catch(() => {
        if (report === asked) report = null;
      });
      return asked;
    },
    async hold(kind, maxBufferBytes) {
      if (held?.runtime.device === kind) return held;
      await letGo();
      const runtime = await platform.createRuntime(kind);
      const maxTilePixels = tilePixelsFor(kind, maxBufferBytes);
      const made = { runtime, maxTilePixels, sessions: createSessionCache(maxTilePixels) };
      held = made;
      void runtime.lost.then(() => {
        if (held === made) onLost();
      });
      return made;
    },
    letGo,
    get held() {
      return held;
    },
  };
}
