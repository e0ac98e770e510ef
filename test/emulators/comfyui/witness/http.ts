import { request } from 'node:http';

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A request with any headers, also those that `fetch` keeps to itself. Rejects when the connection ends early. */
export function ask(
  url: string,
  { method = 'GET', headers = {}, body = '' }: Ask = {},
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        const { statusCode = 0, headers: got } = response;
        resolve({ status: statusCode, headers: got, bytes, text: bytes.toString() });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

export function jsonIn({ text }: Got): unknown {
  return JSON.parse(text);
}

export interface Form {
  readonly name?: string | null;
  readonly type?: string;
  readonly subfolder?: string;
  readonly overwrite?: string;
}

/** A form with a picture, written by hand. */
export function formWith(
  picture: Uint8Array,
  { name = 'a.png', ...fields }: Form,
): Required<Pick<Ask, 'headers' | 'body'>> {
  const boundary = '----witness';
  const texts = Object.entries(fields).map(
    ([key, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  const file =
    name === null
      ? ''
      : `--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="${name}"\r\n` +
        'Content-Type: image/png\r\n\r\n';
  const body = Buffer.concat([
    Buffer.from(texts.join('') + file),
    name === null ? Buffer.alloc(0) : picture,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` }, body };
}
