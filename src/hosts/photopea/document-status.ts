import { count, documentKey, edges, historyMark, successOf } from './answers';
import type { PhotopeaChannel } from './channel';
import type { DocKey } from './keys';
import type { HistoryMark } from './scripts/read-selection-script';
import { statusScript } from './scripts/status-script';

export interface DocumentStatus {
  readonly docs: number;
  /** The document that the person works in. */
  readonly active: DocKey;
  readonly layers: number;
  readonly history: HistoryMark;
  readonly hasSelection: boolean;
}

/** @throws DocumentError `document-gone` */
export async function documentStatus(
  channel: PhotopeaChannel,
  doc: DocKey,
  signal: AbortSignal,
): Promise<DocumentStatus> {
  const fields = successOf(
    await channel.call({ purpose: 'status', script: statusScript(doc), signal }),
  );
  return {
    docs: count(fields['docs'], 'docs'),
    active: documentKey(fields['active'], 'active'),
    layers: count(fields['layers'], 'layers'),
    history: historyMark(fields['history']),
    hasSelection: edges(fields['selection'], 'selection') !== null,
  };
}
