import type { TextStorage } from '../../../panel/settings/storage';

/** `localStorage` of one page. */
export function mapStorage(): TextStorage & { readonly map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
  };
}
