import type { LayerItem } from '../../editor-state';

/** One line of the layer list. */
export interface LayerRow {
  readonly layer: LayerItem;
  /** 1 for the top of the tree, as `aria-level`. */
  readonly level: number;
  /** Position among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** Whether its members are listed; null for a row that has none. */
  readonly expanded: boolean | null;
  readonly parentId: string | null;
}

/** The lines that can be seen, topmost layer first; members of collapsed groups are left out. */
export function layerRows(
  layers: readonly LayerItem[],
  collapsed: ReadonlySet<string>,
  level = 1,
  parentId: string | null = null,
): readonly LayerRow[] {
  return layers.flatMap((layer, index) => {
    const expanded = layer.children === null ? null : !collapsed.has(layer.id);
    const row = { layer, level, position: index + 1, siblings: layers.length, expanded, parentId };
    const members = expanded === true ? (layer.children ?? []) : [];
    return [row, ...layerRows(members, collapsed, level + 1, layer.id)];
  });
}

/** Every layer with its groups, outermost first; null where the tree has no such layer. */
export function pathTo(layers: readonly LayerItem[], id: string): readonly LayerItem[] | null {
  for (const layer of layers) {
    if (layer.id === id) return [layer];
    const below = layer.children === null ? null : pathTo(layer.children, id);
    if (below !== null) return [layer, ...below];
  }
  return null;
}

/** The ids of all layers, groups included. */
export function allIds(layers: readonly LayerItem[]): readonly string[] {
  return layers.flatMap((layer) => [layer.id, ...allIds(layer.children ?? [])]);
}

/**
 * Effect of a key of the tree pattern: the row that takes the focus, or that opens or closes. https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export type TreeMove =
  | { readonly kind: 'focus'; readonly id: string }
  | { readonly kind: 'expand' | 'collapse'; readonly id: string };

/** Effect of `key` in the row of the layer `id`; null: none. */
export function treeMove(rows: readonly LayerRow[], id: string, key: string): TreeMove | null {
  const index = rows.findIndex((row) => row.layer.id === id);
  const row = rows[index];
  if (row === undefined) return null;
  const to = (target: LayerRow | undefined): TreeMove | null =>
    target === undefined || target === row ? null : { kind: 'focus', id: target.layer.id };
  switch (key) {
    case 'ArrowDown':
      return to(rows[index + 1]);
    case 'ArrowUp':
      return to(rows[index - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      if (row.expanded === false) return { kind: 'expand', id };
      return row.expanded === true && rows[index + 1]?.parentId === id ? to(rows[index + 1]) : null;
    case 'ArrowLeft':
      if (row.expanded === true) return { kind: 'collapse', id };
      return to(rows.find((other) => other.layer.id === row.parentId));
    default:
      return null;
  }
}
