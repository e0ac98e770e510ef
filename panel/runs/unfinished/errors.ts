import { ModelError, PanelError } from '../../../src/core/errors';

export function runElsewhere(): PanelError {
  return new PanelError({
    code: 'unfinished-run-elsewhere',
    message: 'The panel goes on with this run in another tab.',
    hint: 'Wait there for its end, or cancel it there first.',
  });
}

export function runLost(): PanelError {
  return new PanelError({
    code: 'unfinished-run-lost',
    message: 'What was kept of the unfinished run is gone or damaged.',
    hint: 'Restore the selection anew.',
  });
}

/** `name`: of the file that the run was begun with, and of another one that is chosen now. */
export function changedFile(name: string): ModelError {
  return new ModelError({
    code: 'unfinished-run-changed-file',
    message: `“${name}” is not the file any more that the unfinished run was begun with: it was changed or replaced since.`,
    hint: 'Choose the file as it was under Model files, then go on; or discard the unfinished run.',
    details: { name },
  });
}

/** `name`: of the file that the run was begun with. */
export function otherFiles(name: string): ModelError {
  return new ModelError({
    code: 'unfinished-run-other-files',
    message: `The unfinished run was begun with another file than the one that is chosen now: “${name}”.`,
    hint: 'Choose that file under Model files, then go on; or discard the unfinished run.',
    details: { name },
  });
}
