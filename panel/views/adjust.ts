import { html, nothing, type TemplateResult } from 'lit';
import { isNeutral, NO_ADJUSTMENT } from '../../src/restore/adjust/adjustment';
import { COLOR_FIXES } from '../../src/restore/supir-settings';
import {
  ADJUSTING_RANGES,
  growsFully,
  isApplied,
  mayBeUndone,
  type Adjusting,
} from '../store/adjusting';
import { errorText } from '../strings/errors';
import { fold } from './controls/fold';
import { spokenLabel } from './controls/number-setting';
import { percentSlider } from './controls/percent-slider';
import { segmented } from './controls/segmented';
import { helpButton } from './controls/setting-row';
import type { View } from './view-input';

/** The controls that change a finished result without running again. */
export function adjustView(view: View, adjusting: Adjusting): TemplateResult {
  const { t } = view;
  const { adjustment, layer, pending, applying } = adjusting;
  const neutral = isNeutral(adjustment);
  return html`<div
    class="adjust"
    id="adjust"
    role="group"
    aria-label=${t.adjust.title}
    data-state=${applying ? 'applying' : pending ? 'pending' : 'shown'}
    data-inserted=${String(layer !== null)}
    data-applied=${String(isApplied(adjusting))}
    data-adjustment=${JSON.stringify(adjustment)}
  >
    ${fold(
      { slug: 'adjust', title: t.adjust.title, ...(neutral ? {} : { short: t.adjust.changed }) },
      html`${SHARES.map((name) => shareSlider(view, adjusting, name))} ${colours(view, adjusting)}
      ${maskFields(view, adjusting)} ${actions(view, adjusting)}`,
    )}
  </div>`;
}

/** Names of the controls, as their ids have them. */
const SLUGS = {
  strength: 'adjust-strength',
  detail: 'adjust-detail',
  grain: 'adjust-grain',
  colorFix: 'adjust-color-fix',
  grow: 'adjust-grow',
  feather: 'adjust-feather',
} as const;

/** Label and help above a control. */
function head(view: View, name: keyof typeof SLUGS): TemplateResult {
  const words = view.t.adjust[name];
  return html`<div class="setting-head">
    <span class="setting-label" id="label-${SLUGS[name]}">${words.label}</span>
    ${helpButton(view, { slug: SLUGS[name], words })}
  </div>`;
}

const SHARES = ['strength', 'detail', 'grain'] as const;
type Share = (typeof SHARES)[number];

function shareSlider(view: View, { adjustment }: Adjusting, name: Share): TemplateResult {
  const { t, act } = view;
  return html`<div class="setting">
    ${head(view, name)}
    ${percentSlider({
      id: SLUGS[name],
      label: t.adjust[name].label,
      value: adjustment[name],
      range: ADJUSTING_RANGES[name],
      fillStart: NO_ADJUSTMENT[name],
      editable: true,
      onValue: (value) => act.adjust.change({ [name]: value }),
    })}
  </div>`;
}

function colours(view: View, { adjustment }: Adjusting): TemplateResult {
  const { t, act } = view;
  const words = t.setting.colorFix.option;
  return html`<div class="setting">
    ${head(view, 'colorFix')}
    ${segmented({
      slug: SLUGS.colorFix,
      value: adjustment.colorFix,
      options: COLOR_FIXES.map((value) => ({ value, label: words[value] })),
      onChange: (colorFix) => act.adjust.change({ colorFix }),
    })}
  </div>`;
}

function maskFields(view: View, adjusting: Adjusting): TemplateResult {
  const { state, t } = view;
  const summary = state.kept.find(({ id }) => id === adjusting.id);
  const isShort = summary !== undefined && !growsFully(summary);
  return html`<div class="setting-pair">
      ${maskField(view, adjusting, 'grow', isShort)} ${maskField(view, adjusting, 'feather', false)}
    </div>
    ${isShort ? html`<p class="explained" id=${ROOM}>${t.adjust.room}</p>` : nothing}`;
}

/** The line that says how far the mask grows. */
const ROOM = 'adjust-room';

function maskField(
  view: View,
  { adjustment: { maskEdge } }: Adjusting,
  name: 'grow' | 'feather',
  isExplained: boolean,
): TemplateResult {
  const { t, act } = view;
  const { label } = t.adjust[name];
  const { min, max, step } = ADJUSTING_RANGES[name];
  const onChange = (event: Event): void => {
    const field = event.target as HTMLElement & { value: number };
    if (Number.isFinite(field.value)) {
      act.adjust.change({ maskEdge: { ...maskEdge, [name]: field.value } });
    } else field.value = maskEdge[name];
  };
  return html`<div class="setting">
    ${head(view, name)}
    <sp-number-field
      id=${SLUGS[name]}
      class="number"
      size="s"
      label=${spokenLabel(view, label, 'px')}
      aria-describedby=${isExplained ? ROOM : nothing}
      data-value=${maskEdge[name]}
      min=${min}
      max=${max}
      step=${step}
      .value=${maskEdge[name]}
      .formatOptions=${PIXELS}
      @change=${onChange}
    ></sp-number-field>
  </div>`;
}

function actions(view: View, adjusting: Adjusting): TemplateResult {
  const { state, t, act } = view;
  const { adjustment, layer, pending, applying } = adjusting;
  const isShown = isApplied(adjusting) && !mayBeUndone(adjusting, state.snapshot);
  const standing = standingText(view, adjusting);
  // Each step of a slider is computed anew: only what comes of it is said aloud.
  return html`<p class="explained" id="adjust-status" aria-hidden="true">
      ${pending && !applying ? t.adjust.pending : standing}
    </p>
    <p class="unseen" role="status">${standing}</p>
    <div class="card-actions">
      <sp-button
        id="adjust-apply"
        size="s"
        variant="accent"
        ?disabled=${applying || pending || isShown}
        @click=${() => act.adjust.apply()}
        >${applying ? t.adjust.applying : layer === null ? t.adjust.insert : t.adjust.apply}</sp-button
      >
      <sp-button
        id="adjust-reset"
        size="s"
        variant="secondary"
        treatment="outline"
        ?disabled=${applying || isNeutral(adjustment)}
        @click=${() => act.adjust.reset()}
        >${t.adjust.reset}</sp-button
      >
    </div>`;
}

/** What became of the adjusted result. */
function standingText({ state, t }: View, adjusting: Adjusting): string {
  const { applying, error } = adjusting;
  if (error !== null) {
    const { message, hint } = errorText(error, state.language, t);
    return t.sentences(message, hint).trim();
  }
  if (applying) return t.adjust.applying;
  if (adjusting.layer === null) {
    const wasInserted = state.kept.some(
      (one) => one.id === adjusting.id && one.placed === 'inserted',
    );
    return wasInserted ? t.adjust.layerUnknown : t.adjust.waiting;
  }
  if (!isApplied(adjusting)) return t.adjust.notApplied;
  return mayBeUndone(adjusting, state.snapshot) ? t.adjust.maybeUndone : t.adjust.applied;
}

const PIXELS: Intl.NumberFormatOptions = { style: 'unit', unit: ' px' };
