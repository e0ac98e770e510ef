import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkModelFiles, WrongModelFiles } from '../../../scripts/demo/model-files';
import { encodeHeader } from '../../model-files/model-bytes';
import { tinyCheckpoint } from '../../restore/supir/tiny-checkpoint';
import { readManifest } from '../../weights/manifest-file';
import { TINY_LORA_BYTES } from '../../restore/supir/tiny-lora';

type Given = Parameters<typeof checkModelFiles>[0];

const WEIGHTS = path.resolve(__dirname, '../../fixtures/supir-tiny/weights');
const SUPIR = path.join(WEIGHTS, 'supir.f16.safetensors');
const SDXL = path.join(WEIGHTS, 'sdxl.f16.safetensors');

let folder: string;
let lora: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-models-'));
  lora = await file('film.safetensors', TINY_LORA_BYTES);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, bytes);
  return at;
}

/** What is said of the files; null: they are taken. */
async function said(given: Given): Promise<string | null> {
  try {
    await checkModelFiles(given);
    return null;
  } catch (error) {
    if (error instanceof WrongModelFiles) return error.message;
    throw error;
  }
}

it('files of their own roles are taken, in both formats', async () => {
  expect(await said({ supir: SUPIR, sdxl: SDXL })).toBeNull();
  const supir = await file('SUPIR-v0Q.ckpt', tinyCheckpoint('supir.f16.safetensors'));
  expect(await said({ supir, sdxl: SDXL, lora })).toBeNull();
});

it('a file of another role is named with its flag and the one that takes it', async () => {
  expect(await said({ supir: SDXL, sdxl: SDXL })).toBe(
    `--supir ${SDXL} is an SDXL checkpoint, which --sdxl takes.`,
  );
  expect(await said({ supir: SUPIR, sdxl: SDXL, lora: SUPIR })).toBe(
    `--lora ${SUPIR} is a SUPIR file, which --supir takes.`,
  );
  const supir = await file('model.ckpt', tinyCheckpoint('supir.f16.safetensors'));
  const all = await said({ supir: lora, sdxl: supir, lora: SDXL });
  expect(all?.split('\n')).toEqual([
    `--supir ${lora} is a LoRA, which --lora takes.`,
    `--sdxl ${supir} is a SUPIR file, which --supir takes.`,
    `--lora ${SDXL} is an SDXL checkpoint, which --sdxl takes.`,
  ]);
});

it('a file of no role is called what the panel calls it', async () => {
  const tensor = { dtype: 'F16', shape: [2, 768] } as const;
  const { header, dataBytes } = encodeHeader({
    'cond_stage_model.transformer.text_model.embeddings.weight': tensor,
    'model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight': tensor,
  });
  const bytes = new Uint8Array(header.length + dataBytes);
  bytes.set(header);
  const old = await file('v1-5.safetensors', bytes);
  const text = await said({ supir: SUPIR, sdxl: old });
  expect(text).toContain(`--sdxl ${old}: "v1-5.safetensors" is a Stable Diffusion 1 checkpoint.`);
  expect(text).toContain('(model-is-sd1)');
  const cut = await file('cut.safetensors', bytes.subarray(0, bytes.length - 1));
  expect(await said({ supir: SUPIR, sdxl: cut })).toContain('(model-file-truncated)');
});

it('a file of the published size is read where its header lies, and nowhere else', async () => {
  const { header, dataBytes } = encodeHeader(readManifest('sdxl-base.json'));
  const byteLength = header.length + dataBytes;
  expect(byteLength).toBeGreaterThan(2 ** 32);
  // Its end is a hole, which takes no room.
  const large = await file('large.safetensors', header);
  await truncate(large, byteLength);
  expect(await said({ supir: SUPIR, sdxl: large })).toBeNull();
  expect(await said({ supir: large, sdxl: large })).toContain('is an SDXL checkpoint');
});

it('what is no file is said to be none', async () => {
  const gone = path.join(folder, 'gone.safetensors');
  expect(await said({ supir: gone, sdxl: folder })).toBe(
    `--supir ${gone}: there is no such file.\n--sdxl ${folder}: there is no such file.`,
  );
});
