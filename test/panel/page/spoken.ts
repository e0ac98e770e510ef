import type { CDPSession, Page } from 'playwright-core';

/** A control as the browser tells a screen reader of it. */
interface SpokenControl {
  readonly role: string;
  readonly name: string;
  /** Names of what it lies in, from the outside in. */
  readonly within: readonly string[];
  readonly isInPanel: boolean;
}

type Node = Awaited<ReturnType<typeof treeOf>>[number];

async function treeOf(session: CDPSession) {
  return (await session.send('Accessibility.getFullAXTree')).nodes;
}

/**
 * What the keyboard can reach in the panel and a screen reader cannot tell from the rest: controls
 * without a name or a role, and those that are like another one in the same place.
 */
export async function unclearControls(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const nodes = await treeOf(session);
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const seen = new Set<string>();
  return nodes.filter(isControl).flatMap((node) => {
    const { role, name, within, isInPanel } = spoken(node, byId);
    if (!isInPanel) return [];
    const text = [...within, `${role} “${name}”`].join(' › ');
    const isUnclear = name === '' || NO_ROLE.has(role) || seen.has(text);
    seen.add(text);
    return isUnclear ? [text] : [];
  });
}

const NO_ROLE = new Set(['', 'generic', 'none', 'paragraph']);

function isControl({ ignored, role, properties = [] }: Node): boolean {
  const isFocusable = properties.some(
    ({ name, value }) => name === 'focusable' && value.value === true,
  );
  return isFocusable && !ignored && role?.value !== 'RootWebArea';
}

/** What a screen reader names when the focus comes into it. */
const PLACES = new Set([
  'group',
  'region',
  'radiogroup',
  'listbox',
  'complementary',
  'application',
]);

function spoken(node: Node, byId: ReadonlyMap<string, Node>): SpokenControl {
  const within: string[] = [];
  let isInPanel = false;
  for (let id = node.parentId; id !== undefined; id = byId.get(id)?.parentId) {
    const around = byId.get(id);
    const name = textOf(around?.name);
    const role = textOf(around?.role);
    isInPanel ||= role === 'complementary';
    if (PLACES.has(role) && name !== '') within.unshift(name);
  }
  return { role: textOf(node.role), name: textOf(node.name), within, isInPanel };
}

function textOf(value: Node['name']): string {
  return typeof value?.value === 'string' ? value.value.trim() : '';
}
