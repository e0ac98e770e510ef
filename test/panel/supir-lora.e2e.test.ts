import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { outcome } from '../e2e/outcome';
import { tinyCheckpoint } from '../restore/supir/tiny-checkpoint';
import { TINY_LORA_BYTES } from '../restore/supir/tiny-lora';
import { eventually } from '../support/browser/eventually';
import { encodeFile } from '../weights/encode-file';
import { loraParts } from '../weights/lora/lora-bytes';
import { startBuiltPage, type BuiltPage } from './page/built-page';
import { prepareTinySupir } from './page/tiny-supir';

jest.setTimeout(240_000);

const LIGHTNING = 'sdxl_lightning_8step_lora.safetensors';
const OTHER = 'film_sd15.safetensors';

let built: BuiltPage;
let folder: string;
beforeAll(async () => {
  built = await startBuiltPage();
  folder = await mkdtemp(path.join(tmpdir(), 'supir-lora-'));
  const write = (name: string, bytes: Uint8Array): Promise<void> =>
    writeFile(path.join(folder, name), bytes);
  await write(LIGHTNING, TINY_LORA_BYTES);
  await write('SUPIR-v0F.ckpt', tinyCheckpoint('supir.f16.safetensors'));
  const name = 'lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k';
  await write(OTHER, encodeFile(loraParts([{ name, down: [4, 768], up: [320, 4] }])));
});
afterAll(async () => {
  await built.close();
  await rm(folder, { recursive: true });
});
afterEach(() => built.closeTabs());

function state(page: Page, id: string, attribute = 'data-state'): Promise<string | null> {
  return page.locator(`#${id}`).getAttribute(attribute);
}

async function choose(page: Page, name: string): Promise<void> {
  await page.locator('#model-input').setInputFiles(path.join(folder, name));
}

it('a checkpoint and a LoRA are taken among the model files, and used', async () => {
  const page = await built.tab();
  await prepareTinySupir(page, built.url, 2);
  await choose(page, 'SUPIR-v0F.ckpt');
  const supir = page.locator('#model-supir[data-state=open][data-name="SUPIR-v0F.ckpt"]');
  await supir.waitFor({ state: 'attached' });
  expect(await state(page, 'model-lora')).toBe('missing');
  await choose(page, LIGHTNING);
  await eventually(() => state(page, 'model-lora'), 'open');
  expect(await state(page, 'model-lora', 'data-lightning')).toBe('true');
  await eventually(() => state(page, 'setting-lightning', 'data-value'), 'true');
  await page.locator('#setting-lora-strength input').fill('0.5');
  await page.keyboard.press('Enter');

  expect(await outcome(page)).toBe('done');
  const report: unknown = JSON.parse((await state(page, 'result', 'data-report')) ?? '{}');
  expect(report).toMatchObject({
    model: `SUPIR-v0F.ckpt + sdxl.f16.safetensors + ${LIGHTNING} × 0.5`,
    supir: { steps: 2, sampler: 'dpmpp' },
  });

  await page.locator('#section-models-toggle').click();
  await page.locator('#model-lora-remove').click();
  await eventually(() => state(page, 'model-lora'), 'missing');
  await eventually(() => state(page, 'setting-lightning', 'data-value'), 'false');
});

it('a LoRA for another model is refused by name, and nothing else is lost', async () => {
  const page = await built.tab();
  await prepareTinySupir(page, built.url, 2);
  await choose(page, OTHER);
  const refused = page.locator(`#models-refused [data-name="${OTHER}"]`);
  await refused.waitFor({ state: 'attached' });
  expect(await refused.getAttribute('data-code')).toBe('model-lora-other-base');
  expect(await state(page, 'model-lora')).toBe('missing');
  expect(await state(page, 'model-supir')).toBe('open');
});
