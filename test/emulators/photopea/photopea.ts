import { createApi } from './api/handles';
import { editorGlobals } from './api/app';
import { openBytes } from './editor/documents';
import { createEditor, type Answer, type Editor } from './editor/editor';
import { readMessage, type Incoming } from './messages';
import { rulesWithout, type Rules } from './rules';
import { createInterpreter, type Interpreter } from './script/interpreter';
import { Freeze, ScriptDeath } from './script/values';

export type { Answer, Editor } from './editor/editor';

/** A panel (or the page around the editor) that is listening. */
export interface Connection {
  post(message: unknown): void;
  close(): void;
}

export interface PhotopeaOptions {
  readonly rules?: Rules;
  /** How long every message waits before it is looked at. */
  readonly latencyMs?: number;
}

/** The editor behind its message protocol. Everything a user does goes through `editor`. */
export interface Photopea {
  readonly editor: Editor;
  readonly frozen: () => boolean;
  connect(listener: (answer: Answer) => void): Connection;
  /** What another plugin's script would make everybody hear. */
  chatter(answer: Answer): void;
  /** Something the user does, between two messages: opens a file, presses Undo. */
  readonly act: <T>(action: () => T) => T;
  /** Resolves when every message posted so far has been dealt with. */
  idle(): Promise<void>;
}

type Listener = (answer: Answer) => void;

interface Waiting {
  readonly incoming: Incoming;
  readonly from: Listener;
}

interface Traffic {
  readonly listeners: Set<Listener>;
  readonly queue: Waiting[];
  /** Answers of what is running now. */
  readonly outbox: Answer[];
  readonly whenIdle: (() => void)[];
  timer: ReturnType<typeof setTimeout> | null;
  frozen: boolean;
}

function deliver(rules: Rules, traffic: Traffic, from: Listener | null, answers: Answer[]): void {
  for (const answer of answers) {
    const everybody = from === null || rules('PP-3.1-broadcast');
    for (const listener of everybody ? [...traffic.listeners] : [from]) {
      listener(typeof answer === 'string' ? answer : answer.slice(0));
    }
  }
}

/** The text of a script and its `done`. */
function runScript(editor: Editor, interpreter: Interpreter, text: string): void {
  const outcome = interpreter.run(text);
  const { rules } = editor;
  if (outcome === 'frozen') throw new Freeze('script');
  if (outcome === 'dead' && rules('PP-3.3-dead-script')) return;
  if (outcome === 'unparsed' && rules('PP-3E-syntax-error')) return;
  if (outcome === 'unacknowledged') return;
  if (rules('PP-3-script-done')) editor.send('done');
}

function handle(editor: Editor, interpreter: Interpreter, incoming: Incoming): void {
  if (incoming.kind === 'script') runScript(editor, interpreter, incoming.text);
  else if (incoming.kind === 'picture') openBytes(editor, incoming.bytes, 'picture');
}

/** Which of the waiting messages is next. */
function takeNext(rules: Rules, queue: Waiting[]): Waiting | undefined {
  if (!rules('PP-3.5-in-order')) return queue.pop();
  const delaysPicture = queue[0]?.incoming.kind === 'picture' && !rules('PP-3.6-file-and-script');
  const [next] = queue.splice(delaysPicture && queue.length > 1 ? 1 : 0, 1);
  return next;
}

function startTraffic(
  editor: Editor,
  interpreter: Interpreter,
  traffic: Traffic,
  latencyMs: number,
) {
  const { rules } = editor;
  const flush = (from: Listener | null): void =>
    deliver(rules, traffic, from, traffic.outbox.splice(0));
  const work = ({ incoming, from }: Waiting): void => {
    handle(editor, interpreter, incoming);
    flush(from);
    for (const task of editor.later.splice(0)) {
      task();
      flush(from);
    }
  };
  const step = (): void => {
    traffic.timer = null;
    const next = takeNext(rules, traffic.queue);
    try {
      if (next) work(next);
    } catch (error) {
      if (!(error instanceof Freeze)) throw error;
      traffic.frozen = true;
      traffic.queue.length = 0;
    } finally {
      traffic.outbox.length = 0;
      schedule();
    }
  };
  const schedule = (): void => {
    if (traffic.queue.length > 0 && traffic.timer === null)
      traffic.timer = setTimeout(step, latencyMs);
    if (traffic.queue.length === 0) for (const resolve of traffic.whenIdle.splice(0)) resolve();
  };
  return schedule;
}

export function createPhotopea(options: PhotopeaOptions = {}): Photopea {
  const rules = options.rules ?? rulesWithout();
  const traffic: Traffic = {
    listeners: new Set(),
    queue: [],
    outbox: [],
    whenIdle: [],
    timer: null,
    frozen: false,
  };
  const editor = createEditor(rules, (answer) => {
    if (rules('PP-3.4-answers-at-the-end')) traffic.outbox.push(answer);
    else deliver(rules, traffic, null, [answer]);
  });
  const api = createApi(editor, (text) => {
    const outcome = interpreter.run(text);
    if (outcome === 'frozen') throw new Freeze('inner script');
    if (outcome !== 'ended') throw new ScriptDeath('inner script');
  });
  const interpreter = createInterpreter({
    rules,
    note: (text) => editor.notes.push(text),
    globals: editorGlobals(api),
  });
  const schedule = startTraffic(editor, interpreter, traffic, options.latencyMs ?? 0);
  return {
    editor,
    frozen: () => traffic.frozen,
    connect: (listener) => connect(rules, traffic, listener, schedule),
    act: (action) => {
      const result = action();
      deliver(rules, traffic, null, traffic.outbox.splice(0));
      return result;
    },
    chatter: (answer) => deliver(rules, traffic, null, [answer]),
    idle: () =>
      new Promise((resolve) => {
        traffic.whenIdle.push(resolve);
        schedule();
      }),
  };
}

function connect(
  rules: Rules,
  traffic: Traffic,
  listener: Listener,
  schedule: () => void,
): Connection {
  traffic.listeners.add(listener);
  if (!rules('PP-2-no-greeting')) listener('done');
  return {
    post: (message) => {
      if (traffic.frozen) return;
      traffic.queue.push({ incoming: readMessage(rules, message), from: listener });
      schedule();
    },
    close: () => {
      if (rules('PP-2-close-destroys-panel')) traffic.listeners.delete(listener);
      if (rules('PP-2-posted-before-close-runs')) return;
      const kept = traffic.queue.filter((waiting) => waiting.from !== listener);
      traffic.queue.splice(0, traffic.queue.length, ...kept);
    },
  };
}
