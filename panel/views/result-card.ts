import { html, nothing, type TemplateResult } from 'lit';
import { RESTORER_NAMES } from '../store/layer-name';
import { seedOf, supirOf } from '../store/report-facts';
import { isGpuFailure } from '../../src/core/events';
import type { AnyReport } from '../../src/restore/remote/remote-report';
import type { Outcome } from '../store/panel-state';
import { adjustView } from './adjust';
import { closeButton } from './controls/close-button';
import { remoteFacts } from './server/remote-facts';
import { keepSeedButton, supirFacts, type Fact } from './supir/result-facts';
import type { View } from './view-input';

/** The last result: its comparison, and the facts of its run. */
export function resultCard(view: View, outcome: Outcome): TemplateResult {
  const { t, f, act, state, version } = view;
  const seed = seedOf(outcome.report);
  const isBusy = state.run.state === 'running';
  return html`<section
    class="result"
    id="result"
    aria-label=${t.result.title}
    data-report=${JSON.stringify({ version, layer: outcome.layerName, ...outcome.report })}
  >
    <div class="result-head">
      <sp-icon-checkmark-circle class="result-icon"></sp-icon-checkmark-circle>
      <h2 class="card-title" id="result-layer">${outcome.layerName}</h2>
      <span class="result-time" id="result-time">${f.duration(outcome.totalMs)}</span>
      ${closeButton('result-close', t.compare.close, () => act.closeOutcome(), isBusy)}
    </div>
    ${
      outcome.compare === null
        ? nothing
        : html`<before-after
            id="compare"
            .pair=${outcome.compare}
            .labels=${t.compare}
            .language=${state.language}
          ></before-after>`
    }
    ${stoppedNote(view, outcome.report)} ${notes(view, outcome.report)}
    ${outcome.adjusting === null ? nothing : adjustView(view, outcome.adjusting)}
    <details class="facts" id="result-details">
      <summary>
        <sp-icon-chevron-right class="chevron"></sp-icon-chevron-right>${t.result.details}
        <span class="facts-short">${shortFacts(view, outcome)}</span>
      </summary>
      <dl class="fact-list">
        ${facts(view, outcome).map(
          ([name, ...values]) =>
            html`<dt>${name}</dt>
              ${values.map((value) => html`<dd>${value}</dd>`)}`,
        )}
      </dl>
      ${seed === null ? nothing : keepSeedButton(view, seed)}
    </details>
  </section>`;
}

/** The step after which the person stopped the run. */
function stoppedNote({ t, f }: View, report: AnyReport): TemplateResult | typeof nothing {
  const supir = supirOf(report);
  if (supir?.stoppedAfter === undefined) return nothing;
  const { stoppedAfter, steps } = supir;
  return html`<p class="card-text" id="result-stopped" data-step=${stoppedAfter}>
    ${t.unfinished.stoppedAfter(f.integer(stoppedAfter), f.integer(steps))}
  </p>`;
}

/** Notices that are no details: another device than expected, or what the layers show together. */
function notes({ t }: View, { notices }: AnyReport): TemplateResult[] {
  return notices
    .filter((notice) => notice !== 'smaller-tiles')
    .map(
      (notice) =>
        html`<p
          class="card-text"
          id=${isGpuFailure(notice) ? 'result-note' : 'result-source-note'}
          data-notice=${notice}
        >
          ${t.result.notices[notice]}
        </p>`,
    );
}

function shortFacts({ t, f }: View, { report, size }: Outcome): string {
  return `${RESTORER_NAMES[report.restorer]} · ${t.settings.scaleOption(f.scale(report.scale))} · ${f.size(size)}`;
}

function facts(view: View, { report, size, totalMs, layerName }: Outcome): readonly Fact[] {
  const { t, f } = view;
  const r = t.result;
  return [
    [r.layer, layerName],
    [r.restorer, RESTORER_NAMES[report.restorer]],
    [r.model, report.model],
    ...deviceFacts(view, report),
    [r.scale, t.settings.scaleOption(f.scale(report.scale))],
    [r.mode, t.setting.mode.option[report.mode]],
    [r.size, f.size(size)],
    [r.tiles, r.tilesValue(f.integer(report.tiles), f.size(report.tileSize))],
    ...ownFacts(view, report),
    [r.time, f.duration(totalMs)],
    [r.network, f.duration(report.networkMs)],
    [r.memory, r.megabytes(f.integer(report.peakBytes / 1e6))],
    ...report.notices.map((notice): Fact => [r.notice, r.notices[notice]]),
  ];
}

function deviceFacts({ t }: View, report: AnyReport): readonly Fact[] {
  const r = t.result;
  if (report.restorer === 'remote') return [[r.device, report.deviceLabel]];
  const device =
    report.device === 'webgpu'
      ? t.device.webgpu(report.deviceLabel)
      : `CPU (WebAssembly) · ${report.deviceLabel}`;
  return [
    [r.precision, r.precisionValue[report.precision]],
    [r.device, device],
  ];
}

function ownFacts(view: View, report: AnyReport): readonly Fact[] {
  if (report.restorer === 'remote') return remoteFacts(view, report.remote);
  return report.supir === null ? [] : supirFacts(view, report.supir);
}
