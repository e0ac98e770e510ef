import { createHash } from 'node:crypto';
import { linkIn } from '../graph/link';
import { pythonText, type Json } from '../json';
import type { Rules } from '../rules';
import type { Folders } from '../state/folders';
import type { Prompt } from '../state/prompt-queue';
import type { NodeResult } from './work';

/** What nodes have made, by all that it was made from. */
export interface Cache {
  /** Of a node of a prompt; null: it is never kept. */
  key(prompt: Prompt, id: string): string | null;
  get(key: string | null): NodeResult | null;
  put(key: string | null, result: NodeResult): void;
  /** As when memory runs short. */
  clear(): void;
}

const MOST = 64;

export function createCache(rules: Rules, folders: Folders): Cache {
  const kept = new Map<string, NodeResult>();

  const key = (prompt: Prompt, id: string): string | null => {
    const node = prompt[id];
    if (node === undefined || !rules('R10-cached')) return null;
    if (node.class_type === 'SaveImageWebsocket' && rules('R10-socket-save')) return null;
    const inputs: [string, Json][] = [];
    for (const [name, value] of Object.entries(node.inputs).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const link = linkIn(value);
      const inner = link === null ? '' : key(prompt, link.node);
      if (inner === null) return null;
      inputs.push([name, link === null ? value : [inner, link.slot]]);
    }
    const file = node.class_type === 'LoadImage' ? hashOf(folders, node.inputs.image) : '';
    return createHash('sha256')
      .update(JSON.stringify([node.class_type, inputs, file]))
      .digest('hex');
  };

  return {
    key,
    get: (name) => (name === null ? null : (kept.get(name) ?? null)),
    put(name, result) {
      if (name === null) return;
      const [oldest] = kept.keys();
      if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
      kept.set(name, result);
    },
    clear: () => kept.clear(),
  };
}

function hashOf(folders: Folders, image: Json | undefined): string {
  const place = folders.place(pythonText(image));
  return (place === null ? null : folders.read(place)?.sha256) ?? '';
}
