import { decodePicture, plainPicture, resized, savedValues, withCurve } from '../picture/picture';
import { encodePng } from '../picture/png';
import type { FolderName } from '../state/folders';
import { hasFeature } from '../version';
import { NodeError } from './node-error';
import { GREY, previewOf } from './preview';
import { numberOf, OTHER, textOf, valueOf, type Inputs } from './values';
import type { RunNode, Work } from './work';

const load: RunNode = (inputs, work) => {
  const annotated = textOf(inputs, 'image');
  const place = work.folders.place(annotated);
  const file = place === null ? null : work.folders.read(place);
  if (file === null) {
    throw new NodeError('FileNotFoundError', `[Errno 2] No such file or directory: '${annotated}'`);
  }
  try {
    const picture = decodePicture(file.bytes, hasFeature(work.persona.version, 'deep-input'));
    return Promise.resolve({ values: [{ kind: 'image', picture }, OTHER] });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NodeError('PIL.UnidentifiedImageError', `cannot identify image file (${why})`);
  }
};

function savedPng(inputs: Inputs, work: Work, texts: Record<string, string>): Buffer {
  const { picture } = valueOf(inputs, 'images', 'image');
  const rgb = savedValues(picture, work.rules('R28-truncated'));
  return encodePng(picture.width, picture.height, rgb, texts);
}

const save =
  (type: FolderName, prefix: (inputs: Inputs) => string): RunNode =>
  (inputs, work) => {
    const texts = work.rules('R25-text') ? { prompt: JSON.stringify(work.prompt) } : {};
    const filename = work.nextName(prefix(inputs));
    const place = { type, subfolder: '', name: filename };
    work.folders.store(place, savedPng(inputs, work, texts), true);
    const animated = hasFeature(work.persona.version, 'animated-key') ? { animated: [false] } : {};
    const images = [{ filename, subfolder: '', type }];
    return Promise.resolve({ values: [], ui: { images, ...animated } });
  };

/** Five letters that a server chooses at its start. */
const TEMP_PREFIX = 'ComfyUI_temp_abcde';

const saveToSocket: RunNode = async (inputs, work) => {
  const bytes = savedPng(inputs, work, {});
  await work.tick(0, 1, { format: 'png', bytes, result: true });
  return { values: [] };
};

/** Of the picture that a prompt without a model ends with. */
const SIDE = 64;

const wait: RunNode = async (inputs, work) => {
  const steps = numberOf(inputs, 'steps');
  for (let step = 1; step <= steps; step++) {
    await work.spend(numberOf(inputs, 'ms') / steps);
    await work.tick(step, steps, work.previews ? previewOf(null, SIDE, SIDE) : undefined);
  }
  return { values: [{ kind: 'image', picture: plainPicture(SIDE, SIDE, GREY) }] };
};

export const PICTURE_NODES: Readonly<Record<string, RunNode>> = {
  LoadImage: load,
  ImageInvert: (inputs) => {
    const picture = withCurve(valueOf(inputs, 'image', 'image').picture, (value) => 1 - value);
    return Promise.resolve({ values: [{ kind: 'image', picture }] });
  },
  ImageScale: (inputs) => {
    const { picture } = valueOf(inputs, 'image', 'image');
    const scaled = resized(picture, numberOf(inputs, 'width'), numberOf(inputs, 'height'));
    return Promise.resolve({ values: [{ kind: 'image', picture: scaled }] });
  },
  PreviewImage: save('temp', () => TEMP_PREFIX),
  SaveImage: save('output', (inputs) => textOf(inputs, 'filename_prefix', 'ComfyUI')),
  SaveImageWebsocket: saveToSocket,
  EmulatedWork: wait,
};
