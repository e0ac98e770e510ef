import { nothing, type TemplateResult } from 'lit';
import { getDirectiveClass } from 'lit/directive-helpers.js';
import { repeat } from 'lit/directives/repeat.js';

/**
 * A template as markup, with attributes in one line. Properties and listeners are left out, as are
 * attributes that are `nothing`; what is switched by a boolean has it as its value. Of directives it
 * knows `repeat`.
 */
export function templateText(value: unknown): string {
  if (value === nothing || value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(templateText).join('');
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (isRepeated(value)) {
    const [items, , template] = value.values;
    return Array.from(items, template).map(templateText).join('');
  }
  if (!isTemplate(value)) throw new TypeError('neither a template nor a text');
  const text = value.strings.reduce((before, part, at) => {
    const inserted = value.values[at - 1];
    const attribute = / ?([\w-]+|[.?@][\w-]+)=$/.exec(before.replace(/\s+/g, ' '));
    if (attribute === null) return before + templateText(inserted) + part;
    const [, name = ''] = attribute;
    const head = before.slice(0, before.lastIndexOf(name));
    const left = /^[.@]/.test(name) || inserted === nothing;
    return left ? head + part : `${head}${name}="${String(inserted)}"${part}`;
  });
  return text.replace(/\s+/g, ' ');
}

function isTemplate(value: unknown): value is TemplateResult {
  return typeof value === 'object' && value !== null && 'strings' in value && 'values' in value;
}

interface Repeated {
  readonly values: readonly [
    items: Iterable<unknown>,
    key: unknown,
    template: (item: unknown, index: number) => unknown,
  ];
}

const REPEAT = getDirectiveClass(repeat([], () => nothing));

function isRepeated(value: unknown): value is Repeated {
  return getDirectiveClass(value) === REPEAT;
}
