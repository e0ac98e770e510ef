import type { DeviceKind } from '../../../src/core/events';
import type { RestoreRequest, SupirRestorer } from '../../../src/restore/request';
import type { CardKnowledge } from '../../../src/restore/card-knowledge';
import type { Models } from '../../store/models';
import { openModels } from '../../store/models-readiness';
import type { Settings } from '../../settings/settings';
import type { FileMarks, TakenRun, UnfinishedRuns } from '../../store/unfinished';
import { changedFile, otherFiles } from './errors';
import { isSameFile } from './file-marks';

/**
 * The request that a run was begun with, for `device`: the same files, and all that was asked then,
 * whatever the settings are now.
 *
 * @throws ModelError `unfinished-run-other-files`, `unfinished-run-changed-file`, and what
 * `openModels` and `marks` throw
 */
export async function requestAsBegun(
  { run, begun }: Pick<TakenRun, 'run' | 'begun'>,
  device: DeviceKind,
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
  };
  return { ...begun.request, device, id, scale, mode, canvas, memory, restorer };
}

function checkFiles(begun: FileMarks, chosen: FileMarks): void {
  for (const role of ['supir', 'sdxl', 'lora'] as const) {
    const [wanted, given] = [begun[role], chosen[role]];
    if (wanted === null) continue;
    if (given !== null && isSameFile(wanted, given)) continue;
    throw given?.name === wanted.name ? changedFile(wanted.name) : otherFiles(wanted.name);
  }
}
