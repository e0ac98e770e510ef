import { readPsd, writePsdUint8Array, type Layer as PsdLayer, type Psd } from 'ag-psd';
import { decode as decodePng, encode as encodePng } from 'fast-png';
import { compareRun } from './compare';
import { play, type Played } from './play';
import { bytesOf, contentOf, readTranscript, TRANSCRIPTS, type Transcript } from './transcript';

describe('runs recorded in the real editor', () => {
  test.each(TRANSCRIPTS)(
    '%s: the emulator answers alike and leaves the same document',
    async (name) => {
      const transcript = readTranscript(name);
      expect(compareRun(transcript, await play(transcript))).toEqual([]);
    },
  );
});

/** A run that was played exactly as it was recorded. */
function faithful(transcript: Transcript): Played {
  return {
    answers: transcript.messages.filter(([direction]) => direction === 'out').map(contentOf),
    documentAfter: bytesOf(transcript.documentAfter),
  };
}

function changedPsd(bytes: Uint8Array, change: (psd: Psd) => void): Uint8Array {
  const psd = readPsd(bytes, { useImageData: true, skipThumbnail: true });
  change(psd);
  return writePsdUint8Array(psd, { noBackground: true, trimImageData: false });
}

function topOf({ children = [] }: Psd): PsdLayer {
  return children.at(-1)!;
}

describe('the comparison', () => {
  const transcript = readTranscript('inner');
  const played = faithful(transcript);
  const differences = (changed: Partial<Played>): readonly string[] =>
    compareRun(transcript, { ...played, ...changed });
  const afterwards = (change: (psd: Psd) => void): readonly string[] =>
    differences({ documentAfter: changedPsd(played.documentAfter, change) });
  const member = (psd: Psd, i: number): PsdLayer => topOf(psd).children![i]!;

  test('finds a run equal to itself, also after its document was written anew', () => {
    expect(differences({})).toEqual([]);
    expect(afterwards(() => undefined)).toEqual([]);
  });

  test.each<[string, (psd: Psd) => void]>([
    ['a pixel one step off', (psd) => (member(psd, 1).imageData!.data[0]! ^= 1)],
    ['a layer elsewhere', (psd) => (member(psd, 1).left! += 1)],
    ['another order', (psd) => topOf(psd).children!.reverse()],
    ['a layer outside its group', (psd) => psd.children!.push(topOf(psd).children!.pop()!)],
    ['a layer less', (psd) => topOf(psd).children!.pop()],
    ['a mask elsewhere', (psd) => (member(psd, 1).mask!.left! += 1)],
    ['a mask one step off', (psd) => (member(psd, 1).mask!.imageData!.data[40 * 4 * 20]! ^= 1)],
    ['a mask turned off', (psd) => (member(psd, 1).mask!.disabled = true)],
    ['no mask', (psd) => delete member(psd, 1).mask],
    ['another name', (psd) => (member(psd, 1).name = 'Restored')],
    ['another number', (psd) => (member(psd, 1).id! += 1)],
    ['another mode', (psd) => (member(psd, 1).blendMode = 'multiply')],
    ['another opacity', (psd) => (member(psd, 0).opacity = 254 / 255)],
    ['another fill', (psd) => (member(psd, 0).fillOpacity = 254 / 255)],
    ['a hidden layer', (psd) => (member(psd, 0).hidden = true)],
    ['a clipped layer', (psd) => (member(psd, 1).clipping = true)],
    ['another merged picture', (psd) => (psd.imageData!.data[0]! ^= 1)],
  ])('sees in the document at the end: %s', (_name, change) => {
    expect(afterwards(change)).not.toEqual([]);
  });

  test('sees another content of a smart object', () => {
    const smart = readTranscript('photo-smart');
    const run = faithful(smart);
    const documentAfter = changedPsd(run.documentAfter, ({ linkedFiles = [] }) => {
      linkedFiles[0]!.data![100]! ^= 1;
    });
    expect(compareRun(smart, { ...run, documentAfter })).toHaveLength(1);
  });

  const changeAnswer = (
    which: (answer: string | Uint8Array) => boolean,
    change: (answer: string | Uint8Array) => readonly (string | Uint8Array)[],
  ): readonly string[] => {
    const at = played.answers.findIndex(which);
    const answers = played.answers.flatMap((answer, i) => (i === at ? change(answer) : [answer]));
    return differences({ answers });
  };
  const isText = (answer: unknown): boolean =>
    typeof answer === 'string' && answer.includes('layers');
  const isPng = (answer: string | Uint8Array): answer is Uint8Array => answer[0] === 0x89;
  const isPsd = (answer: string | Uint8Array): answer is Uint8Array => answer[0] === 0x38;

  test.each<[string, () => readonly string[]]>([
    ['another text', () => changeAnswer(isText, (answer) => [`${String(answer)} `])],
    ['an answer less', () => changeAnswer(isText, () => [])],
    ['an answer twice', () => changeAnswer(isText, (answer) => [answer, answer])],
    ['text for a file', () => changeAnswer(isPng, () => ['done'])],
    ['a PSD for a PNG', () => changeAnswer(isPng, () => [played.documentAfter])],
    [
      'answers in another order',
      () => {
        const [first = '', second = '', ...others] = played.answers;
        return differences({ answers: [second, first, ...others] });
      },
    ],
    [
      'another pixel of a PSD',
      () =>
        changeAnswer(isPsd, (answer) => [
          changedPsd(
            answer as Uint8Array,
            ({ children = [] }) => (children[0]!.imageData!.data[9]! ^= 1),
          ),
        ]),
    ],
    [
      'another pixel of a PNG',
      () =>
        changeAnswer(isPng, (answer) => {
          const png = decodePng(answer as Uint8Array);
          const { width, height, palette, data } = png;
          const entry = palette!.length - 1;
          const other = data.map((value) => (value === entry ? entry - 1 : value));
          return [
            encodePng({ width, height, data: other, channels: 1, depth: 8, palette: palette! }),
          ];
        }),
    ],
  ])('sees among the answers: %s', (_name, run) => {
    expect(run()).not.toEqual([]);
  });
});
