/** A control of a template's markup, as a screen reader names it. */
export interface MarkedControl {
  readonly tag: string;
  readonly id: string;
  readonly name: string;
  /** Names of the groups and regions around it, from the outside in. */
  readonly within: readonly string[];
}

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

const TOKEN = /<(\/?)([a-z][\w-]*)((?:[^>"]|"[^"]*")*)>|[^<]+/g;
const EMPTY = new Set(['img', 'input']);

/** The markup of `templateText` as a tree. */
function parsed(markup: string): Element {
  const root: Element = { tag: '', attributes: {}, children: [] };
  const open = [root];
  for (const [text, end, tag, attributes = ''] of markup.matchAll(TOKEN)) {
    const last = open.at(-1)!;
    if (tag === undefined) last.children.push(text);
    else if (end === '/') open.pop();
    else {
      const element: Element = { tag, attributes: attributesOf(attributes), children: [] };
      last.children.push(element);
      if (!EMPTY.has(tag)) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`not closed: ${open.at(-1)?.tag}`);
  return root;
}

/** What is switched off by a boolean is left out. */
function attributesOf(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/(\??)([\w-]+)(?:="([^"]*)")?/g)]
    .filter(([, isSwitch, , value]) => isSwitch === '' || value === 'true')
    .map(([, , name, value]) => [name, value ?? '']);
  return Object.fromEntries(found) as Record<string, string>;
}

const CONTROLS = new Set([
  ...['a', 'button', 'select', 'summary', 'textarea'],
  ...['panel-slider', 'sp-action-button', 'sp-button', 'sp-number-field', 'sp-switch'],
]);

function isControl({ tag, attributes }: Element): boolean {
  const isInput = tag === 'input' && !('hidden' in attributes);
  return isInput || CONTROLS.has(tag) || attributes['tabindex'] === '0';
}

const NAMED = /^(application|group|listbox|radiogroup|region)$/;

function isNamedPlace({ tag, attributes }: Element): boolean {
  return tag === 'section' || NAMED.test(attributes['role'] ?? '');
}

/** Every control of the markup, in its order. */
export function controlsOf(markup: string): readonly MarkedControl[] {
  const root = parsed(markup);
  const byId = new Map<string, Element>();
  const note = (element: Element): void => {
    const { id } = element.attributes;
    if (id !== undefined) byId.set(id, element);
    elementsIn(element).forEach(note);
  };
  note(root);

  const nameOf = (element: Element, label: string): string => {
    const { attributes } = element;
    const ids = attributes['aria-labelledby'];
    if (ids !== undefined) {
      const named = ids.split(' ').map((id) => byId.get(id));
      return named.map((one) => (one === undefined ? '' : textIn(one))).join(' ');
    }
    return attributes['aria-label'] ?? attributes['label'] ?? (label || textIn(element));
  };
  const controls: MarkedControl[] = [];
  const look = (element: Element, within: readonly string[], label: string): void => {
    const { tag, attributes } = element;
    const inside = tag === 'label' ? textIn(element) : label;
    if (isControl(element)) {
      const { id = '' } = attributes;
      controls.push({ tag, id, name: nameOf(element, inside).trim(), within });
    }
    const place = isNamedPlace(element) ? nameOf(element, '').trim() : '';
    const around = place === '' || attributes['tabindex'] === '0' ? within : [...within, place];
    elementsIn(element).forEach((child) => look(child, around, inside));
  };
  look(root, [], '');
  return controls;
}

function elementsIn({ children }: Element): readonly Element[] {
  return children.filter((child) => typeof child !== 'string');
}

/** Words of an element, without those of its tooltip. */
function textIn({ tag, children }: Element): string {
  if (tag === 'sp-tooltip' || tag === 'select') return '';
  return children
    .map((child) => (typeof child === 'string' ? child : textIn(child)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
