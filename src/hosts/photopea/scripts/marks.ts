import { literal } from './literal';

/**
 * Texts that mark the messages of one call; random, because Photopea sends every answer to every
 * plugin.
 */
export interface Marks {
  readonly start: string;
  readonly end: string;
  readonly fence: string;
  /** Stands before each text of the answer. */
  readonly say: string;
}

export function marksOf(channelId: string, call: number): Marks {
  const tag = `~${channelId}.${call}`;
  return { start: `${tag}:start`, end: `${tag}:end`, fence: `${tag}:fence`, say: `${tag}=` };
}

/** `script` with its marks; inside it `rsSay(object)` answers. Never begins with `{`, which Photopea ignores. */
export function markedScript(script: string, marks: Marks): string {
  return `app.echoToOE(${literal(marks.start)});
function rsSay(o) { app.echoToOE(${literal(marks.say)} + JSON.stringify(o)); }
${script}
;app.echoToOE(${literal(marks.end)});`;
}

/** Arrives even when the marked script died half way or was not understood. */
export function fenceScript(marks: Marks): string {
  return `app.echoToOE(${literal(marks.fence)});`;
}
