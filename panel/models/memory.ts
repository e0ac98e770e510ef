import type { ModelDescription } from '../../src/model-files/description';
import type { ModelRole } from '../store/models';

/** A file that was chosen in an earlier visit. */
export interface RememberedModel {
  readonly description: ModelDescription;
  /** null where the browser hands no handles out: only the name can be remembered then. */
  readonly handle: FileSystemFileHandle | null;
  /** Id of the copy that the browser keeps; null where there is none. */
  readonly kept: string | null;
}

/** Remembers one file of each role from visit to visit. What cannot be remembered is forgotten. */
export interface ModelMemory {
  recall(): Promise<readonly RememberedModel[]>;
  keep(model: RememberedModel): Promise<void>;
  forget(role: ModelRole): Promise<void>;
}
