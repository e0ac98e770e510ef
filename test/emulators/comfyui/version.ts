/** First version with each thing that a client can notice. */
const FROM = {
  'patch-folder': '0.3.52',
  'own-prompt-id': '0.3.45',
  features: '0.3.45',
  'interrupt-by-id': '0.3.57',
  'preview-method': '0.5.0',
  jobs: '0.6.0',
  'throttled-progress': '0.9.2',
  'missing-node-type': '0.12.0',
  'cross-site-check': '0.19.0',
  'native-supir': '0.20.0',
  'deep-input': '0.21.0',
  'uuid-prompt-id': '0.25.0',
  'cfg-override': '0.24.0',
  'cancel-job': '0.26.0',
  'animated-key': '0.36.0',
} as const;

export type Feature = keyof typeof FROM;

function numbers(version: string): readonly number[] {
  return version.split('.').map(Number);
}

export function atLeast(version: string, wanted: string): boolean {
  const has = numbers(version);
  for (const [i, number] of numbers(wanted).entries()) {
    const own = has[i] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
}

export function hasFeature(version: string, feature: Feature): boolean {
  return atLeast(version, FROM[feature]);
}
