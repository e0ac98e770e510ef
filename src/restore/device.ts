import type { DeviceKind } from '../core/events';
import type { Size } from '../core/geometry';
import type { Session } from '../onnx/session';
import type { Head } from './plan';
import type { DeviceChoice } from './request';

export interface SessionOptions {
  readonly signal: AbortSignal;
  readonly onLoad: (doneBytes: number, totalBytes: number) => void;
}

/** What a run needs of a device. The engine owns it and everything that it hands out. */
export interface RestoreDevice {
  readonly kind: DeviceKind;
  /** The adapter's name, or how many wasm threads run. */
  readonly label: string;
  /** Name of the network. */
  readonly model: string;
  /** Largest tile, pixels. */
  readonly maxTilePixels: number;
  /** The network for tiles of this size: input `image`, output `restored`. */
  session(head: Head, tileSize: Size, options: SessionOptions): Promise<Session>;
  /** Frees the sessions, so that smaller ones find room. */
  freeSessions(): Promise<void>;
}

export interface DeviceSource {
  /** @throws DeviceError when the choice cannot be met */
  acquire(choice: DeviceChoice, signal: AbortSignal): Promise<RestoreDevice>;
}
