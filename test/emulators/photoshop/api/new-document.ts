import type { DocumentSpec } from '../types';
import { LAB_PROFILE, WORKING } from '../model/color';
import type { DocumentState } from '../model/document';
import { newLayer } from '../model/layer';
import { spaceOf } from '../psd/resources';
import type { Sim } from '../sim';

const PPI = 72;

/** A document with one empty layer. */
export function newDocumentState(sim: Sim, spec: DocumentSpec): DocumentState {
  const { mode = 'rgb', depth = 8, width, height } = spec;
  const named = spec.profile === undefined ? WORKING[spaceOf(mode)] : spec.profile;
  const profile = mode === 'lab' ? LAB_PROFILE : named;
  const layer = newLayer(sim.nextId(), 'Layer 1');
  return {
    size: { width, height },
    resolution: PPI,
    mode,
    depth,
    profile: profile === null ? null : { name: profile, bytes: null },
    layers: [layer],
    active: [layer.id],
    selection: null,
    quickMask: false,
    rest: { resources: [], blocks: [] },
  };
}
