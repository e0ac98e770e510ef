import { feather } from '../../photopea/model/feather';
import { commit } from '../history';
import { coverageExtent, type Coverage } from '../model/coverage';
import { canvasOf, type DocumentState, type OpenDocument } from '../model/document';
import { guardChange } from '../modal-guard';
import { call, type Sim } from '../sim';
import { strict } from '../strict';
import { rectOf, sizedBounds, type Bounds } from './bounds';
import { stillOpen } from './lookup';

/** What is selected; in quick mask mode that is a channel. */
export function selectionOf(sim: Sim, state: DocumentState): Coverage | null {
  return state.quickMask && sim.rules('S11') ? null : state.selection;
}

function isSolid({ rect, data }: Coverage): boolean {
  return data.length === rect.width * rect.height && data.every((value) => value === 255);
}

/** null where nothing is selected at all. */
export function asSelection(coverage: Coverage): Coverage | null {
  return coverageExtent(coverage) === null ? null : coverage;
}

export function fullRect(rect: Coverage['rect']): Coverage {
  return { rect, data: new Uint8Array(rect.width * rect.height).fill(255), outside: 0 };
}

export function selectionObject(sim: Sim, document: OpenDocument): object {
  const state = (): DocumentState => stillOpen(sim, document).state;
  const change = (name: string, row: string, next: () => Coverage | null): Promise<void> =>
    call(sim, `selection.${name}`, () => {
      guardChange(sim, 'set');
      commit(sim, document, row, { ...state(), selection: next() });
    });
  const target = {
    get bounds() {
      const selection = selectionOf(sim, state());
      if (selection === null) return sim.rules('S9') ? null : sizedBounds(canvasOf(state()));
      return sizedBounds(coverageExtent(selection) ?? selection.rect);
    },
    get solid() {
      const selection = selectionOf(sim, state());
      return selection !== null && (isSolid(selection) || !sim.rules('S9'));
    },
    get docId() {
      return document.id;
    },
    typename: 'Selection',
    deselect: () => change('deselect', 'Deselect', () => null),
    selectAll: () => change('selectAll', 'Select All', () => fullRect(canvasOf(state()))),
    selectRectangle: (bounds: Bounds) =>
      change('selectRectangle', 'Rectangular Marquee', () => fullRect(rectOf(bounds))),
    feather: (radius: number) =>
      change('feather', 'Feather', () => {
        const { selection } = state();
        return selection && asSelection(feather({ ...selection, outside: 0 }, radius));
      }),
  };
  return strict(sim, 'Selection', target);
}
