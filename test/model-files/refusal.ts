import { inspectModelFile } from '../../src/model-files/inspect';
import { PanelError } from '../../src/core/errors';
import type { ModelFile } from '../../src/weights/model-file';

/** The error with which a file is refused. */
export async function refusal(file: ModelFile): Promise<PanelError> {
  try {
    await inspectModelFile(file, new AbortController().signal);
  } catch (error) {
    if (error instanceof PanelError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
