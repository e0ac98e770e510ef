import { html, nothing, type TemplateResult } from 'lit';
import { WEIGHT_CHOICES } from '../../../src/restore/request';
import { COLOR_FIXES } from '../../../src/restore/supir-settings';
import { effectiveValues, suggestedValues } from '../../store/preset';
import { DEFAULT_SETTINGS, type NumberName } from '../../settings/settings';
import { TILE_CHOICES } from '../../settings/supir';
import { choiceSetting } from '../controls/choice-setting';
import { numberSetting } from '../controls/number-setting';
import type { View } from '../view-input';

type PixelsName = Extract<
  NumberName,
  'minSize' | 'vaeEncoderTile' | 'vaeDecoderTile' | 'samplerTile' | 'samplerStride'
>;

function pixels(
  view: View,
  name: PixelsName,
  slug: string,
  label: string,
  help: string,
): TemplateResult {
  return numberSetting(view, {
    name,
    slug,
    label,
    help,
    value: view.state.settings[name],
    fallback: DEFAULT_SETTINGS[name],
    unit: 'px',
  });
}

export function pictureDetails(view: View): TemplateResult {
  const { state, t } = view;
  const text = t.supir.detail;
  const { settings, models } = state;
  return html`${choiceSetting(view, {
    name: 'colorFix',
    slug: 'color-fix',
    label: text.colorFix,
    help: text.colorFixHelp,
    defaultText: text.colorFixOption[suggestedValues(settings, models).colorFix],
    values: COLOR_FIXES,
    names: text.colorFixOption,
    value: effectiveValues(settings, models).colorFix,
  })}
  ${pixels(view, 'minSize', 'min-size', text.minSize, text.minSizeHelp)}`;
}

export function memoryDetails(view: View): TemplateResult {
  const { state, t } = view;
  const text = t.supir.detail;
  const { weights, vaeTiles, samplerTiles } = state.settings;
  const tiles = {
    values: TILE_CHOICES,
    names: text.tilesOption,
    defaultText: text.tilesOption.auto,
  };
  return html`${choiceSetting(view, {
    name: 'weights',
    slug: 'weights',
    label: text.weights,
    help: text.weightsHelp,
    defaultText: text.weightsOption.auto,
    values: WEIGHT_CHOICES,
    names: text.weightsOption,
    value: weights,
  })}
  ${choiceSetting(view, {
    ...tiles,
    name: 'vaeTiles',
    slug: 'vae-tiles',
    label: text.vaeTiles,
    help: text.vaeTilesHelp,
    value: vaeTiles,
  })}
  ${vaeTiles === 'size' ? vaeSizes(view) : nothing}
  ${choiceSetting(view, {
    ...tiles,
    name: 'samplerTiles',
    slug: 'sampler-tiles',
    label: text.samplerTiles,
    help: text.samplerTilesHelp,
    value: samplerTiles,
  })}
  ${samplerTiles === 'size' ? samplerSizes(view) : nothing}`;
}

function vaeSizes(view: View): TemplateResult {
  const text = view.t.supir.detail;
  return html`<div class="setting-pair">
    ${pixels(view, 'vaeEncoderTile', 'vae-encoder-tile', text.encoderTile, text.tileHelp)}
    ${pixels(view, 'vaeDecoderTile', 'vae-decoder-tile', text.decoderTile, text.tileHelp)}
  </div>`;
}

function samplerSizes(view: View): TemplateResult {
  const text = view.t.supir.detail;
  return html`<div class="setting-pair">
    ${pixels(view, 'samplerTile', 'sampler-tile', text.tile, text.tileHelp)}
    ${pixels(view, 'samplerStride', 'sampler-stride', text.stride, text.strideHelp)}
  </div>`;
}
