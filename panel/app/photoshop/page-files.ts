import type { BridgeFiles } from '../../../src/hosts/photoshop/page/files';

/** Reads a file beside the page, by its relative URL. */
export type ReadPageFile = (url: string) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Makes a reader that goes straight to the disk where the webview lets a page read its neighbours,
 * otherwise through the plugin. Some webviews answer such a request with status 0 and the bytes.
 */
export function readsPageFiles(files: BridgeFiles, signal: AbortSignal): ReadPageFile {
  return async (url) => (await fetched(url)) ?? (await throughPlugin(files, url, signal));
}

async function fetched(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const response = await fetch(url);
    if (!response.ok && response.status !== 0) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length === 0 ? null : bytes;
  } catch {
    return null;
  }
}

async function throughPlugin(
  files: BridgeFiles,
  url: string,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await files.asset(`page/${url}`, { signal });
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : Uint8Array.from(bytes);
}
