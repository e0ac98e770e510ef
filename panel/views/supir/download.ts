import { html, nothing, type TemplateResult } from 'lit';
import {
  freeForAnother,
  knownFile,
  licenceOf,
  type Download,
  type KnownFile,
} from '../../store/library';
import { errorText } from '../../strings/errors';
import { countedBar } from '../controls/counted-bar';
import { onKeys } from '../controls/on-keys';
import type { View } from '../view-input';

/** A file on its way, known or, after a visit with another list of files, no longer so. */
type Named = Pick<KnownFile, 'name' | 'title'>;
type Running = Extract<Download, { phase: 'running' }>;
type Stopped = Extract<Download, { phase: 'stopped' }>;

/** The terms of a file, which come before its first byte, and where it should go. */
export function downloadTerms(view: View, slug: string, file: KnownFile): TemplateResult {
  const { state, t, f, act } = view;
  const { library } = state;
  const text = t.library.terms;
  const licence = licenceOf(library.table, file);
  const needed = file.bytes ?? file.aboutBytes;
  const free = freeForAnother(library);
  const leave = (): void => act.library.discard(file.name);
  // The focus goes to the terms themselves: a second Enter is not to accept what nobody has read.
  return html`<section
    class="card need-terms"
    id="need-${slug}-terms"
    data-tone="notice"
    tabindex="-1"
    data-takes-focus
    aria-labelledby="need-${slug}-terms-title"
    aria-describedby="need-${slug}-terms-text need-${slug}-room"
    @keydown=${onKeys({ Escape: leave })}
  >
    <h4 class="card-title" id="need-${slug}-terms-title">${text.title(file.title)}</h4>
    ${
      licence === null
        ? nothing
        : html`<p class="card-text" id="need-${slug}-terms-text">
            ${t.sentences(
              t.sentence(licence.name),
              licence.commercialUse
                ? text.commercial(licence.holder)
                : text.nonCommercial(licence.holder),
            )}
            <a
              href=${licence.url}
              target="_blank"
              rel="noopener noreferrer"
              aria-label=${t.labelled(text.read, licence.name)}
              >${text.read}</a
            >
          </p>`
    }
    ${
      needed === null
        ? nothing
        : html`<p class="card-text" id="need-${slug}-room">
            ${free === null ? text.room(f.bytes(needed)) : text.roomOf(f.bytes(needed), f.bytes(free))}
          </p>`
    }
    <div class="card-actions">
      <sp-button
        id="need-${slug}-accept"
        size="s"
        variant="accent"
        label=${t.labelled(text.toBrowser, file.title)}
        @click=${() => act.library.accept(file.name, 'browser')}
        >${text.toBrowser}</sp-button
      >
      ${
        library.can.saveAs
          ? html`<sp-button
              id="need-${slug}-accept-file"
              size="s"
              variant="secondary"
              treatment="outline"
              label=${t.labelled(text.toFile, file.title)}
              @click=${() => act.library.accept(file.name, 'file')}
              >${text.toFile}</sp-button
            >`
          : nothing
      }
      <sp-button
        id="need-${slug}-cancel"
        size="s"
        variant="secondary"
        treatment="outline"
        label=${t.labelled(text.cancel, file.title)}
        @click=${leave}
        >${text.cancel}</sp-button
      >
    </div>
    ${library.can.saveAs ? html`<p class="explained">${text.toFileText}</p>` : nothing}
  </section>`;
}

/** A download that runs, or waits for its next try. */
export function downloadProgress(
  view: View,
  slug: string,
  file: Named,
  download: Running,
): TemplateResult {
  const { t, act } = view;
  const { doneBytes, totalBytes, waitsUntilMs, beganAgain } = download;
  const text = t.library.progress;
  return html`<div class="need-progress" id="need-${slug}-progress" data-done=${doneBytes}>
    ${countedBar({
      label: text.downloading(file.title),
      what: counted(view, doneBytes, totalBytes),
      left: leftText(view, download),
      doneBytes,
      totalBytes,
    })}
    <p class="explained" role="status">
      ${waitsUntilMs === null ? nothing : text.waiting(clock(view, waitsUntilMs))}
      ${beganAgain ? text.beganAgain : nothing}
    </p>
    <div class="need-actions">
      <sp-button
        id="need-${slug}-stop"
        size="s"
        variant="secondary"
        treatment="outline"
        label=${t.labelled(text.stop, file.title)}
        @click=${() => act.library.stop(file.name)}
        >${text.stop}</sp-button
      >
    </div>
  </div>`;
}

/** A download that ended before its end: why, and the ways out. */
export function downloadStopped(
  view: View,
  slug: string,
  file: Named,
  download: Stopped,
): TemplateResult {
  const { state, t, act } = view;
  const { doneBytes, error } = download;
  const text = t.library.progress;
  const told = error === null ? null : errorText(error, state.language, t);
  const goOn = doneBytes === 0 ? text.retry : text.resume;
  return html`<div class="need-stopped" id="need-${slug}-stopped">
    ${
      told === null
        ? nothing
        : html`<p class="need-error" role="alert">
            <sp-icon-alert></sp-icon-alert><span>${told.message} ${told.hint}</span>
          </p>`
    }
    <p class="explained">
      ${told !== null && doneBytes === 0 ? nothing : stoppedText(view, download)}
    </p>
    <div class="need-actions">
      ${
        knownFile(state.library.table, file.name) === null
          ? nothing
          : html`<sp-button
              id="need-${slug}-resume"
              size="s"
              variant="accent"
              label=${t.labelled(goOn, file.title)}
              @click=${() => act.library.resume(file.name)}
              >${goOn}</sp-button
            >`
      }
      <sp-button
        id="need-${slug}-discard"
        size="s"
        variant="secondary"
        treatment="outline"
        label=${t.labelled(text.discard, file.title)}
        @click=${() => act.library.discard(file.name)}
        >${text.discard}</sp-button
      >
    </div>
  </div>`;
}

/** That a download was stopped, and how much of it is kept. */
export function stoppedText({ t, f }: View, { doneBytes, totalBytes }: Stopped): string {
  const text = t.library.progress;
  if (doneBytes === 0) return text.stoppedOnly;
  const total = totalBytes ?? doneBytes;
  return text.stopped(f.bytesInUnitOf(doneBytes, total), f.bytes(total));
}

function counted({ t, f }: View, doneBytes: number, totalBytes: number | null): string {
  const text = t.library.progress;
  return totalBytes === null
    ? text.countedOnly(f.bytes(doneBytes))
    : text.counted(f.bytesInUnitOf(doneBytes, totalBytes), f.bytes(totalBytes));
}

/** Bytes that have to have come before their pace tells anything. */
const TELLING_BYTES = 8 * 2 ** 20;

function leftText({ t, f, wallClockMs }: View, download: Running): string {
  const { doneBytes, totalBytes, startBytes, startedAtMs, waitsUntilMs } = download;
  const came = doneBytes - startBytes;
  if (totalBytes === null || waitsUntilMs !== null || came < TELLING_BYTES) return '';
  return f.estimate(((wallClockMs - startedAtMs) / came) * (totalBytes - doneBytes), t);
}

function clock({ state }: View, ms: number): string {
  return new Date(ms).toLocaleTimeString(state.language);
}
