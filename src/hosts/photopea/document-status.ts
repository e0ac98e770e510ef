import * as v from 'valibot';
import { AREA, checked, COUNT, DOCUMENT_KEY, HISTORY_MARK, successOf } from './answers';
import type { PhotopeaChannel } from './channel';
import type { DocKey } from './keys';
import { statusScript } from './scripts/status-script';

const STATUS = v.object({
  docs: COUNT,
  /** Key of the document that the person works in. */
  active: DOCUMENT_KEY,
  layers: COUNT,
  history: HISTORY_MARK,
  selection: v.nullish(AREA, null),
});

export type DocumentStatus = v.InferOutput<typeof STATUS>;

/** @throws DocumentError `document-gone` */
export async function documentStatus(
  channel: PhotopeaChannel,
  doc: DocKey,
  signal: AbortSignal,
): Promise<DocumentStatus> {
  const call = { purpose: 'status', script: statusScript(doc), signal } as const;
  return checked(STATUS, successOf(await channel.call(call)));
}
