import type { CardKnowledge } from '../../src/restore/card-knowledge';
import { deviceName } from './device-name';
import { failedAt } from './measurements';
import type { PanelState } from './panel-state';

/** Cards are sold by powers of two. */
const GIGABYTE = 2 ** 30;

/** What the person, and earlier runs, have said of the memory on the graphics card. */
export function cardKnowledge({
  settings,
  engine,
  measurements,
}: Pick<PanelState, 'settings' | 'engine' | 'measurements'>): CardKnowledge {
  const { cardMemory } = settings;
  return {
    cardBytes: cardMemory === null ? null : cardMemory * GIGABYTE,
    failedAtBytes: engine === null ? null : failedAt(measurements, deviceName(engine, 'webgpu')),
  };
}
