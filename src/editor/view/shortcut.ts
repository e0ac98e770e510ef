const MAC_SIGNS: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥' };
const MAC_ORDER = ['alt', 'shift', 'mod'];
const NAMES: Readonly<Record<string, string>> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' };
const ORDER = ['mod', 'alt', 'shift'];

/** A shortcut such as `mod+shift+z` as it is written on this system: "Ctrl+Shift+Z" or "⇧⌘Z". */
export function shortcutLabel(shortcut: string, mac: boolean): string {
  const parts = shortcut.split('+');
  const key = (parts.at(-1) ?? '').toUpperCase();
  const held = (mac ? MAC_ORDER : ORDER).filter((name) => parts.includes(name));
  if (mac) return `${held.map((name) => MAC_SIGNS[name] ?? '').join('')}${key}`;
  return [...held.map((name) => NAMES[name] ?? ''), key].join('+');
}
