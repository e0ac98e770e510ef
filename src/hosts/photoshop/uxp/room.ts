import type { BridgeClock } from '../protocol/port';
import type { RunModal } from './modal';
import type { PhotoshopModule } from './types/photoshop';
import type { UxpModule } from './types/uxp';

/** What the operations on documents work with. */
export interface HostRoom {
  readonly photoshop: PhotoshopModule;
  readonly uxp: UxpModule;
  readonly clock: BridgeClock;
  readonly modal: RunModal;
  /** Of one answer. */
  readonly maxBytes: number;
}
