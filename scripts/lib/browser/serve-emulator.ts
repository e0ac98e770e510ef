import { serve } from '../serve.mjs';
import { bundlePage } from './bundle';

export interface Emulator {
  readonly url: string;
  close(): Promise<void>;
}

/** Bundles the Photopea emulator and serves it at an address of its own. */
export async function serveEmulator(): Promise<Emulator> {
  const bundle = await bundlePage('test/emulators/photopea/page/main.ts');
  const server = await serve(bundle.folder, { isolation: 'none' });
  const close = async (): Promise<void> => {
    await server.close();
    await bundle.remove();
  };
  return { url: server.url, close };
}
