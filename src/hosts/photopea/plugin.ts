/** A panel as Photopea's `environment.plugins` takes it. */
export interface PhotopeaPlugin {
  readonly name: string;
  readonly url: string;
  /** `===` before the address lets Photopea tint the picture for its theme: black on transparent, multiples of 20 pixels. */
  readonly icon: string;
  /** First size of the panel in pixels; its user can change it. */
  readonly w: number;
  readonly h: number;
}

export const PHOTOPEA = 'https://www.photopea.com';

const NAME = 'SUPIR Panel';
const ICON = 'icon-40.png';
const WIDTH = 420;
const HEIGHT = 700;

/** @param pageUrl the folder that the page is served from, with a `/` at its end. */
export function photopeaPlugin(pageUrl: string): PhotopeaPlugin {
  const url = new URL('.', pageUrl).href;
  return { name: NAME, url, icon: `===${new URL(ICON, url).href}`, w: WIDTH, h: HEIGHT };
}

/**
 * The address that opens Photopea with the panel in it, and with these pictures.
 *
 * @param files addresses, also `data:`.
 */
export function photopeaAddress(pageUrl: string, files: readonly string[] = []): string {
  const settings = {
    ...(files.length > 0 && { files }),
    environment: { plugins: [photopeaPlugin(pageUrl)] },
  };
  // A "%" or "#" inside the JSON would be taken for the address's own.
  return `${PHOTOPEA}#${encodeURI(JSON.stringify(settings)).replaceAll('#', '%23')}`;
}
