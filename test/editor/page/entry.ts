import { packError } from '../../../src/core/errors';
import { startEditor } from '../../../src/editor/start-editor';
import type { DocumentNotice } from '../../../src/editor/document/document-notice';
import { longestBlock } from '../../support/browser/longest-block';

export interface OpenedPicture {
  readonly width: number;
  readonly height: number;
  readonly data: readonly number[];
  readonly notices: readonly DocumentNotice[];
}

const testPage = {
  /** Opens a file in a worker of its own and hands out `part` (x, y, width, height) of its view. */
  openFile: ({ bytes, part }: { bytes: string; part: readonly number[] | null }) =>
    opened(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer, part),

  /** A file opened and saved again, as base64. */
  savedFrom: async (bytes: string) => {
    const editor = startEditor();
    try {
      await editor.open(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer, 'picture');
      const psd = await editor.save('psd');
      const png = await editor.save('png');
      return { psd: toBase64(psd.bytes), png: toBase64(png.bytes) };
    } finally {
      editor.dispose();
    }
  },

  errorOf: async (bytes: string) => {
    try {
      await opened(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer, null);
      return null;
    } catch (error) {
      const { name, code } = packError(error);
      return { name, code };
    }
  },

  /** A lossless WebP with soft alpha that the browser wrote: what it holds, and what we read. */
  webpRoundTrip: async () => {
    const canvas = new OffscreenCanvas(64, 32);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    const gradient = context.createLinearGradient(0, 0, 64, 0);
    gradient.addColorStop(0, 'rgba(255, 40, 0, 0.02)');
    gradient.addColorStop(1, 'rgba(10, 90, 255, 1)');
    context.fillStyle = gradient;
    context.fillRect(0, 4, 64, 28);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 1 });
    const written = [...context.getImageData(0, 0, 64, 32).data];
    return { type: blob.type, written, read: await opened(await blob.arrayBuffer(), null) };
  },

  /** A picture with soft transparency as a WebP that the browser wrote. */
  webpFile: async (quality: number): Promise<string> => {
    const canvas = new OffscreenCanvas(31, 17);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = 'rgba(200, 40, 90, 0.5)';
    context.fillRect(3, 2, 20, 11);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
  },

  /** Longest time for which the page's own thread was busy while a large picture was handled. */
  longestBlock: async (side: number) => {
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = 'teal';
    context.fillRect(0, 0, side, side / 2);
    const bytes = await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer();
    const editor = startEditor();
    const timings: Record<string, number> = {};
    const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
      const start = performance.now();
      const value = await work;
      timings[name] = Math.round(performance.now() - start);
      return value;
    };
    const longest = await longestBlock(async () => {
      await timed('open', editor.open(bytes, 'large.jpg'));
      const whole = { x: 0, y: 0, width: side, height: side };
      await timed('fit', editor.renderRegion(whole, { width: 800, height: 800 }));
      await timed('fitAgain', editor.renderRegion(whole, { width: 800, height: 800 }));
      const part = { x: 100, y: 100, width: 1200, height: 800 };
      await timed('actualPixels', editor.renderRegion(part, part));
      await timed('select', editor.select({ kind: 'ellipse', rect: whole }, 'replace', 20));
      await timed('invert', editor.invertSelection());
      await timed('psd', editor.save('psd'));
      await timed('png', editor.save('png'));
    }).finally(() => editor.dispose());
    return { longest, timings };
  },
};

export type StandalonePage = typeof testPage;

Object.assign(globalThis, { testPage });

async function opened(bytes: ArrayBuffer, part: readonly number[] | null): Promise<OpenedPicture> {
  const editor = startEditor();
  try {
    await editor.open(bytes, 'picture');
    const { document, notices } = editor.state();
    if (document === null) throw new Error('nothing is open');
    const [x = 0, y = 0, width = document.size.width, height = document.size.height] = part ?? [];
    const rect = { x, y, width, height };
    const { data } = await editor.renderRegion(rect, rect);
    return { ...document.size, data: [...data], notices };
  } finally {
    editor.dispose();
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
