import { CATALOG } from '../../../models/catalog';
import {
  recognise,
  recogniseNamed,
  verdictOf,
  withKnownFacts,
  type Recognisable,
  type Verdict,
} from '../../../panel/store/recognise';
import { NO_LIBRARY, seemingFile } from '../../../panel/store/library';
import { NO_MODELS, withModel } from '../../../panel/store/models';
import { open, sdxlFile, supirFile } from '../stories/models';

const FILES = CATALOG.knownFiles;
const HASHES = new Map(FILES.map(({ name, sha256 }) => [name, sha256!]));

const sdxl = (name: string, byteLength: number): Recognisable => ({
  role: 'sdxl',
  name,
  byteLength,
});
const supir = (
  name: string,
  byteLength = 2_664_858_464,
  variant: 'Q' | 'F' | null = null,
): Recognisable => ({ role: 'supir', name, byteLength, variant });

describe('a picked file', () => {
  it.each<[string, Recognisable, string | null]>([
    [
      'by its length, whatever its name',
      sdxl('model.safetensors', 7_105_348_188),
      'Juggernaut-XL_v9_RunDiffusionPhoto_v2.safetensors',
    ],
    [
      'against its name',
      sdxl('Realistic_Full.safetensors', 7_105_348_284),
      'Juggernaut_RunDiffusionPhoto2_Lightning_4Steps.safetensors',
    ],
    [
      'by its name where two have one length',
      sdxl('sd_xl_base_1.0.safetensors', 6_938_078_334),
      'sd_xl_base_1.0.safetensors',
    ],
    [
      'by another name of it',
      sdxl('sdXL_v10VAEFix.safetensors', 6_938_078_334),
      'sd_xl_base_1.0_0.9vae.safetensors',
    ],
    [
      'by its variant where its name is nobody’s',
      supir('supir_q.safetensors', undefined, 'Q'),
      'SUPIR-v0Q_fp16.safetensors',
    ],
    [
      'after a second download',
      supir('SUPIR-v0F_fp16 (1).safetensors'),
      'SUPIR-v0F_fp16.safetensors',
    ],
    ['by a rounded length and its name', supir('SUPIR-v0F.ckpt', 5_330_000_001), 'SUPIR-v0F.ckpt'],
    ...([2, 4, 8] as const).map((steps): [string, Recognisable, string] => [
      `by its name where many have its length: ${steps} steps`,
      sdxl(`sdxl_lightning_${steps}step.safetensors`, 6_938_040_682),
      `sdxl_lightning_${steps}step.safetensors`,
    ]),
    // Programs that write an SDXL model in 16 bits and nothing else all write files of this length.
    [
      'not by a length that many have',
      sdxl('waiIllustriousSDXL_v150.safetensors', 6_938_040_682),
      null,
    ],
    [
      'by the name that another site gives it',
      sdxl('realvisxlV50_v50Bakedvae.safetensors', 6_938_065_488),
      'RealVisXL_V5.0_fp16.safetensors',
    ],
    [
      'by its name where no length is known',
      supir('v0F_fp32.safetensors', 5_000_000_000),
      'SUPIR-v0F_fp32.safetensors',
    ],
    [
      'by its name before the length of another one',
      supir('SUPIR-v0F.ckpt', 5_329_810_432),
      'SUPIR-v0F.ckpt',
    ],
    [
      'by its length before a name of another length',
      sdxl('sd_xl_base_1.0.safetensors', 7_105_348_188),
      'Juggernaut-XL_v9_RunDiffusionPhoto_v2.safetensors',
    ],
    ['not by a rounded length alone', supir('mix.ckpt', 5_330_000_001), null],
    ['not by its name alone', sdxl('sd_xl_base_1.0.safetensors', 6_938_078_000), null],
    ['not where Q and F are alike', supir('model.safetensors'), null],
    ['not under another role', supir('model.safetensors', 7_105_348_188), null],
  ])('is known %s', (_, picked, name) => {
    expect(recognise(picked, FILES)?.name ?? null).toBe(name);
  });

  it('has what is known of it, not what its name hints at', () => {
    const lightning = recognise(sdxl('x', 7_105_348_284), FILES);
    expect([lightning?.isLightning, lightning?.steps]).toEqual([true, 4]);
    expect(withKnownFacts(sdxlFile(false), lightning).isLightning).toBe(true);
    const full = recognise(sdxl('my_Lightning', 6_938_065_488), FILES);
    expect(withKnownFacts(sdxlFile(true), full).isLightning).toBe(false);
    const quality = FILES.find(({ variant }) => variant === 'Q')!;
    expect(withKnownFacts(supirFile('F'), quality).variant).toBe('Q');
    expect(withKnownFacts(supirFile('F'), full).variant).toBe('F');
    expect(withKnownFacts(supirFile('F'), null).variant).toBe('F');
  });
});

describe('the facts of a published file', () => {
  it.each<[string, Recognisable, string | null]>([
    ['are not those of a file of its length alone', sdxl('mine', 7_105_348_284), null],
    ['are not those of a SUPIR file of its length alone', supir('mine.ckpt', 5_329_810_432), null],
    [
      'are those of the file whose name it has',
      sdxl('juggernautXL_v9Rdphoto2Lightning.safetensors', 7_105_348_284),
      'Juggernaut_RunDiffusionPhoto2_Lightning_4Steps.safetensors',
    ],
    [
      'are those of the one that is named so, though another has its length',
      supir('v0F.ckpt', 5_329_810_432),
      'SUPIR-v0F.ckpt',
    ],
  ])('%s', (_, picked, name) => {
    expect(recogniseNamed(picked, FILES)?.name ?? null).toBe(name);
  });

  const lightning = FILES.find(({ steps, bytes }) => steps === 4 && bytes === 7_105_348_284)!;
  const shown = (name: string, verdict: Verdict | null) => {
    const held = open({ ...sdxlFile(), name, byteLength: 7_105_348_284 });
    if (held.access !== 'open') throw new Error('it is not open');
    const models = withModel(NO_MODELS, held);
    const verdicts = verdict === null ? [] : [{ file: held.file, verdict }];
    const seeming = seemingFile({ ...NO_LIBRARY, verdicts }, models, 'sdxl');
    return seeming && [seeming.file.name, seeming.isSure];
  };
  it.each<[string, string, Verdict | null, unknown]>([
    ['by a length alone it seems so', 'mine', null, [lightning.name, false]],
    ['by its name it is', lightning.name, null, [lightning.name, true]],
    [
      'by its hash it is',
      'mine',
      { kind: 'genuine', name: lightning.name, title: lightning.title },
      [lightning.name, true],
    ],
    ['a hash of nothing takes the title away', 'mine', { kind: 'unknown' }, null],
  ])('are shown: %s', (_, name, verdict, expected) => {
    expect(shown(name, verdict)).toEqual(expected);
  });
});

describe('a hash', () => {
  const OTHER = '0'.repeat(64);
  it.each<[string, Recognisable, string, object]>([
    [
      'that is published',
      supir('SUPIR-v0Q_fp16.safetensors'),
      HASHES.get('SUPIR-v0Q_fp16.safetensors')!,
      { kind: 'genuine', title: 'SUPIR v0-Q' },
    ],
    [
      'of another file than its name says',
      supir('SUPIR-v0Q_fp16.safetensors'),
      HASHES.get('SUPIR-v0F_fp16.safetensors')!,
      { kind: 'genuine', title: 'SUPIR v0-F' },
    ],
    [
      'of nothing, with a published name and length',
      sdxl('sd_xl_base_1.0.safetensors', 6_938_078_334),
      OTHER,
      { kind: 'damaged', name: 'sd_xl_base_1.0.safetensors' },
    ],
    [
      'of nothing, of SUPIR’s length',
      supir('mine_q.safetensors', undefined, 'Q'),
      OTHER,
      { kind: 'damaged' },
    ],
    [
      'of nothing, of a base’s length alone',
      sdxl('my-merge.safetensors', 7_105_348_188),
      OTHER,
      { kind: 'unknown' },
    ],
    [
      'of nothing, of no known length',
      sdxl('my-merge.safetensors', 7_000_000_001),
      OTHER,
      { kind: 'unknown' },
    ],
    [
      'where none was published',
      supir('SUPIR-v0Q_fp32.safetensors', 5_300_000_000),
      OTHER,
      { kind: 'unknown' },
    ],
  ])('%s', (_, picked, sha256, verdict) => {
    expect(verdictOf(picked, sha256, FILES)).toMatchObject(verdict);
  });
});
