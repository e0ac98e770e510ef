import type { Marks } from './scripts/marks';

/** What a script said and the files it sent, in the order in which they came. */
export interface PhotopeaAnswer {
  /** JSON texts, the marks removed. */
  readonly texts: readonly string[];
  readonly files: readonly ArrayBuffer[];
}

export interface AnswerLimits {
  readonly maxTextLength: number;
  readonly maxFileBytes: number;
}

/** How a call ended, by which of its marks came before its fence. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: PhotopeaAnswer }
  | { readonly kind: 'died' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-much' };

/** Takes one message after another; the outcome once the fence has come, null until then. */
export type Collector = (data: unknown) => Outcome | null;

/**
 * Sorts out the messages of one call. Photopea sends everything to everyone, and `done` at moments
 * of its own: only what lies between our own two marks is ours, and `done` never means anything.
 */
export function collectAnswer(marks: Marks, limits: AnswerLimits): Collector {
  let phase: 'before' | 'inside' | 'after' = 'before';
  const texts: string[] = [];
  const files: ArrayBuffer[] = [];
  let textLength = 0;
  let fileBytes = 0;

  const outcome = (): Outcome => {
    if (textLength > limits.maxTextLength || fileBytes > limits.maxFileBytes) {
      return { kind: 'too-much' };
    }
    if (phase === 'before') return { kind: 'refused' };
    if (phase === 'inside') return { kind: 'died' };
    return { kind: 'answered', answer: { texts, files } };
  };

  const takeText = (text: string): void => {
    if (!text.startsWith(marks.say)) return;
    textLength += text.length;
    if (textLength <= limits.maxTextLength) texts.push(text.slice(marks.say.length));
  };

  const takeFile = (file: ArrayBuffer): void => {
    fileBytes += file.byteLength;
    if (fileBytes <= limits.maxFileBytes) files.push(file);
  };

  return (data) => {
    if (data === marks.fence) return outcome();
    if (phase === 'before' && data === marks.start) phase = 'inside';
    else if (phase === 'inside' && data === marks.end) phase = 'after';
    else if (phase === 'inside' && typeof data === 'string') takeText(data);
    else if (phase === 'inside' && data instanceof ArrayBuffer) takeFile(data);
    return null;
  };
}
