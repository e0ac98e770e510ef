import type { ScriptPurpose } from './purposes';

/** A script that had not answered when its time was over. */
export interface LateScript {
  readonly purpose: ScriptPurpose;
  readonly waitedMs: number;
}

/** Of the latest ones; a Photopea that hangs would fill any list. */
const MOST_KEPT = 8;

export interface LateScripts {
  readonly list: readonly LateScript[];
  add(script: LateScript): void;
}

export function createLateScripts(): LateScripts {
  let list: readonly LateScript[] = [];
  return {
    get list() {
      return list;
    },
    add(script) {
      list = [...list, script].slice(-MOST_KEPT);
    },
  };
}

/** `look (5 s), read-layer (120 s)`, the latest last; for diagnostics. */
export function lateText(list: readonly LateScript[]): string {
  const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
  return list.map(({ purpose, waitedMs }) => `${purpose} (${seconds(waitedMs)})`).join(', ');
}
