import { html, nothing, type TemplateResult } from 'lit';
import { errorText } from '../strings/errors';
import { expectedDevice } from '../store/expected-device';
import { restorerChoice } from '../store/restorer-choice';
import { counted, progressShare } from '../store/selectors';
import type { PanelState, Running } from '../store/panel-state';
import { announcedShare } from './announced';
import { ofVariant, stageText } from './progress';
import { serverProgress } from './server/server-run';
import type { View } from './view-input';

/**
 * The live region of runs; that of the plan is silent meanwhile. Its words change with the stage and every quarter of the tiles or steps, so
 * that a screen reader is informed and not flooded; its attributes serve automation
 * (panel/AUTOMATION.md).
 */
export function statusView(view: View): TemplateResult {
  const { state } = view;
  const { run } = state;
  const restorer = restorerOf(state);
  const device = deviceOf(state);
  return html`<div
    id="status"
    class="status"
    role="status"
    aria-live="polite"
    data-state=${run.state}
    ?data-stopping=${run.state === 'running' && run.stopping}
    ?data-cancelled=${run.state === 'idle' && run.cancelled}
    data-stage=${run.state === 'running' || run.state === 'error' ? (run.stage ?? nothing) : nothing}
    data-part=${run.state === 'running' && run.stage === 'restore' ? (run.part?.part ?? nothing) : nothing}
    data-restorer=${restorer}
    data-engine=${restorer}
    data-device=${device ?? nothing}
    data-code=${run.state === 'error' ? (run.error.code ?? 'unexpected') : nothing}
  >
    ${statusText(view)}
  </div>`;
}

function statusText({ state, t, f }: View): string {
  const { run, language } = state;
  switch (run.state) {
    case 'idle':
      return run.cancelled ? t.run.cancelled : t.run.ready;
    case 'running':
      if (run.cancelling) return t.run.cancelling;
      return serverProgress({ state, t, f }, run) ?? runningText(run, { t, f });
    case 'done': {
      const name = state.outcome?.layerName ?? '';
      const text = run.isInserted ? t.run.done(name) : t.run.doneAside(name);
      return run.aside === 0 ? text : t.sentences(text, t.results.aside(run.aside));
    }
    case 'error': {
      const { message, hint } = errorText(run.error, language, t);
      return t.sentences(message, hint).trim();
    }
  }
}

function runningText(run: Running, { t, f }: Pick<View, 't' | 'f'>): string {
  const isStepping = run.part?.part === 'sample';
  if (run.stopping && isStepping) return t.unfinished.stopping;
  const share = isMainWork(run) ? progressShare(run) : null;
  const told = announcedShare(share ?? 0);
  const text = told === 0 ? stageText(t, run) : t.run.percent(f.percent(told));
  return ofVariant({ t, f }, run, text);
}

/** Tiles, or the steps of the sampler; the short parts around them are only named. */
function isMainWork(run: Running): boolean {
  const what = counted(run);
  return what?.of === 'tiles' || (what?.of === 'part' && what.part.part === 'sample');
}

function restorerOf(state: PanelState): string {
  const { run } = state;
  if (run.state === 'running' || run.state === 'error') return run.restorer;
  const done = run.state === 'done' ? state.outcome?.report.restorer : undefined;
  return done ?? restorerChoice(state).kind;
}

/** Device that ran, or that would run next while none has. */
function deviceOf(state: PanelState): string | null {
  const { run } = state;
  if (run.state === 'done') return state.outcome?.report.device ?? null;
  if (restorerOf(state) === 'remote') return 'server';
  const running = run.state === 'running' || run.state === 'error' ? run.device : null;
  return running?.device ?? expectedDevice(state)?.kind ?? null;
}
