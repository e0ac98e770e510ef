import { DEFAULT_SETTINGS, type SettingName, type Settings } from '../settings/settings';

/** What stands behind the folded section. */
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

/** Those that are not what they are at first. */
export function changedDetails(settings: Settings): readonly SettingName[] {
  return DETAILS.filter((name) => settings[name] !== DEFAULT_SETTINGS[name]);
}
