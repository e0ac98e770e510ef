import { joined } from '../pixels/joined';
import { uniqueWord } from './unique';

/** A form with one file, as bytes: not every realm can send a form of its own. */
export interface Multipart {
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * A form with `file` as the part `image`. `fileName` and the fields hold no quotes and no line ends.
 */
export function multipart(
  file: Uint8Array,
  fileName: string,
  fields: Readonly<Record<string, string>>,
): Multipart {
  const boundary = `----panel-${uniqueWord()}`;
  const encoder = new TextEncoder();
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const before =
    `${parts.join('')}--${boundary}\r\n` +
    `Content-Disposition: form-data; name="image"; filename="${fileName}"\r\n` +
    'Content-Type: image/png\r\n\r\n';
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: joined([encoder.encode(before), file, encoder.encode(`\r\n--${boundary}--\r\n`)]),
  };
}
