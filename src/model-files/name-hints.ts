/** Quality or fidelity, by the name that a SUPIR file was given; null: it has no such word. */
export function variantOf(fileName: string): 'Q' | 'F' | null {
  const found = /v0[-_ .]?([qf])(?![a-z])|(?:^|[-_ .])([qf])(?=[-_ .]|$)/i.exec(fileName);
  const letter = (found?.[1] ?? found?.[2])?.toUpperCase();
  if (letter === 'Q' || letter === 'F') return letter;
  if (/quality/i.test(fileName)) return 'Q';
  return /fidelity/i.test(fileName) ? 'F' : null;
}

type Metadata = Readonly<Record<string, string>>;

const TELLING_METADATA = ['modelspec.title', 'modelspec.architecture', 'modelspec.tags', 'name'];

/**
 * A checkpoint's own words: its file's name, title and tags, each as words in lower case with
 * single spaces. People run words together (`dreamshaperXLDMD2`): capitals begin a word, XL is one.
 */
function ownWords(fileName: string, metadata: Metadata): readonly string[] {
  const stem = fileName.replace(/\.(safetensors|sft|ckpt|pth?)$/i, '');
  const texts = [stem, ...TELLING_METADATA.map((key) => metadata[key] ?? '')];
  return texts.map((text) =>
    text
      .slice(0, 1000)
      .replace(/(SD)?XL(?![a-z])/g, ' $& ')
      .replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$& ')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .toLowerCase(),
  );
}

/** Words after "hyper" in names of that distillation, as against a hyperrealistic style. */
const AFTER_HYPER =
  'sd|xl|steps?|v\\d|\\d(?! ?d(?![a-z]))|[bf]p?\\d|lora|unet|vae|cfg|dpm|euler|lcm|dmd|turbo|lightning|(?:n?sfw|baked|pruned|merged?|final|beta|alpha|fast|quant|by|edition|version)(?![a-z])';

/** Few steps, counted. Before a long number it is the count of an epoch in training. */
const STEPS = /(?<!\d)([1-8]) ?steps?(?! ?\d{3}|[a-z])/;

/**
 * Names of the ways in which models are distilled to few steps, and of few steps themselves; after
 * "no" or "non" they say the opposite.
 */
const FEW_STEPS = new RegExp(
  [
    '(?<!(?<![a-z])non? ?)(?:lightning|turbo(?! ?(?:charg|diesel|fan|jet|prop)))',
    '(?<![a-z])(?:lcm|tcd|dmd)(?![a-z])',
    'dmd2',
    `hyper(?= ?(?:$|${AFTER_HYPER}))`,
    STEPS.source,
  ].join('|'),
);

/** Whether a checkpoint names itself distilled to few steps. */
export function isFewSteps(fileName: string, metadata: Metadata): boolean {
  return ownWords(fileName, metadata).some((words) => FEW_STEPS.test(words));
}

/** How many steps a file's name says that it was distilled to; null: it says nothing of them. */
export function stepsOf(fileName: string): number | null {
  const [words = ''] = ownWords(fileName, {});
  const found = STEPS.exec(words);
  return found === null ? null : Number(found[1]);
}

/** Whether a checkpoint's name is that of SDXL Lightning's one-step file, which has no mark. */
export function callsItselfOneStepX0(fileName: string, metadata: Metadata): boolean {
  return ownWords(fileName, metadata).some(
    (words) => X0.test(words) && /(?<!\d)(?:1|one) ?step|lightning/.test(words),
  );
}

const X0 = /(?<![a-z\d])x0(?![a-z\d])/;

/** A kind of model that a name hints at and that cannot be run as it should. */
export type PredictionHint = 'v-prediction' | 'zero-snr' | 'edm' | 'x0';

const HINTS: readonly (readonly [PredictionHint, RegExp])[] = [
  ['v-prediction', /v ?pred(?!ator)|v ?param(?!ount)/],
  ['edm', /(?<![a-z])cos ?(?:sd)?xl|(?<![a-z])edm(?![a-z])|playground ?v? ?2 ?5/],
  ['zero-snr', /zt ?snr|z ?snr|zero ?(?:terminal ?)?snr/],
  ['x0', X0],
  ['x0', /lightning.*(?<!\d)(?:1|one) ?step(?!s? ?\d{3})/],
];

/**
 * Kind that a checkpoint's own name hints at, though no mark in it shows it. Names can be wrong: it
 * is for a warning, never for a refusal. null: none.
 */
export function predictionHint(fileName: string, metadata: Metadata): PredictionHint | null {
  const names = ownWords(fileName, metadata);
  return HINTS.find(([, pattern]) => names.some((words) => pattern.test(words)))?.[0] ?? null;
}
