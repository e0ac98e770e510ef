/** Commands that keys give. */
export const COMMANDS = [
  'open',
  'save-psd',
  'save-png',
  'undo',
  'redo',
  'select-all',
  'select-none',
  'select-invert',
  'zoom-in',
  'zoom-out',
  'zoom-fit',
  'zoom-actual',
  'tool-marquee',
  'tool-marquee-next',
  'tool-lasso',
  'tool-hand',
  'tool-zoom',
  'compare',
  'pan',
  'cancel',
  'nudge-left',
  'nudge-right',
  'nudge-up',
  'nudge-down',
] as const;
export type Command = (typeof COMMANDS)[number];

/** The parts of a KeyboardEvent that decide. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * Place of a key press. `text`: a field that takes text and keeps its own editing keys. `control`:
 * some other control, which keeps its plain keys. `canvas`: the picture, or nowhere.
 */
export type KeyPlace = 'text' | 'control' | 'canvas';

/** Shortcuts with Ctrl or Cmd, written as [Alt+][Shift+]key. As in Photoshop. */
const WITH_COMMAND_KEY: Readonly<Record<string, Command>> = {
  o: 'open',
  s: 'save-psd',
  'shift+s': 'save-psd',
  'alt+shift+s': 'save-png',
  z: 'undo',
  'shift+z': 'redo',
  a: 'select-all',
  d: 'select-none',
  'shift+i': 'select-invert',
  '=': 'zoom-in',
  '+': 'zoom-in',
  'shift+=': 'zoom-in',
  'shift++': 'zoom-in',
  '-': 'zoom-out',
  '0': 'zoom-fit',
  '1': 'zoom-actual',
};

/** Commands whose keys a text field uses itself. */
const TEXT_KEYS: ReadonlySet<Command> = new Set(['undo', 'redo', 'select-all']);

const PLAIN: Readonly<Record<string, Command>> = {
  m: 'tool-marquee',
  'shift+m': 'tool-marquee-next',
  l: 'tool-lasso',
  h: 'tool-hand',
  z: 'tool-zoom',
  '\\': 'compare',
};

const ON_CANVAS: Readonly<Record<string, Command>> = {
  ' ': 'pan',
  escape: 'cancel',
  arrowleft: 'nudge-left',
  arrowright: 'nudge-right',
  arrowup: 'nudge-up',
  arrowdown: 'nudge-down',
  'shift+arrowleft': 'nudge-left',
  'shift+arrowright': 'nudge-right',
  'shift+arrowup': 'nudge-up',
  'shift+arrowdown': 'nudge-down',
};

/**
 * The letter or sign on the key. Layouts without Latin letters, and Alt on a Mac, give something
 * else as `key`; then the key's position on the keyboard decides.
 */
function signOf(press: KeyPress): string {
  const key = press.key.toLowerCase();
  const printable = key.length === 1;
  if (!printable || (/^[\x20-\x7e]$/.test(key) && !press.altKey)) return key;
  const byCode = /^(?:Key|Digit)(.)$/.exec(press.code)?.[1];
  return byCode?.toLowerCase() ?? key;
}

function chord(press: KeyPress): string {
  return `${press.altKey ? 'alt+' : ''}${press.shiftKey ? 'shift+' : ''}${signOf(press)}`;
}

/** The command of a key press, or null when the key is not ours there. */
export function commandOf(press: KeyPress, place: KeyPlace): Command | null {
  const name = chord(press);
  if (press.ctrlKey || press.metaKey) {
    const command = WITH_COMMAND_KEY[name] ?? null;
    return command !== null && place === 'text' && TEXT_KEYS.has(command) ? null : command;
  }
  if (place === 'text') return null;
  if (name in PLAIN) return PLAIN[name] ?? null;
  return place === 'canvas' ? (ON_CANVAS[name] ?? null) : null;
}

/** Whether releasing this key ends the command that pressing it began. */
export function endsCommand(press: KeyPress, command: 'compare' | 'pan'): boolean {
  const sign = signOf(press);
  return command === 'pan' ? sign === ' ' : sign === '\\';
}

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
