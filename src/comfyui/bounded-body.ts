import { joined } from '../pixels/joined';
import { answerTooLarge } from './errors';

/** What is asked of an answer; `fetch` has it in every realm. */
export interface ReadableAnswer {
  readonly headers: { get(name: string): string | null };
  readonly body: ReadableStream<Uint8Array> | null;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * The bytes of an answer. One that is longer than `maxBytes` is given up: before anything of it is
 * read where its length is announced, else at the first byte too many.
 *
 * @throws ServerError `comfy-answer-too-large`
 */
export async function readBounded(
  answer: ReadableAnswer,
  maxBytes: number,
  onBytes: (count: number) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = answer;
  const announced = Number(answer.headers.get('content-length') ?? NaN);
  if (announced > maxBytes) {
    await body?.cancel().catch(() => undefined);
    throw answerTooLarge(maxBytes);
  }
  if (body === null) {
    // Realms without streams tell the length beforehand, or nothing can be promised.
    if (Number.isNaN(announced)) throw answerTooLarge(maxBytes);
    return new Uint8Array(await answer.arrayBuffer());
  }
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > maxBytes) {
      await reader.cancel().catch(() => undefined);
      throw answerTooLarge(maxBytes);
    }
    parts.push(part.value);
    onBytes(part.value.byteLength);
  }
  return joined(parts);
}
