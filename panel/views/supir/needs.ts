import { html, nothing, type TemplateResult } from 'lit';
import {
  downloadOf,
  licenceOf,
  recommended,
  type Download,
  type KnownFile,
} from '../../store/library';
import type { ModelRole, Models } from '../../store/models';
import { copyButton } from '../controls/copy-button';
import { segmented } from '../controls/segmented';
import type { View } from '../view-input';
import { downloadProgress, downloadStopped, downloadTerms } from './download';

const NEEDED = ['supir', 'sdxl'] as const satisfies readonly ModelRole[];

/** Roles without a file, or of whose file only the name is remembered. */
export function neededRoles(models: Models): readonly (typeof NEEDED)[number][] {
  return NEEDED.filter((role) => (models[role]?.access ?? 'gone') === 'gone');
}

/** The files that are missing: one recommended for each, and the ways to it. */
export function needs(view: View): TemplateResult | typeof nothing {
  const { state, t, act } = view;
  const { models, library } = state;
  const missing = neededRoles(models);
  if (missing.length === 0) return nothing;
  const text = t.library.needs;
  const { way } = library;
  return html`<section class="needs" id="needs" aria-labelledby="needs-title">
    <h3 class="detail-title" id="needs-title">${text.title}</h3>
    ${
      missing.includes('sdxl')
        ? html`<span class="unseen" id="label-way">${text.way}</span>
            ${segmented({
              slug: 'way',
              value: way,
              options: (['full', 'lightning'] as const).map((value) => {
                return { value, label: text.ways[value] };
              }),
              describedBy: 'way-text',
              onChange: (value) => act.library.chooseWay(value),
            })}
            <p class="explained" id="way-text">${text.wayText[way]}</p>`
        : nothing
    }
    <ul class="need-list">
      ${missing.map((role) => {
        const file = recommended(library, role);
        return file === null ? nothing : need(view, role, file);
      })}
    </ul>
    ${
      library.can.download
        ? nothing
        : html`<p class="explained" id="needs-by-hand">
            ${text.byHand[state.host.kind === 'photoshop' ? 'photoshop' : 'page']}
          </p>`
    }
  </section>`;
}

function need(view: View, role: 'supir' | 'sdxl', file: KnownFile): TemplateResult {
  const { state, t, f } = view;
  const text = t.library.needs;
  const licence = licenceOf(state.library.table, file);
  const download = downloadOf(state.library, file.name);
  const bytes = file.bytes ?? file.aboutBytes;
  return html`<li
    class="need"
    id="need-${role}"
    data-name=${file.name}
    data-phase=${download?.phase ?? 'missing'}
    data-code=${codeOf(download) ?? nothing}
    data-keeps-focus
  >
    <div class="need-head">
      <span class="need-name">${file.title}</span>
      <span class="need-size">${bytes === null ? nothing : f.bytes(bytes)}</span>
    </div>
    <p class="explained">${text.unlocks[role]}</p>
    ${
      licence === null
        ? nothing
        : html`<p class="explained need-licence">
            ${text[licence.commercialUse ? 'licence' : 'nonCommercial'](licence.name, licence.holder)}
          </p>`
    }
    ${body(view, role, file, download)}
    <p class="need-page">
      <a href=${file.page} target="_blank" rel="noopener noreferrer">${shortAddress(file.page)}</a>
    </p>
    ${
      state.library.can.download
        ? nothing
        : copyButton(view, {
            id: `need-${role}-copy`,
            what: `address ${file.page}`,
            label: text.copy,
            of: file.title,
            onCopy: () => view.act.library.copyAddress(file.page),
          })
    }
  </li>`;
}

function body(
  view: View,
  role: 'supir' | 'sdxl',
  file: KnownFile,
  download: Download | null,
): TemplateResult {
  switch (download?.phase) {
    case 'terms':
      return downloadTerms(view, role, file);
    case 'running':
      return downloadProgress(view, role, file, download);
    case 'stopped':
      return html`${downloadStopped(view, role, file, download)}${choices(view, role, file, false)}`;
    case undefined:
      return choices(view, role, file, view.state.library.can.download && file.address !== null);
  }
}

/** Buttons for a file that is not on its way. */
function choices(
  { t, act }: View,
  role: 'supir' | 'sdxl',
  { name, title }: KnownFile,
  canDownload: boolean,
): TemplateResult {
  const text = t.library.needs;
  return html`<div class="need-actions">
    ${
      canDownload
        ? html`<sp-button
            id="need-${role}-download"
            size="s"
            variant="accent"
            label=${t.labelled(text.download, title)}
            @click=${() => act.library.ask(name)}
            >${text.download}</sp-button
          >`
        : nothing
    }
    <sp-button
      id="need-${role}-choose"
      size="s"
      variant="secondary"
      treatment="outline"
      label=${t.labelled(text.choose, title)}
      @click=${() => act.pickModels()}
      >${text.choose}</sp-button
    >
  </div>`;
}

function codeOf(download: Download | null): string | null {
  return download?.phase === 'stopped' ? (download.error?.code ?? null) : null;
}

/** An address as people write it. */
function shortAddress(address: string): string {
  return address.replace(/^https?:\/\//, '');
}
