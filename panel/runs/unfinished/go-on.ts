import type { RestoreRequest, SupirRestorer } from '../../../src/restore/request';
import type { CardKnowledge } from '../../../src/restore/card-knowledge';
import type { Models } from '../../store/models';
import { openModels } from '../../store/models-readiness';
import type { Settings } from '../../settings/settings';
import type { FileMarks, TakenRun, UnfinishedRuns } from '../../store/unfinished';
import { otherFiles } from './errors';
import { isSameFile } from './file-marks';

/**
 * The request that goes on with a run: the same files, and all that was asked at its beginning,
 * whatever the settings are now.
 *
 * @throws ModelError `unfinished-run-other-files`, and what `openModels` throws
 */
export async function requestToGoOn(
  { run, begun, stepsDone }: TakenRun,
  models: Models,
  settings: Pick<Settings, 'licenceAccepted' | 'loraStrength'>,
  memory: CardKnowledge,
  unfinished: Pick<UnfinishedRuns, 'marks'>,
): Promise<RestoreRequest<SupirRestorer>> {
  const { lora: wanted } = run.files;
  const loraStrength = wanted?.strength ?? settings.loraStrength;
  const { files, lora, config } = openModels(models, { ...settings, loraStrength });
  const chosen = { ...files, lora: wanted === null ? null : (lora ?? null) };
  checkFiles(run.files, await unfinished.marks(chosen));
  const { id, scale, mode, canvas } = run;
  const restorer: SupirRestorer = {
    ...begun.restorer,
    kind: 'supir',
    files,
    ...(chosen.lora !== null && { lora: chosen.lora }),
    config,
    from: stepsDone,
  };
  return { ...begun.request, id, scale, mode, canvas, memory, restorer };
}

function checkFiles(begun: FileMarks, chosen: FileMarks): void {
  for (const role of ['supir', 'sdxl', 'lora'] as const) {
    const [wanted, given] = [begun[role], chosen[role]];
    if (wanted === null) continue;
    if (given === null || !isSameFile(wanted, given)) throw otherFiles(wanted.name);
  }
}
