import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Bytes {
  /** Base64. */
  readonly bytes: string;
}

/** To the editor or from it: text, or a file. */
export type RecordedMessage = readonly [direction: 'in' | 'out', content: string | Bytes];

/** One whole run of a panel in the real editor; test/fixtures/photopea/README.md says how it was recorded. */
export interface Transcript {
  readonly case: string;
  readonly activeLayer: string;
  readonly selection: {
    /** Left, top, right, bottom. */
    readonly ellipse: readonly [number, number, number, number];
    readonly feather: number;
  } | null;
  readonly documentBefore: Bytes;
  readonly messages: readonly RecordedMessage[];
  readonly documentAfter: Bytes;
}

const FOLDER = join(__dirname, '../../../fixtures/photopea/transcripts');

export const TRANSCRIPTS: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

export function readTranscript(name: string): Transcript {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Transcript;
}

export function bytesOf({ bytes }: Bytes): Uint8Array {
  return new Uint8Array(Buffer.from(bytes, 'base64'));
}

/** Text as it is, a file as its bytes. */
export function contentOf([, content]: RecordedMessage): string | Uint8Array {
  return typeof content === 'string' ? content : bytesOf(content);
}
