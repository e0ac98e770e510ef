import type { CDPSession, Page } from 'playwright-core';

/** A control as the browser tells a screen reader of it. */
export interface SpokenControl {
  readonly role: string;
  readonly name: string;
  readonly value: string;
  readonly description: string;
  /** States beside the value, such as `checked true`. */
  readonly states: readonly string[];
  /** Names of what it lies in, from the outside in. */
  readonly within: readonly string[];
  readonly isFocused: boolean;
}

type Tree = Awaited<ReturnType<typeof treeOf>>;
type Node = Tree[number];

async function treeOf(session: CDPSession) {
  return (await session.send('Accessibility.getFullAXTree')).nodes;
}

/** Everything that the keyboard can reach, in the order of the page, its editor included. */
export async function spokenControls(page: Page): Promise<readonly SpokenControl[]> {
  const session = await page.context().newCDPSession(page);
  const nodes = await treeOf(session);
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  return nodes.filter(isControl).map((node) => spoken(node, byId));
}

const propertyOf = ({ properties = [] }: Node, name: string): unknown =>
  properties.find((one) => one.name === name)?.value.value;

function isControl(node: Node): boolean {
  const isPage = node.role?.value === 'RootWebArea';
  return !node.ignored && !isPage && propertyOf(node, 'focusable') === true;
}

const STATES = ['checked', 'pressed', 'selected', 'expanded', 'disabled', 'invalid', 'valuetext'];

function spoken(node: Node, byId: ReadonlyMap<string, Node>): SpokenControl {
  return {
    role: textOf(node.role),
    name: textOf(node.name),
    value: textOf(node.value),
    description: textOf(node.description),
    states: STATES.flatMap((name) => {
      const value = propertyOf(node, name);
      return value === undefined || value === 'false' || value === false
        ? []
        : [`${name} ${String(value)}`];
    }),
    within: namesAround(node, byId),
    isFocused: propertyOf(node, 'focused') === true,
  };
}

/** What a screen reader names when the focus comes into it. */
const NAMED = new Set(['group', 'region', 'radiogroup', 'listbox', 'complementary', 'application']);

function namesAround(node: Node, byId: ReadonlyMap<string, Node>): readonly string[] {
  const names: string[] = [];
  for (let id = node.parentId; id !== undefined; id = byId.get(id)?.parentId) {
    const around = byId.get(id);
    const name = textOf(around?.name);
    if (NAMED.has(textOf(around?.role)) && name !== '') names.unshift(name);
  }
  return names;
}

function textOf(value: Node['name']): string {
  return wordOf(value?.value).trim();
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'object' ? '' : String(value ?? '');
}

/** Controls that have no name, or no role; or the same as another in the same place. */
export function unclear(controls: readonly SpokenControl[]): readonly string[] {
  const seen = new Set<string>();
  return controls.flatMap((control) => {
    const { role, name, within } = control;
    const text = [...within, `${role} “${name}”`].join(' › ');
    const isUnclear = name === '' || NO_ROLE.has(role) || seen.has(text);
    seen.add(text);
    return isUnclear ? [text] : [];
  });
}

const NO_ROLE = new Set(['', 'generic', 'none', 'paragraph', 'StaticText']);
