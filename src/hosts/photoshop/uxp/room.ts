import type { BridgeClock } from '../protocol/port';
import type { RunModal } from './modal';
import type { PhotoshopModule } from './types/photoshop';
import type { UxpModule } from './types/uxp';

/** Dependencies of the operations on documents. */
export interface HostRoom {
  readonly photoshop: PhotoshopModule;
  readonly uxp: UxpModule;
  readonly clock: BridgeClock;
  readonly modal: RunModal;
  /** Most bytes of one answer. */
  readonly maxBytes: number;
}
