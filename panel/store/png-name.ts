import type { KeptSummary } from './kept';
import { seedOf } from './report-facts';

/** Longest part of a document's name in a file's, UTF-16 code units: with what follows it, fewer than 255 bytes. */
const MAX_STEM = 60;

const EXTENSION = /\.(psd|psb|png|jpe?g|webp)$/i;

/** What some file system refuses in a name, and what nobody sees. */
const REFUSED = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]+/gu;

/**
 * Name of a result's file, by its document, its layer and its seed: results of one click are not to be
 * called the same. "holiday - Restored 2x (SUPIR) seed 1234.png".
 */
export function pngName({
  documentName,
  layerName,
  report,
}: Pick<KeptSummary, 'documentName' | 'layerName' | 'report'>): string {
  const stem = clean(documentName.replace(EXTENSION, '').slice(0, MAX_STEM));
  const seed = seedOf(report);
  const name = seed === null ? clean(layerName) : `${clean(layerName)} seed ${seed}`;
  return `${stem === '' ? name : `${stem} - ${name}`}.png`;
}

function clean(text: string): string {
  return text
    .replace(REFUSED, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
}
