import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

/** What JavaScript does with a recorded script: the text it echoes, or null where it throws or never ends. */
export function javaScriptEcho(script: string): string | null {
  const echoed: string[] = [];
  const layer: Record<string, unknown> = {};
  const document = { typename: 'Document', layers: [layer], activeLayer: layer };
  layer['parent'] = document;
  const app = {
    activeDocument: document,
    documents: [document],
    echoToOE: (text: string) => void echoed.push(text),
  };
  try {
    runInNewContext(script, { app }, { timeout: 1000 });
  } catch {
    return null;
  }
  return echoed.join('\n');
}

type Message = readonly ['in' | 'out', unknown];

const RUNS = join(__dirname, '../../../fixtures/photopea/transcripts');

/** The scripts of a recorded run that the editor carried out from their first line to their last. */
export function carriedOut(run: string): readonly string[] {
  const text = readFileSync(join(RUNS, `${run}.json`), 'utf8');
  const { messages } = JSON.parse(text) as { readonly messages: readonly Message[] };
  const answers = new Set(messages.flatMap(([way, what]) => (way === 'out' ? [what] : [])));
  return messages.flatMap(([way, what]) => {
    if (way !== 'in' || typeof what !== 'string') return [];
    const end = /"(~[^"]*:end)"/.exec(what)?.[1];
    return end !== undefined && answers.has(end) ? [what] : [];
  });
}
