import { html, nothing, type TemplateResult } from 'lit';
import { canUndo, isPresetEdited, type PresetNews } from '../../../store/prompt-presets';
import { errorText } from '../../../strings/errors';
import { closeButton } from '../../controls/close-button';
import type { View } from '../../view-input';

/** What was done last with presets, its undoing, and what went wrong. */
export function presetNews(view: View): TemplateResult {
  const { state, t } = view;
  const { news, failed, isLasting, own } = state.promptPresets;
  // An undo would take away what was edited since.
  const isStale = news?.what === 'replaced' && isPresetEdited(state);
  const shown = isStale ? null : news;
  return html`<div class="preset-news">
    <span
      class="explained"
      id="prompt-presets-news"
      role="status"
      data-news=${shown?.what ?? nothing}
      >${shown === null ? nothing : newsText(view, shown)}</span
    >
    ${shown === null ? nothing : newsButtons(view, shown)}
    ${
      isLasting || own.length === 0
        ? nothing
        : html`<p class="explained" id="prompt-presets-fleeting" data-obstacle="storage">
            ${t.promptPresets.fleeting}
          </p>`
    }
    ${failed === null ? nothing : failure(view, failed)}
  </div>`;
}

function newsButtons({ t, act }: View, news: PresetNews): TemplateResult {
  const text = t.promptPresets;
  return html`${
    canUndo(news)
      ? html`<sp-action-button
          quiet
          size="xs"
          id="prompt-preset-undo"
          @click=${() => act.promptPresets.undo()}
          >${text.undo}</sp-action-button
        >`
      : nothing
  }${closeButton('prompt-presets-news-dismiss', text.dismiss, () => act.promptPresets.dismissNews())}`;
}

function newsText({ t, f }: View, news: PresetNews): string {
  const text = t.promptPresets.news;
  switch (news.what) {
    case 'replaced':
      return text.replaced;
    case 'deleted':
    case 'updated':
      return text[news.what](news.preset.name);
    case 'added':
    case 'renamed':
      return text[news.what](news.name);
    case 'imported': {
      const count = f.integer(news.count);
      return news.same === 0
        ? text.imported(count)
        : text.importedSome(count, f.integer(news.same));
    }
    case 'exported':
    case 'copied':
      return text[news.what](f.integer(news.count));
  }
}

function failure(
  { state, t, act }: View,
  error: NonNullable<View['state']['promptPresets']['failed']>,
): TemplateResult {
  const { message, hint } = errorText(error, state.language, t);
  return html`<div
    class="card"
    id="prompt-presets-failed"
    role="alert"
    data-tone="negative"
    data-code=${error.code ?? 'unexpected'}
  >
    <div class="card-head">
      <sp-icon-alert class="card-icon"></sp-icon-alert>
      <span class="card-text">${message} ${hint}</span>
      ${closeButton(
        'prompt-presets-failed-dismiss',
        t.labelled(t.promptPresets.dismiss, message),
        () => act.promptPresets.dismissFailure(),
      )}
    </div>
  </div>`;
}
