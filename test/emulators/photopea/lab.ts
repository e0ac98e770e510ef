import { openBytes } from './editor/documents';
import { createPhotopea, type Answer, type Connection, type Photopea } from './photopea';
import { rulesWithout, type RuleId } from './rules';

/** One emulator with a plugin that collects everything it hears. */
export interface Lab {
  readonly photopea: Photopea;
  readonly heard: Answer[];
  readonly panel: Connection;
  /** Posts each message, waits, and returns what was heard since. */
  post(...messages: readonly unknown[]): Promise<Answer[]>;
  /** Runs a script and returns its echoes, `done` left out. */
  run(script: string): Promise<string[]>;
  /** The user opens a file. */
  open(bytes: Uint8Array, name?: string): void;
}

export function createLab(...off: readonly RuleId[]): Lab {
  const photopea = createPhotopea({ rules: rulesWithout(...off) });
  const heard: Answer[] = [];
  const panel = photopea.connect((answer) => heard.push(answer));
  const post: Lab['post'] = async (...messages) => {
    const from = heard.length;
    for (const message of messages) panel.post(message);
    await photopea.idle();
    return heard.slice(from);
  };
  return {
    photopea,
    heard,
    panel,
    post,
    run: async (script) => (await post(script)).map(String).filter((answer) => answer !== 'done'),
    open: (bytes, name = 'photo.psd') => {
      if (!photopea.act(() => openBytes(photopea.editor, bytes, name)))
        throw new Error(`${name} did not open`);
    },
  };
}
