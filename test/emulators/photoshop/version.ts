/** First Photoshop with each member. */
const FROM = {
  'panel-webview': '24.1',
  createPixelLayer: '24.1',
  imaging: '24.4',
  selection: '25.0',
  'mac-file-chooser': '25.5',
  'modal-wait': '25.10',
  'local-webview': '26.0',
  createReadStream: '26.8',
  activeLayersSetter: '26.9',
  'webview-domains-optional': '26.10',
  'sleep-events': '27.4',
} as const;

export type Feature = keyof typeof FROM;

/** UXP's version in each Photoshop. */
const UXP = [
  ['27.4', '9.1'],
  ['26.11', '9.0.2'],
  ['26.10', '9.0'],
  ['26.8', '8.2'],
  ['26.1', '8.1'],
  ['26.0', '8.0'],
  ['25.5', '7.4'],
  ['24.4', '7.0'],
  ['24.1', '6.4'],
  ['0', '6.0'],
] as const;

export const NEWEST = '27.4.0';

function numbers(version: string): readonly number[] {
  return version.split('.').map(Number);
}

function atLeast(version: string, wanted: string): boolean {
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

/** `uxp-8.0.1` */
export function uxpVersion(version: string): string {
  const [, uxp] = UXP.find(([from]) => atLeast(version, from)) ?? ['', '6.0'];
  return `uxp-${uxp.split('.').length > 2 ? uxp : `${uxp}.1`}`;
}
