import { cp, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { buildEmbeddedModel } from '../../models/build-embedded.mjs';
import type { Rgb8 } from '../networks/pillow';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import type { ComparePage } from './page/compare-entry';
import type { PictureFile } from './page/pixels';
import { tiledRgba } from '../support/pictures';

const packages = createRequire(__filename);

/** A page with both upscalers on that many threads. */
export async function openComparePage(threads: number): Promise<TestPage<ComparePage>> {
  const page = await openTestPage<ComparePage>('test/bench/page/compare-entry.ts');
  try {
    await buildEmbeddedModel(page.folder);
    const slim = packages.resolve('@upscalerjs/esrgan-slim');
    const models = path.join(slim.slice(0, slim.lastIndexOf('dist')), 'models');
    await cp(models, path.join(page.folder, 'slim'), { recursive: true });
    const tfjs = path.dirname(packages.resolve('@tensorflow/tfjs-backend-wasm'));
    await symlink(tfjs, path.join(page.folder, 'tfjs'));
    const others = await page.call('start', threads);
    console.log(`Threads: ${threads}; tfjs says that it runs ${others}`);
    return page;
  } catch (error) {
    await page.close();
    throw error;
  }
}

/** Lays a picture beside a page. */
export async function offer(folder: string, name: string, picture: Rgb8): Promise<PictureFile> {
  const { width, height } = picture;
  await writeFile(path.join(folder, name), tiledRgba(picture, picture));
  return { file: name, width, height };
}
