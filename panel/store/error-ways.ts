import type { PackedError } from '../../src/core/errors';
import { SCALES, type Scale } from '../../src/core/document';
import { area, type Size } from '../../src/core/geometry';
import { workingSize } from '../../src/restore/supir/working-size';
import { SETTINGS } from '../settings/table';
import type { Settings } from '../settings/settings';
import { contextOf } from './context-of';
import { expectedDevice } from './expected-device';
import type { PanelState } from './panel-state';

type OtherName = 'tiles-auto' | 'smaller-scale' | 'weights-auto' | 'device-auto' | 'fast';

/** A change of settings that helps against an error which is known before the run. */
export type ErrorWay = { readonly change: Partial<Settings> } & (
  | { readonly name: OtherName }
  /** `working`: the size that SUPIR works at then. */
  | { readonly name: 'smaller-size'; readonly working: Size }
);

/** The ways out of such an error, the least loss first. */
export function waysOutOf(error: PackedError, state: PanelState): readonly ErrorWay[] {
  switch (error.code) {
    case 'selection-too-large':
      return [...smallerTiles(error, state), ...smallerWorkingSize(error, state)];
    case 'no-half-floats':
      return way('weights-auto', state, { weights: 'auto' });
    case 'network-too-large':
    case 'no-webgpu':
      return [...otherDevice(state), ...way('fast', state, { restorer: 'fast' })];
    case null:
    default:
      return [];
  }
}

/** The way, unless the settings are so already. */
function way(
  name: OtherName,
  { settings }: PanelState,
  change: Partial<Settings>,
): readonly ErrorWay[] {
  const names = Object.keys(change) as (keyof Settings)[];
  const isSo = names.every((each) => settings[each] === change[each]);
  return isSo ? [] : [{ name, change }];
}

/** Tiles chosen by hand may overlap so much that too much waits; the panel's own wait in less memory. */
function smallerTiles(error: PackedError, state: PanelState): readonly ErrorWay[] {
  const isOfTiles = state.settings.vaeTiles === 'size' && 'waitingBytes' in error.details;
  return isOfTiles ? way('tiles-auto', state, { vaeTiles: 'auto' }) : [];
}

/** The adapter, where there is one that *auto* would take. */
function otherDevice(state: PanelState): readonly ErrorWay[] {
  const settings = { ...state.settings, device: 'auto' } as const;
  if (expectedDevice({ ...state, settings })?.kind !== 'webgpu') return [];
  return way('device-auto', state, { device: 'auto' });
}

/** The largest smallest size and the largest scale that bring the working picture below the limit. */
function smallerWorkingSize(error: PackedError, state: PanelState): readonly ErrorWay[] {
  const { settings, snapshot } = state;
  if (snapshot?.document == null) return [];
  const context = contextOf(state, snapshot.document, 'supir');
  const at = (scale: Scale, minSize: number): Size => workingSize(context, scale, minSize).working;
  const now = area(at(settings.scale, settings.minSize));
  const limit = Math.min(Number(error.details['limit'] ?? now), now - 1);
  const sizes = sizesBelow(settings.minSize).map((minSize) => ({
    name: 'smaller-size' as const,
    change: { minSize },
    working: at(settings.scale, minSize),
  }));
  const scales = SCALES.filter((scale) => scale < settings.scale)
    .toReversed()
    .map((scale) => ({
      name: 'smaller-scale' as const,
      change: { scale },
      working: at(scale, settings.minSize),
    }));
  return [sizes, scales].flatMap((ways) =>
    ways.filter(({ working }) => area(working) <= limit).slice(0, 1),
  );
}

/** Smallest sizes below one, the largest first. */
function sizesBelow(size: number): readonly number[] {
  const { min, step } = SETTINGS.minSize;
  const count = Math.max(0, Math.ceil((size - min) / step));
  return Array.from({ length: count }, (_, at) => min + at * step).toReversed();
}
