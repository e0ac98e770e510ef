import { html, nothing, type TemplateResult } from 'lit';
import { knownFile, recommended, type Download } from '../../store/library';
import type { PanelState } from '../../store/panel-state';
import type { View } from '../view-input';
import { downloadProgress, downloadStopped } from './download';
import { neededRoles } from './needs';

type Begun = Exclude<Download, { readonly phase: 'terms' }>;

/**
 * Downloads beside those of the files that are needed at present: of the other way's file, and of one
 * whose place another file has taken meanwhile.
 */
export function otherDownloads(view: View): TemplateResult | typeof nothing {
  const { state, t } = view;
  const others = othersOf(state);
  if (others.length === 0) return nothing;
  return html`<section
    class="needs"
    id="other-downloads"
    aria-labelledby="other-downloads-title"
    data-keeps-focus
  >
    <h3 class="detail-title" id="other-downloads-title">${t.library.progress.others}</h3>
    <ul class="need-list">
      ${others.map((download, index) => otherDownload(view, download, `other-${index}`))}
    </ul>
  </section>`;
}

function othersOf({ library, models }: PanelState): readonly Begun[] {
  const shown = neededRoles(models).map((role) => recommended(library, role)?.name);
  return library.downloads
    .filter((download): download is Begun => download.phase !== 'terms')
    .filter(({ name }) => !shown.includes(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function otherDownload(view: View, download: Begun, slug: string): TemplateResult {
  const { name, phase } = download;
  const title = knownFile(view.state.library.table, name)?.title ?? name;
  const file = { name, title };
  const code = phase === 'stopped' ? download.error?.code : undefined;
  return html`<li
    class="need"
    id="need-${slug}"
    data-name=${name}
    data-phase=${phase}
    data-code=${code ?? nothing}
  >
    <div class="need-head"><span class="need-name">${title}</span></div>
    ${
      phase === 'running'
        ? downloadProgress(view, slug, file, download)
        : downloadStopped(view, slug, file, download)
    }
  </li>`;
}
