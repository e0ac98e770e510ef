import { WORKING, type ColorSpace } from '../model/color';
import type { DocumentState } from '../model/document';
import { spaceOf } from '../psd/resources';
import type { Sim } from '../sim';

const NONE = 'None';

function linearNote(state: DocumentState): string {
  return spaceOf(state.mode) === 'Grayscale'
    ? ' (Linear Grayscale Profile)'
    : ' (Linear RGB Profile)';
}

export function profileName(sim: Sim, state: DocumentState): string {
  if (state.profile === null) {
    return sim.rules('S19') ? NONE : WORKING[spaceOf(state.mode)];
  }
  const { name } = state.profile;
  return state.depth === 32 && sim.rules('S20') ? `${name}${linearNote(state)}` : name;
}

/** What the document's numbers mean; untagged ones are taken as the working space. */
export function documentSpace(state: DocumentState): ColorSpace {
  const name = spaceOf(state.mode);
  return { name, profile: state.profile?.name ?? WORKING[name] };
}
