import { detectPhotopea } from '../../../src/hosts/photopea/detect';
import type { MessageLike, WindowLike } from '../../../src/hosts/photopea/parent-window';
import { createLab } from '../../emulators/photopea/lab';
import { openPanel } from '../../emulators/photopea/panel-window';
import { inspectPosted } from './script-syntax/posted';

interface Frame extends WindowLike {
  readonly posted: unknown[];
  hear(event: MessageLike): void;
  readonly listeners: number;
}

function silentFrame(): Frame {
  const listeners = new Set<(event: MessageLike) => void>();
  const posted: unknown[] = [];
  return {
    posted,
    parent: { postMessage: (message) => posted.push(message) },
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
    hear: (event) => listeners.forEach((listener) => listener(event)),
    get listeners() {
      return listeners.size;
    },
  };
}

describe('detection', () => {
  it('finds the editor around the page, with nothing and with a dialog open', async () => {
    const { photopea } = createLab();
    for (const dialog of [false, true]) {
      photopea.editor.dialog = dialog;
      const channel = await detectPhotopea(openPanel(photopea, inspectPosted), 1000);
      expect(channel).not.toBeNull();
      const answer = await channel!.call({
        purpose: 'read-layer',
        script: 'rsSay({ n: app.documents.length });',
      });
      expect(answer.texts).toEqual(['{"n":0}']);
      channel!.close();
    }
  });

  it('asks nobody in a page of its own', async () => {
    const frame = silentFrame();
    const alone: WindowLike = {
      get parent() {
        return alone as unknown as WindowLike['parent'];
      },
      addEventListener: (type, listener) => frame.addEventListener(type, listener),
      removeEventListener: (type, listener) => frame.removeEventListener(type, listener),
    };
    await expect(detectPhotopea(alone, 1000)).resolves.toBeNull();
    expect(frame.posted).toEqual([]);
  });

  it('gives up on a page that does not answer, and stops listening', async () => {
    const frame = silentFrame();
    await expect(detectPhotopea(frame, 20)).resolves.toBeNull();
    expect(frame.listeners).toBe(0);
  });

  it('gives up at once where that is wished, and stops listening', async () => {
    const frame = silentFrame();
    const controller = new AbortController();
    const found = detectPhotopea(frame, 60_000, { signal: controller.signal });
    controller.abort();
    await expect(found).resolves.toBeNull();
    expect(frame.listeners).toBe(0);
    await expect(detectPhotopea(frame, 1000, { signal: controller.signal })).resolves.toBeNull();
    expect(frame.posted).toHaveLength(2);
  });

  it('hears the parent window only', async () => {
    const frame = silentFrame();
    const found = detectPhotopea(frame, 30);
    const tag = /"(~[^"]*):fence"/.exec(String(frame.posted.at(-1)))![1];
    for (const data of [`${tag}:start`, `${tag}={}`, `${tag}:end`, `${tag}:fence`]) {
      frame.hear({ data, source: {} });
    }
    await expect(found).resolves.toBeNull();
  });

  it('is not fooled by a frame that talks about something else', async () => {
    const frame = silentFrame();
    const found = detectPhotopea(frame, 30);
    for (const data of ['done', { type: 'hello' }, new ArrayBuffer(3)]) {
      frame.hear({ data, source: frame.parent });
    }
    await expect(found).resolves.toBeNull();
  });
});
