import type { LicenceText, LicenceTexts } from '../store/state';

const FILES = {
  model: ['licenses/LICENSE-Real-ESRGAN.txt', 'licenses/NOTICE.txt'],
  thirdParty: ['licenses/THIRD-PARTY.txt'],
} as const;

/** The licence texts that lie beside the page. */
export async function readLicences(): Promise<LicenceTexts> {
  const [model, thirdParty] = await Promise.all([
    readTexts(FILES.model),
    readTexts(FILES.thirdParty),
  ]);
  return { model, thirdParty };
}

async function readTexts(urls: readonly string[]): Promise<LicenceText> {
  const texts = await Promise.all(urls.map(readText));
  const found = texts.filter((text) => text !== null);
  return found.length === 0
    ? { state: 'missing' }
    : { state: 'loaded', text: found.join('\n\n').trim() };
}

async function readText(url: string): Promise<string | null> {
  try {
    const response = await fetch(url);
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}
