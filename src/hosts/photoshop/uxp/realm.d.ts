/**
 * `src/core` names it in `unpackError`, which restores what crossed a border. The plugin only packs
 * errors, so that function is not in its bundle and the class need not exist in its realm.
 */
declare class DOMException extends Error {
  constructor(message?: string, name?: string);
}

/** Named by `EditorHost`, of which the plugin takes the shapes of its values only. */
interface AbortSignal {
  readonly aborted: boolean;
}
