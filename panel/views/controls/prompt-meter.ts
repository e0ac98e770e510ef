import { html, nothing, type TemplateResult } from 'lit';
import { MAX_TOKENS } from '../../../src/restore/prompts/vocabulary';
import type { TextMeasure } from '../../../src/restore/prompts/measure';
import type { PromptCounts } from '../../store/prompt-counts';
import { effectivePrompts, samePrompts, type Prompts } from '../../store/preset';
import { errorText } from '../../strings/errors';
import type { View } from '../view-input';

export interface PromptMeter {
  readonly name: keyof Prompts;
  /** Name in the meter's id, `tokens-<slug>`. */
  readonly slug: string;
}

/** The room that a prompt takes, and its words that are cut off or not understood. */
export function promptMeter(view: View, { name, slug }: PromptMeter): TemplateResult {
  const { promptsRead, settings } = view.state;
  // A server reads them by its own rules.
  if (settings.restorer === 'remote') return html`<div class="tokens" id="tokens-${slug}"></div>`;
  const counts = promptsRead.state === 'counted' ? promptsRead.counts : null;
  const isNow = counts !== null && samePrompts(counts.of, effectivePrompts(settings));
  const measure = counts === null ? null : measureOf(counts, name);
  const foreign = counts?.foreign[name] ?? [];
  return html`<div
    class="tokens"
    id="tokens-${slug}"
    data-state=${promptsRead.state === 'counted' && !isNow ? 'counting' : promptsRead.state}
    data-tokens=${measure?.tokens ?? nothing}
    data-limit=${MAX_TOKENS}
    data-lost=${measure?.lost ?? nothing}
    data-foreign=${counts === null ? nothing : foreign.join('\n')}
  >
    ${countLine(view, name, counts)}
    <div aria-live=${name === 'qualityPrompt' ? 'off' : 'polite'}>
      ${overLine(view, slug, measure)}
    </div>
    ${measure === null || measure.lost === '' ? nothing : lostWords(slug, measure.lost)}
    <div aria-live="polite">${foreignLine(view, foreign)}</div>
  </div>`;
}

/** Measure of one prompt's room; the quality prompt shares that of the prompt. */
function measureOf({ positive, negative }: PromptCounts, name: keyof Prompts): TextMeasure {
  return name === 'negativePrompt' ? negative : positive;
}

function countLine(
  { state, t, f }: View,
  name: keyof Prompts,
  counts: PromptCounts | null,
): TemplateResult {
  const text = t.supir.prompt.tokens;
  const { promptsRead } = state;
  if (promptsRead.state === 'failed') {
    const { message } = errorText(promptsRead.error, state.language, t);
    return html`<p class="tokens-count">
      <span>${text.atMost(f.integer(MAX_TOKENS))}</span><span>${text.failed(message)}</span>
    </p>`;
  }
  if (counts === null) {
    return html`<p class="tokens-count"><span>${text.atMost(f.integer(MAX_TOKENS))}</span></p>`;
  }
  const { tokens } = measureOf(counts, name);
  const share = {
    prompt: text.quality(f.integer(counts.qualityTokens)),
    qualityPrompt: text.together,
    negativePrompt: nothing,
  }[name];
  return html`<p class="tokens-count" ?data-over=${tokens > MAX_TOKENS}>
    <span>${text.used(f.integer(tokens), f.integer(MAX_TOKENS))}</span><span>${share}</span>
  </p>`;
}

function overLine(
  { t, f }: View,
  slug: string,
  measure: TextMeasure | null,
): TemplateResult | typeof nothing {
  if (measure === null || measure.tokens <= MAX_TOKENS) return nothing;
  return html`<p class="tokens-note">
    <sp-icon-alert></sp-icon-alert>
    <span id="over-${slug}"
      >${t.supir.prompt.tokens.over(f.integer(measure.tokens - MAX_TOKENS))}</span
    >
  </p>`;
}

/** Words that are cut off; too many, and too changeable, to be announced while typing. */
function lostWords(slug: string, lost: string): TemplateResult {
  return html`<blockquote
    class="tokens-lost"
    id="lost-${slug}"
    aria-labelledby="over-${slug}"
    tabindex="0"
  >
    ${lost}
  </blockquote>`;
}

function foreignLine({ t }: View, foreign: readonly string[]): TemplateResult | typeof nothing {
  if (foreign.length === 0) return nothing;
  return html`<p class="tokens-note">
    <sp-icon-alert></sp-icon-alert>
    <span>
      ${t.supir.prompt.tokens.foreign} ${foreign.map((command) => html`<code>${command}</code> `)}
    </span>
  </p>`;
}
