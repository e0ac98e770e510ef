import { html, nothing, type TemplateResult } from 'lit';
import type { SettingName, Settings } from '../../settings/settings';
import { slugOf, type RowOf, type SettingRow } from '../../settings/table';
import { settingWords, type SettingWords } from '../../settings/words';
import { fallbackValues } from '../../store/preset';
import { presetModels } from '../../store/restorer-choice';
import type { View } from '../view-input';
import { tooltipOver } from './tooltip-over';

/** A setting as its control shows it. */
export interface ShownSetting<Row extends SettingRow = SettingRow> {
  readonly name: SettingName;
  readonly row: Row;
  /** Name in the id of the control, `setting-<slug>`, for labels and for automation. */
  readonly slug: string;
  readonly words: SettingWords;
  /** Value in force: the setting's, or that of what it follows where that is null. */
  readonly value: Settings[SettingName];
  /** How the value after a reset reads. */
  readonly defaultText: string;
  /** A word beside the label, such as "Custom", and what it means. */
  readonly note?: { readonly word: string; readonly help: string } | null;
  /** In place of the reset button. */
  readonly back?: TemplateResult | typeof nothing;
}

type Words = Pick<View, 't' | 'f'>;

export function shownSetting<Row extends SettingRow>(
  view: View,
  name: SettingName,
  row: Row,
): ShownSetting<Row> {
  const { settings } = view.state;
  const words = settingWords(view.t, name);
  const fallback = fallbackValues(settings, presetModels(view.state))[name] ?? row.default;
  return {
    name,
    row,
    slug: slugOf(name, row),
    words,
    value: settings[name] ?? fallback,
    defaultText: valueText(view, row, words, fallback),
  };
}

function numberText({ t, f }: Words, { unit }: RowOf<'number'>, value: number): string {
  if (unit === 'percent') return f.percent(value);
  if (unit === undefined) return f.number(value);
  return `${f.integer(value)} ${unit === 'px' ? t.settings.pixels : t.settings.gigabytes}`;
}

function valueText({ t, f }: Words, row: SettingRow, words: SettingWords, value: unknown): string {
  switch (row.type) {
    case 'number':
      return value === null ? (words.placeholder ?? '') : numberText({ t, f }, row, Number(value));
    case 'choice':
      return words.option?.[String(value)] ?? String(value);
    case 'switch':
      return value === true ? t.settings.on : t.settings.off;
    case 'text':
      return row.default === null ? t.supir.prompt.standard : t.supir.prompt.empty;
  }
}

export function helpButton(
  { t }: View,
  { slug, words }: Pick<ShownSetting, 'slug' | 'words'>,
): TemplateResult {
  return html`<sp-action-button
    class="help"
    quiet
    size="xs"
    id="help-${slug}"
    label=${t.settings.helpFor(words.label)}
    aria-description=${words.help}
  >
    <sp-icon-info slot="icon"></sp-icon-info>
    <sp-tooltip self-managed placement="top" class="help-text">${words.help}</sp-tooltip>
  </sp-action-button>`;
}

/** The reset button. It keeps its place when there is nothing to reset, so that nothing jumps. */
export function resetButton(view: View, setting: ShownSetting): TemplateResult | typeof nothing {
  const { name, row, slug, words, defaultText } = setting;
  if (view.state.settings[name] === row.default) return nothing;
  return html`<sp-action-button
    class="reset"
    quiet
    size="xs"
    id="reset-${slug}"
    label=${view.t.settings.resetTo(words.label, defaultText)}
    @click=${() => view.act.reset(name)}
  >
    <sp-icon-undo slot="icon" id=${alias('reset', row)}></sp-icon-undo>
  </sp-action-button>`;
}

/** An id that drivers may still use for a setting that has been renamed. */
function alias(what: string, { formerly }: SettingRow): string | typeof nothing {
  return formerly === undefined ? nothing : `${what}-${formerly}`;
}

/** Label, help and reset above a control. */
export function settingRow(
  view: View,
  setting: ShownSetting,
  control: TemplateResult,
): TemplateResult {
  const { slug, words, note, back } = setting;
  return html`<div class="setting" data-setting=${slug} data-keeps-focus>
    <div class="setting-head">
      <span class="setting-label" id="label-${slug}">${words.label}</span>
      ${helpButton(view, setting)}
      <span class="grow"></span>
      ${
        note == null
          ? nothing
          : html`<span
                class="setting-note"
                id="note-${slug}"
                tabindex="0"
                role="note"
                aria-label=${note.word}
                aria-description=${note.help}
                >${note.word}</span
              >${tooltipOver(`note-${slug}`, note.help)}`
      }
      ${back ?? resetButton(view, setting)}
    </div>
    ${control}
  </div>`;
}
