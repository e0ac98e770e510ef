import { html, nothing, type TemplateResult } from 'lit';
import { deviceName } from '../store/device-name';
import { goingOnDevice } from '../store/going-on-device';
import type { PanelState } from '../store/panel-state';
import type { UnfinishedRun } from '../store/unfinished';
import type { View } from './view-input';

/** The newest run that ended before its result. */
export function unfinishedCard(view: View): TemplateResult | typeof nothing {
  const { state, t, f, act } = view;
  const [newest, ...others] = state.unfinished;
  if (newest === undefined || state.run.state === 'running') return nothing;
  const text = t.unfinished;
  const { id, done, steps, variantsLeft, savedAtMs } = newest;
  const device = deviceOf(newest, state);
  return html`<section
    class="card"
    id="unfinished"
    data-tone="notice"
    data-done=${done}
    data-steps=${steps}
    data-variants-left=${variantsLeft}
    aria-label=${text.title}
  >
    <div class="card-head">
      <sp-icon-clock class="card-icon"></sp-icon-clock>
      <h2 class="card-title">${text.title}</h2>
    </div>
    <p class="card-text" id="unfinished-text">
      ${unfinishedText(view, newest)} ${isNews(device) ? nothing : text.device[device]}
      ${variantsLeft === 0 ? nothing : text.variantsLeft(variantsLeft)}
    </p>
    <p class="card-meta">
      ${filesOf(newest)} · ${text.age(f.ago(savedAtMs, view.wallClockMs))}
      ${others.length === 0 ? nothing : html`· ${t.kept.more(f.integer(others.length))}`}
    </p>
    ${
      isNews(device)
        ? html`<p class="card-text" id="unfinished-device">${text.device[device]}</p>`
        : nothing
    }
    ${
      newest.lasting === false
        ? html`<p class="card-text" id="unfinished-passing">${text.passing}</p>`
        : nothing
    }
    <div class="card-actions">
      <sp-button id="unfinished-go-on" size="s" variant="accent" @click=${() => act.goOn(id)}
        >${text.goOn}</sp-button
      >
      <sp-button
        id="unfinished-discard"
        size="s"
        variant="secondary"
        treatment="outline"
        @click=${() => act.discardUnfinished(id)}
        >${text.discard}</sp-button
      >
    </div>
  </section>`;
}

/** How far a run has come. */
export function unfinishedText({ t, f }: View, run: UnfinishedRun): string {
  const { done, steps, documentName } = run;
  return done === 0
    ? t.unfinished.notBegun(documentName)
    : t.unfinished.text(f.integer(done), f.integer(steps), documentName);
}

function filesOf({ files: { supir, sdxl, lora } }: UnfinishedRun): string {
  return [supir, sdxl, ...(lora === null ? [] : [lora])].map(({ name }) => name).join(' + ');
}

type GoingOn = 'same' | 'other' | 'processor' | 'unknown';

/** What goes on, as against what has begun. */
function deviceOf(run: UnfinishedRun, state: PanelState): GoingOn {
  const { engine } = state;
  if (engine === null || run.deviceName === null) return 'unknown';
  const kind = goingOnDevice(run, state);
  if (kind !== run.device && kind === 'wasm') return 'processor';
  return deviceName(engine, kind) === run.deviceName ? 'same' : 'other';
}

/** Another adapter, driver or processor rounds differently: as good a picture, but not the same. */
function isNews(device: GoingOn): boolean {
  return device === 'other' || device === 'processor';
}
