import { DEFAULT_SETTINGS, type SettingName, type Settings } from './settings';

/** Settings in the folded section *SUPIR settings*. */
const DETAILS = [
  'seed',
  'sampler',
  'steps',
  'churn',
  'noiseScale',
  'eta',
  'cfgStart',
  'cfgEnd',
  'controlStart',
  'controlEnd',
  'restoreCfg',
  'negativePrompt',
  'qualityPrompt',
  'colorFix',
  'minSize',
  'weights',
  'vaeTiles',
  'samplerTiles',
] as const satisfies readonly SettingName[];

/** Details that differ from their default. */
export function changedDetails(settings: Settings): readonly SettingName[] {
  return DETAILS.filter((name) => settings[name] !== DEFAULT_SETTINGS[name]);
}
