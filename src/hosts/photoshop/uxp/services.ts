import * as v from 'valibot';
import type { Handler } from '../protocol/responder';
import { EMPTY } from '../protocol/message';
import { checked, countUpTo, isObject, textUpTo, type Json } from '../protocol/parse';
import { nothingOnClipboard, photoshopFailed } from './errors';
import type { PhotoshopCore } from './types/photoshop';
import type { UxpClipboard, UxpDocument, UxpModule, UxpStorage } from './types/uxp';

export interface ServiceOptions {
  readonly core: PhotoshopCore;
  readonly uxp: UxpModule;
  readonly storage: UxpStorage;
  readonly clipboard: UxpClipboard;
  readonly document: UxpDocument;
}

const SETTINGS = 'supir-panel.settings';
/**
 * Longest text of settings, UTF-16 code units. The panel's own limits on prompts, presets and
 * measurements stay below it, also where every character has to be escaped.
 */
export const MAX_SETTINGS = 512 * 1024;
const MAX_CLIPBOARD = 128 * 1024;
const ECHO = v.object({ bytes: countUpTo(64 * 2 ** 20) });

/** Settings, clipboard and what is known of the place where the page runs. */
export function serviceHandlers(options: ServiceOptions): Readonly<Record<string, Handler>> {
  const { core, uxp, storage, clipboard, document } = options;
  return {
    environment: async () => ({
      value: {
        photoshop: uxp.host.version,
        uxp: uxp.versions.uxp,
        locale: uxp.host.uiLocale ?? null,
        theme: themeOf(document),
        settings: settingsIn(storage),
        gpuMemoryMB: await gpuMemory(core),
      },
      blobs: [],
    }),
    saveSettings: ({ params }) => {
      storage.setItem(SETTINGS, checked(textUpTo(MAX_SETTINGS), params, 'settings'));
      return Promise.resolve(EMPTY);
    },
    copyText: async ({ params }) => {
      const text = checked(textUpTo(MAX_CLIPBOARD), params, 'text');
      await named('clipboard', () => clipboard.setContent({ 'text/plain': text }));
      return EMPTY;
    },
    pasteText: async () => {
      const content = await named('clipboard', () => clipboard.getContent());
      const text = isObject(content) ? content['text/plain'] : content;
      if (typeof text !== 'string' || text === '') throw nothingOnClipboard();
      return { value: text.slice(0, MAX_CLIPBOARD), blobs: [] };
    },
    echo: ({ params, blobs }) => {
      const { bytes } = checked(ECHO, params, 'echo');
      const back = bytes === 0 ? [] : [new Uint8Array(bytes)];
      return Promise.resolve({ value: blobs[0]?.length ?? 0, blobs: back });
    },
  };
}

async function named<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw photoshopFailed(what, error);
  }
}

function settingsIn(storage: UxpStorage): string | null {
  try {
    return storage.getItem(SETTINGS);
  } catch {
    return null;
  }
}

/** One of `darkest`, `dark`, `light`, `lightest`; null where this version does not tell. */
export function themeOf({ theme }: UxpDocument): string | null {
  try {
    return theme?.getCurrent() ?? null;
  } catch {
    return null;
  }
}

/** Memory of the largest GPU that Photoshop sees; a hint for what fits. */
async function gpuMemory(core: PhotoshopCore): Promise<Json> {
  try {
    const info: unknown = await core.getGPUInfo?.();
    const list: unknown = isObject(info) ? info['gpuInfoList'] : null;
    if (!Array.isArray(list)) return null;
    const sizes = list.map((gpu: unknown) => (isObject(gpu) ? Number(gpu['memoryMB']) : 0));
    const largest = Math.max(0, ...sizes.filter((size) => Number.isFinite(size)));
    return largest > 0 ? largest : null;
  } catch {
    return null;
  }
}
