import type { KeyPlace } from './key-commands';

/** Controls that take letters to find an entry, or arrows to move. */
const TAKES_LETTERS =
  '[role=menu], [role=listbox], [role=combobox], [role=dialog], [role=alertdialog]';
const TEXT_INPUTS: ReadonlySet<string> = new Set([
  'text',
  'search',
  'email',
  'number',
  'password',
  'tel',
  'url',
  'date',
  'time',
]);

/** Place of a key event; looks into shadow roots. */
export function placeOf(event: Event): KeyPlace {
  const path = event.composedPath().filter((target) => target instanceof Element);
  const [deepest] = path;
  if (deepest === undefined || deepest === document.body || deepest === document.documentElement) {
    return 'canvas';
  }
  if (takesText(deepest) || path.some((element) => element.matches(TAKES_LETTERS))) return 'text';
  return deepest.localName === 'supir-canvas' ? 'canvas' : 'control';
}

function takesText(element: Element): boolean {
  if (element instanceof HTMLInputElement) return TEXT_INPUTS.has(element.type);
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return true;
  return element instanceof HTMLElement && element.isContentEditable;
}
