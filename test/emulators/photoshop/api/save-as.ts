import { fileOf } from '../files/store';
import type { DocumentState } from '../model/document';
import { guardChange } from '../modal-guard';
import { writeState } from '../psd/write';
import { call, type Sim } from '../sim';
import { strict } from '../strict';
import { pathOfEntry } from '../uxp/entries';

/** `document.saveAs` */
export function saveAs(sim: Sim, now: () => DocumentState): object {
  const psd = (entry: unknown): Promise<void> =>
    call(sim, 'document.saveAs.psd', () => {
      guardChange(sim, 'save');
      sim.files.files.set(pathOfEntry(sim, entry), fileOf(writeState(now())));
    });
  return strict(sim, 'Document.saveAs', { psd });
}
