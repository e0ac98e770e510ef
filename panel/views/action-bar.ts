import { html, nothing, type TemplateResult } from 'lit';
import { expectedDevice } from '../store/expected-device';
import { canStopAndKeep, canUpscale, progressShare } from '../store/selectors';
import type { Running } from '../store/panel-state';
import type { Keeping } from '../store/unfinished';
import type { Strings } from '../strings/strings';
import { deviceView } from './device';
import { progressText, remainingText } from './progress';
import { planAnnounced, planView } from './supir/plan/plan-view';
import { statusView } from './run-status';
import { serverNotes, serverProgress, stoppingNote } from './server/server-run';
import type { View } from './view-input';

/** The bottom of the panel: the plan, the big button or the state of the run, and the device. */
export function actionBar(view: View): TemplateResult {
  const { run } = view.state;
  return html`<footer class="action-bar" data-state=${run.state}>
    ${planView(view)} ${stoppingNote(view)}
    ${run.state === 'running' ? progressView(view, run) : upscaleButton(view)}
    <div class="foot">${deviceView(view)}</div>
    ${statusView(view)} ${planAnnounced(view)}
  </footer>`;
}

function upscaleButton({ state, t, act }: View): TemplateResult {
  return html`<sp-button
    id="upscale"
    class="primary"
    size="l"
    variant="accent"
    ?disabled=${!canUpscale(state)}
    @click=${() => act.upscale()}
  >
    <sp-icon-magic-wand slot="icon"></sp-icon-magic-wand>
    ${t.run.upscale}
  </sp-button>`;
}

function progressView(view: View, run: Running): TemplateResult {
  const { t, act } = view;
  const share = progressShare(run);
  const text = serverProgress(view, run) ?? progressText(view, run);
  return html`<div class="progress">
    <div class="progress-text">
      <span class="progress-what" id="progress-what">${text}</span>
      <span class="progress-left" id="progress-left">${remainingText(view, run)}</span>
    </div>
    <sp-progress-bar
      id="progress"
      size="m"
      aria-label=${text}
      ?indeterminate=${share === null}
      .progress=${Math.round((share ?? 0) * 100)}
    ></sp-progress-bar>
    ${run.restorer === 'remote' ? serverNotes(view) : fallbackNote(view)} ${keepingNote(view, run)}
    <div class="progress-actions">
      ${stopButton(view, run)}
      <sp-button
        id="cancel"
        class="primary"
        size="l"
        variant="secondary"
        treatment="outline"
        @click=${() => act.cancel()}
      >
        ${run.cancelling ? t.run.cancelling : t.run.cancel}
      </sp-button>
    </div>
  </div>`;
}

/** It stands where SUPIR restores, so that Cancel stays in its place when the steps begin. */
function stopButton({ t, act }: View, run: Running): TemplateResult | typeof nothing {
  if (run.purpose !== 'run' || run.restorer !== 'supir' || run.stage !== 'restore') return nothing;
  return html`<sp-button
    id="stop-and-keep"
    class="primary"
    size="l"
    variant="secondary"
    ?disabled=${!canStopAndKeep(run)}
    @click=${() => act.stopAndKeep()}
  >
    ${run.stopping ? t.unfinished.stopping : t.unfinished.stop}
  </sp-button>`;
}

/** Notes that not all of the run could be gone on with if its page ended now. */
function keepingNote({ t, f }: View, { keeping }: Running): TemplateResult | typeof nothing {
  if (keeping === null || keeping.state === 'lasting') return nothing;
  return html`<p class="progress-note" id="run-keeping" role="status" data-keeping=${keeping.state}>
    ${keepingWords(t.unfinished.keeping, f, keeping)}
  </p>`;
}

function keepingWords(
  { passing, refused, nothingKept }: Strings['unfinished']['keeping'],
  f: View['f'],
  keeping: Exclude<Keeping, { readonly state: 'lasting' }>,
): string {
  if (keeping.state === 'passing') return passing;
  return keeping.done === 0 ? nothingKept : refused(f.integer(keeping.done));
}

/** Notes that the processor does the work of the graphics card, and why. */
function fallbackNote({ state, t }: View): TemplateResult | typeof nothing {
  const reason = expectedDevice(state)?.reason;
  if (reason?.code !== 'failed') return nothing;
  return html`<p class="progress-note" id="progress-note" data-notice=${reason.failure}>
    ${t.result.notices[reason.failure]}
  </p>`;
}
