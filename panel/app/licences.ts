import type { LicenceText, LicenceTexts } from '../store/panel-state';

const FILES = {
  model: ['licenses/LICENSE-Real-ESRGAN.txt', 'licenses/NOTICE.txt'],
  thirdParty: ['licenses/THIRD-PARTY.txt', 'licenses/THIRD-PARTY-workers.txt'],
} as const;

/**
 * Fetches one licence text by its relative URL.
 *
 * @throws Error if there is none
 */
export type ReadText = (url: string) => Promise<string>;

/** Loads the licence texts that are served beside the page. */
export function readLicences(): Promise<LicenceTexts> {
  return licencesFrom(async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.text();
  });
}

export async function licencesFrom(readText: ReadText): Promise<LicenceTexts> {
  const [model, thirdParty] = await Promise.all([
    readTexts(FILES.model, readText),
    readTexts(FILES.thirdParty, readText),
  ]);
  return { model, thirdParty };
}

async function readTexts(urls: readonly string[], readText: ReadText): Promise<LicenceText> {
  const texts = await Promise.all(urls.map((url) => readText(url).catch(() => null)));
  const found = texts.filter((text) => text !== null);
  return found.length === 0
    ? { state: 'missing' }
    : { state: 'loaded', text: found.join('\n\n').trim() };
}
