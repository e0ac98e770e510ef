import { packError } from '../../src/core/errors';
import type { HostFileImports } from '../models/host-file-imports';
import type { ModelLibrary } from '../models/library/model-library';
import type { ModelFiles } from '../models/model-files';
import type { ResultComparisons } from '../runs/compare-results';
import type { Runs } from '../runs/runs';
import { DEFAULT_SETTINGS } from '../settings/settings';
import * as step from '../store/actions';
import { otherChosen, resultChosen } from '../store/results-actions';
import { failureForgotten } from '../store/plan-actions';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';
import type { PanelActions, PromptPresetActions, ServerActions } from '../views/view-input';
import type { CheckRunner } from './diagnostics/check-runner';
import type { SaveFile } from './save-file';

export interface ActionDeps {
  readonly store: Store<PanelState>;
  readonly runs: Runs;
  readonly comparisons: ResultComparisons;
  readonly savePicture: SaveFile;
  readonly modelFiles: ModelFiles;
  readonly library: ModelLibrary;
  /** Model files through the editor's own dialog; null where it has none. */
  readonly hostFiles: HostFileImports | null;
  readonly checks: CheckRunner;
  readonly copyChecks: () => Promise<void>;
  /** Puts an address on the clipboard. */
  readonly copyAddress: (address: string) => Promise<void>;
  readonly pickModels: () => Promise<void>;
  readonly copyDiagnostics: () => Promise<void>;
  readonly copyFlag: (flag: string) => Promise<void>;
  readonly readLicences: () => Promise<void>;
  readonly promptPresets: PromptPresetActions;
  readonly server: ServerActions;
  readonly pasteText: PanelActions['pasteText'];
}

/** The views' wishes, as calls of what does them and steps of the store. */
export function createActions(deps: ActionDeps): PanelActions {
  async function saveKept(id: string): Promise<void> {
    const file = await deps.runs.pngOfKept(id);
    if (file === null) return;
    await deps.savePicture(file).catch((error: unknown) => {
      deps.store.update(step.failedBesideRuns(packError(error)));
    });
  }

  const { store, runs, comparisons, modelFiles, library, hostFiles, checks } = deps;
  return {
    upscale: () => void runs.upscale(),
    cancel: () => runs.cancel(),
    stopAndKeep: () => runs.stopAndKeep(),
    goOn: (id) => void runs.goOn(id),
    discardUnfinished: (id) => void runs.discardUnfinished(id),
    dismissError: () => runs.dismissError(),
    closeOutcome: () => runs.closeOutcome(),
    insertKept: (id) => void runs.insertKept(id),
    replaceByKept: (id) => void runs.replaceByKept(id),
    discardKept: (id) => void runs.discardKept(id),
    saveKept: (id) => void saveKept(id),
    copyDiagnostics: () => void deps.copyDiagnostics(),
    copyFlag: (flag) => void deps.copyFlag(flag),
    forgetFailure: () => store.update(failureForgotten),
    showPage(page) {
      store.update(step.showPage(page));
      if (page === 'about') void deps.readLicences();
    },
    set: (name, value) => store.update(step.setSetting(name, value)),
    change: (changes) => store.update(step.changeSettings(changes)),
    pickModels: () => void deps.pickModels(),
    pickModelsInHost: () => void hostFiles?.pick(),
    loadHostFile: (id) => void hostFiles?.load(id),
    forgetHostFile: (id) => void hostFiles?.forget(id),
    cancelHostImport: () => hostFiles?.cancel(),
    runChecks: () => void checks.runAll(),
    runCheck: (name) => void checks.run(name),
    cancelChecks: () => checks.cancel(),
    chooseCheckFile: (file) => checks.chooseFile(file),
    copyChecks: () => void deps.copyChecks(),
    takeModels: (files) => void modelFiles.take(files.map((file) => ({ file, handle: null }))),
    allowModels: () => void modelFiles.allowAgain(),
    removeModel: (role) => void modelFiles.remove(role),
    dismissRefusal: (name) => modelFiles.dismissRefusal(name),
    library: {
      chooseWay: (way) => library.chooseWay(way),
      ask: (name) => library.ask(name),
      accept: (name, where) => void library.accept(name, where),
      resume: (name) => void library.resume(name),
      stop: (name) => library.stop(name),
      discard: (name) => void library.discard(name),
      verify: (role) => void library.verify(role),
      keep: (role) => void library.keep(role),
      cancelWork: () => library.cancelWork(),
      use: (id) => void library.use(id),
      remove: (id) => void library.remove(id),
      saveAs: (id) => void library.saveAs(id),
      dismissFailure: () => library.dismissFailure(),
      copyAddress: (address) => void deps.copyAddress(address),
    },
    promptPresets: deps.promptPresets,
    server: deps.server,
    results: {
      choose(id) {
        store.update(resultChosen(id));
        void comparisons.follow(id);
      },
      compare: (id, against) => void comparisons.show(id, against),
      chooseOther: (id) => store.update(otherChosen(id)),
      look: () => void runs.findKept(),
      closeComparison: () => comparisons.close(),
    },
    tryHere: {
      open: () => void runs.tries.open(),
      move: (point) => runs.tries.move(point),
      go: () => void runs.tries.go(),
      close: () => runs.tries.close(),
    },
    adjust: {
      open: (id) => void runs.adjusting.open(id),
      change: (changes) => runs.adjusting.change(changes),
      reset: () => runs.adjusting.reset(),
      apply: () => void runs.adjusting.apply(),
    },
    pasteText: deps.pasteText,
    chooseConfig: (file) => void modelFiles.chooseConfig(file),
    reset: (name) => store.update(step.setSetting(name, DEFAULT_SETTINGS[name])),
  };
}
