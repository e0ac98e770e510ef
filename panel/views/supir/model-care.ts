import { html, nothing, type TemplateResult } from 'lit';
import { verdictFor, type FileWork } from '../../store/library';
import type { HeldModel, ModelRole } from '../../store/models';
import type { Verdict } from '../../store/recognise';
import { countedBar } from '../controls/counted-bar';
import type { View } from '../view-input';
import { fileError } from './file-error';

/** What can be done with a chosen file: verify it, keep a copy; and what came of it. */
export function modelCare(
  view: View,
  role: ModelRole,
  held: HeldModel,
): TemplateResult | typeof nothing {
  const { state, t, act } = view;
  const { library, models } = state;
  if (held.access !== 'open') return nothing;
  const text = t.library.care;
  const verdict = verdictFor(library, models, role);
  const isKept = (held.kept ?? null) !== null;
  const busy = library.work !== null;
  return html`<div class="model-care" id="model-${role}-care" data-keeps-focus>
    <p class="model-verdict" id="model-${role}-verdict" data-verdict=${verdict?.kind ?? nothing}>
      ${verdict === null ? nothing : html`${VERDICT_ICONS[verdict.kind]}<span>${verdictText(view, verdict)}</span>`}
    </p>
    ${isKept ? html`<span class="explained model-kept">${text.kept}</span>` : nothing}
    <div class="model-care-actions">
      <sp-action-button
        id="model-${role}-verify"
        size="xs"
        quiet
        label=${t.labelled(text.verify, held.description.name)}
        data-leads-to="library-work-cancel"
        ?disabled=${busy}
        @click=${() => act.library.verify(role)}
        >${text.verify}</sp-action-button
      >
      ${
        library.can.keep && !isKept
          ? html`<sp-action-button
              id="model-${role}-keep"
              size="xs"
              quiet
              label=${t.labelled(text.keep, held.description.name)}
              data-leads-to="library-work-cancel"
              ?disabled=${busy}
              @click=${() => act.library.keep(role)}
              >${text.keep}</sp-action-button
            >`
          : nothing
      }
    </div>
  </div>`;
}

const VERDICT_ICONS: Readonly<Record<Verdict['kind'], TemplateResult>> = {
  genuine: html`<sp-icon-checkmark-circle></sp-icon-checkmark-circle>`,
  damaged: html`<sp-icon-alert></sp-icon-alert>`,
  unknown: html`<sp-icon-info></sp-icon-info>`,
};

export function verdictText({ t }: View, verdict: Verdict): string {
  const text = t.library.care.verdict;
  return verdict.kind === 'unknown' ? text.unknown : text[verdict.kind](verdict.title);
}

/** The counted work on a file, and what went wrong last. */
export function libraryWork(view: View): TemplateResult {
  const { work, failed } = view.state.library;
  return html`<div data-keeps-focus>
    ${work === null ? nothing : workBar(view, work)}
    ${failed === null ? nothing : failure(view, failed)}
  </div>`;
}

function workBar(
  { t, f, act }: View,
  { kind, name, doneBytes, totalBytes }: FileWork,
): TemplateResult {
  const text = t.library.care;
  const what = text.work[kind](name);
  return html`<div class="library-work" id="library-work" data-kind=${kind} data-done=${doneBytes}>
    ${countedBar({
      label: what,
      what,
      left: t.library.progress.counted(f.bytesInUnitOf(doneBytes, totalBytes), f.bytes(totalBytes)),
      doneBytes,
      totalBytes,
    })}
    <sp-button
      id="library-work-cancel"
      size="s"
      variant="secondary"
      treatment="outline"
      label=${t.labelled(text.cancel, name)}
      @click=${() => act.library.cancelWork()}
      >${text.cancel}</sp-button
    >
  </div>`;
}

function failure(
  view: View,
  { name, error }: NonNullable<View['state']['library']['failed']>,
): TemplateResult {
  const { t, act } = view;
  return html`<section
    class="card"
    id="library-failed"
    role="alert"
    data-tone="negative"
    data-name=${name}
    data-code=${error.code ?? 'unexpected'}
  >
    ${fileError(view, name, error, {
      id: 'library-failed-dismiss',
      label: t.labelled(t.library.care.dismiss, name),
      onClick: () => act.library.dismissFailure(),
    })}
  </section>`;
}
