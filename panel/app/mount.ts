import { render, type LitElement } from 'lit';
import type { CheckRunner } from './diagnostics/check-runner';
import type { HostFileImports } from '../models/host-file-imports';
import type { ModelFiles } from '../models/model-files';
import type { Session } from '../runs/runs';
import { DEFAULT_SETTINGS } from '../settings/settings';
import * as step from '../store/actions';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';
import { formatFor } from '../strings/format';
import { stringsFor } from '../strings/strings';
import { panelView } from '../views/panel';
import type { PanelActions } from '../views/view-input';

/** While a run goes on, the remaining time is shown anew this often. */
const TICK_MS = 500;

export interface MountDeps {
  readonly store: Store<PanelState>;
  readonly actions: PanelActions;
  readonly version: string;
}

/** Draws the panel into `root` whenever the state changes, at most once a task. */
export function mountPanel(root: HTMLElement, { store, actions, version }: MountDeps): void {
  let queued = false;
  let ticking: ReturnType<typeof setInterval> | null = null;

  function draw(): void {
    queued = false;
    const state = store.get();
    const view = {
      state,
      t: stringsFor(state.language),
      f: formatFor(state.language),
      act: actions,
      nowMs: performance.now(),
      wallClockMs: Date.now(),
      version,
    };
    const focused = document.activeElement;
    render(panelView(view), root);
    if (focused !== null && !focused.isConnected) focusNearby(root);
    tick(state.run.state === 'running');
  }

  function tick(running: boolean): void {
    if (running && ticking === null) ticking = setInterval(draw, TICK_MS);
    if (running || ticking === null) return;
    clearInterval(ticking);
    ticking = null;
  }

  store.subscribe(() => {
    if (queued) return;
    queued = true;
    queueMicrotask(draw);
  });
  draw();
}

/** A control that vanished takes the keyboard's place with it; the big button is the next best. */
function focusNearby(root: HTMLElement): void {
  const next = root.querySelector<LitElement>('#cancel, #upscale');
  // It can take the focus once it has drawn itself.
  void next?.updateComplete.then(() => next.focus());
}

export interface ActionDeps {
  readonly store: Store<PanelState>;
  readonly session: Session;
  readonly modelFiles: ModelFiles;
  /** null where the editor has no dialog of its own. */
  readonly hostFiles: HostFileImports | null;
  readonly checks: CheckRunner;
  readonly copyChecks: () => Promise<void>;
  readonly pickModels: () => Promise<void>;
  readonly copyDiagnostics: () => Promise<void>;
  readonly readLicences: () => Promise<void>;
  readonly download: (file: { readonly name: string; readonly blob: Blob }) => void;
  readonly pasteText: PanelActions['pasteText'];
}

/** The views' wishes, as calls of the session and steps of the store. */
export function createActions(deps: ActionDeps): PanelActions {
  const { store, session, modelFiles, hostFiles, checks, download } = deps;
  return {
    upscale: () => void session.upscale(),
    cancel: () => session.cancel(),
    dismissError: () => session.dismissError(),
    closeOutcome: () => session.closeOutcome(),
    insertKept: (id) => void session.insertKept(id),
    discardKept: (id) => void session.discardKept(id),
    saveKept: (id) =>
      void session.pngOfKept(id).then((file) => {
        if (file !== null) download(file);
      }),
    copyDiagnostics: () => void deps.copyDiagnostics(),
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
    pasteText: deps.pasteText,
    chooseConfig: (file) => void modelFiles.chooseConfig(file),
    reset: (name) => store.update(step.setSetting(name, DEFAULT_SETTINGS[name])),
  };
}
