import {
  decodeFile,
  type Decoded,
  type DecodedDocument,
  type DecodedLayer,
  type DecodedPicture,
} from './decode';
import type { Played } from './play';
import { bytesOf, contentOf, type Transcript } from './transcript';

/** What differs between a recorded run and another, in words; nothing: they are the same. */
export type Differences = readonly string[];

function differ(where: string, recorded: unknown, played: unknown): string[] {
  const [was, is] = [JSON.stringify(recorded), JSON.stringify(played)];
  return was === is ? [] : [`${where}: ${was} became ${is}`];
}

/** Colours count where a pixel is not wholly transparent. */
function comparePixels(where: string, recorded: DecodedPicture, played: DecodedPicture): string[] {
  const { width, height, channels } = recorded;
  const size = differ(`${where} size`, [width, height], [played.width, played.height]);
  if (size.length > 0) return size;
  let count = 0;
  let first = '';
  for (let i = 0; i < width * height * channels; i += channels) {
    const was = Array.from({ length: channels }, (_, c) => recorded.data[i + c] ?? 0);
    const is = Array.from({ length: channels }, (_, c) => played.data[i + c] ?? 0);
    const unseen = channels === 4 && was[3] === 0 && is[3] === 0;
    if (unseen || was.every((value, c) => value === is[c])) continue;
    const pixel = i / channels;
    if (count === 0)
      first = `(${pixel % width}, ${Math.floor(pixel / width)}) ${was.join()} became ${is.join()}`;
    count += 1;
  }
  return count === 0 ? [] : [`${where}: ${count} pixels differ, first ${first}`];
}

function compareOptional<T>(
  where: string,
  recorded: T | null,
  played: T | null,
  compare: (recorded: T, played: T) => string[],
): string[] {
  if (recorded !== null && played !== null) return compare(recorded, played);
  return differ(where, recorded !== null, played !== null);
}

/** What a layer says of itself, without pictures and members. */
function plainOf(layer: DecodedLayer): unknown {
  return { ...layer, pixels: null, mask: null, placed: null, children: null };
}

function compareLayer(where: string, recorded: DecodedLayer, played: DecodedLayer): string[] {
  const named = `${where} "${recorded.name}"`;
  return [
    ...differ(named, plainOf(recorded), plainOf(played)),
    ...compareOptional(`${named} pixels`, recorded.pixels, played.pixels, (was, is) =>
      comparePixels(`${named} pixels`, was, is),
    ),
    ...compareOptional(`${named} mask`, recorded.mask, played.mask, (was, is) => [
      ...differ(
        `${named} mask`,
        [was.left, was.top, was.outside, was.disabled],
        [is.left, is.top, is.outside, is.disabled],
      ),
      ...comparePixels(`${named} mask`, was, is),
    ]),
    ...compareOptional(`${named} content`, recorded.placed, played.placed, (was, is) =>
      differ(`${named} content`, [was.corners, [...was.content]], [is.corners, [...is.content]]),
    ),
    ...compareOptional(`${named} members`, recorded.children, played.children, (was, is) =>
      compareLayers(named, was, is),
    ),
  ];
}

function compareLayers(
  where: string,
  recorded: readonly DecodedLayer[],
  played: readonly DecodedLayer[],
): string[] {
  const names = (layers: readonly DecodedLayer[]): string[] => layers.map(({ name }) => name);
  const order = differ(`${where} layers`, names(recorded), names(played));
  if (order.length > 0) return order;
  return recorded.flatMap((layer, i) => {
    const other = played[i];
    return other ? compareLayer(`${where} layer`, layer, other) : [];
  });
}

function compareDocuments(
  where: string,
  recorded: DecodedDocument,
  played: DecodedDocument,
): string[] {
  return [
    ...differ(`${where} size`, [recorded.width, recorded.height], [played.width, played.height]),
    ...compareLayers(where, recorded.layers, played.layers),
    ...(recorded.merged && played.merged
      ? comparePixels(`${where} merged`, recorded.merged, played.merged)
      : []),
  ];
}

function compareFiles(where: string, recorded: Decoded, played: Decoded): string[] {
  if ('psd' in recorded && 'psd' in played)
    return compareDocuments(where, recorded.psd, played.psd);
  if ('png' in recorded && 'png' in played) return comparePixels(where, recorded.png, played.png);
  return [`${where}: another kind of file`];
}

function compareAnswer(
  where: string,
  recorded: string | Uint8Array,
  played: string | Uint8Array | undefined,
): string[] {
  if (typeof recorded === 'string' || typeof played === 'string' || played === undefined) {
    const told = (answer: unknown): unknown =>
      typeof answer === 'string' ? answer : typeof answer;
    return differ(where, told(recorded), told(played));
  }
  return compareFiles(where, decodeFile(recorded), decodeFile(played));
}

/** Answers in order, then the document at the end. */
export function compareRun(transcript: Transcript, played: Played): Differences {
  const recorded = transcript.messages.filter(([direction]) => direction === 'out').map(contentOf);
  return [
    ...differ('number of answers', recorded.length, played.answers.length),
    ...recorded.flatMap((answer, i) => compareAnswer(`answer ${i}`, answer, played.answers[i])),
    ...compareFiles(
      'the document at the end',
      decodeFile(bytesOf(transcript.documentAfter)),
      decodeFile(played.documentAfter),
    ),
  ];
}
