/** Replaces characters that some file systems refuse. */
const REPLACEMENT = '-';
const MAX_LENGTH = 100;

/** `photo.psd` for `photo.jpg`; a layer's name becomes one that every file system takes. */
export function fileName(name: string, extension: 'psd' | 'psb' | 'png'): string {
  const base = name.replace(/\.(psd|psb|png|jpe?g|webp)$/i, '');
  // eslint-disable-next-line no-control-regex -- control characters are what has to go
  const safe = base.replace(/[\u0000-\u001f<>:"/\\|?*]/g, REPLACEMENT).trim();
  return `${safe === '' ? 'untitled' : safe.slice(0, MAX_LENGTH)}.${extension}`;
}
