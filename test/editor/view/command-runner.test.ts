import { runCommand, type CommandTarget } from '../../../src/editor/view/command-runner';
import type { Tool } from '../../../src/editor/view/tools/tool';
import { EMPTY_STATE, type EditorState } from '../../../src/editor/editor-state';
import type { Editor } from '../../../src/editor/editor';

const OPEN: EditorState = {
  ...EMPTY_STATE,
  document: {
    id: 'a',
    name: 'a.png',
    size: { width: 10, height: 10 },
    depth: 8,
    mode: 'rgb',
    changed: false,
    pixelsRevision: 0,
  },
};
const SELECTED: EditorState = {
  ...OPEN,
  selection: { bounds: { x: 0, y: 0, width: 5, height: 5 }, outline: [] },
};

/** Notes what it is asked for; `states` are what it says of itself, one after another. */
function stage(tool: Tool, ...states: readonly EditorState[]) {
  const asked: unknown[] = [];
  let now = 0;
  const note =
    (name: string) =>
    (...values: unknown[]): void => {
      asked.push([name, ...values]);
    };
  const editor = new Proxy({} as Editor, {
    get: (_, name: string) =>
      name === 'state'
        ? () => states[Math.min(now++, states.length - 1)]
        : (...values: unknown[]) => {
            note(name)(...values);
            return Promise.resolve();
          },
  });
  const target: CommandTarget = {
    editor: () => editor,
    tool: () => tool,
    setTool: note('setTool'),
    chooseFile: note('chooseFile'),
    save: note('save'),
    change: (action) => void action(editor),
    zoomStep: note('zoomStep'),
    zoomFit: note('zoomFit'),
    zoomActual: note('zoomActual'),
    pan: note('pan'),
    cancel: () => true,
  };
  return { target, asked };
}

describe('the commands', () => {
  it('keep the browser from saving its page while nothing is open, and do nothing else', () => {
    const { target, asked } = stage('rect', EMPTY_STATE);
    expect(runCommand('save-psd', target)).toBe(true);
    expect(runCommand('select-all', target)).toBe(false);
    expect(asked).toEqual([]);
    expect(runCommand('open', target)).toBe(true);
    expect(asked).toEqual([['chooseFile']]);
  });

  it('invert a selection that was still on its way when the key went down', () => {
    const { target, asked } = stage('rect', OPEN, SELECTED);
    runCommand('select-invert', target);
    expect(asked).toEqual([['invertSelection']]);
  });

  it('do not ask for what has no meaning', () => {
    const { target, asked } = stage('rect', OPEN);
    for (const command of ['undo', 'redo', 'select-none', 'select-invert'] as const) {
      expect(runCommand(command, target)).toBe(true);
    }
    expect(asked).toEqual([]);
  });

  it('move the selection by one pixel, or ten with Shift', () => {
    const { target, asked } = stage('ellipse', SELECTED);
    runCommand('nudge-left', target);
    runCommand('nudge-down', target, false);
    expect(asked).toEqual([
      ['moveSelection', -1, 0],
      ['moveSelection', 0, 10],
    ]);
  });

  it.each([
    ['hand', SELECTED],
    ['rect', OPEN],
  ] as const)('move the view with %s where there is nothing to nudge', (tool, state) => {
    const { target, asked } = stage(tool, state);
    runCommand('nudge-right', target);
    expect(asked).toEqual([['pan', -16, 0]]);
  });

  it('go from one marquee to the other', () => {
    const tool = (name: Tool, command: 'tool-marquee' | 'tool-marquee-next') => {
      const { target, asked } = stage(name, OPEN);
      runCommand(command, target);
      return asked;
    };
    expect(tool('rect', 'tool-marquee-next')).toEqual([['setTool', 'ellipse']]);
    expect(tool('ellipse', 'tool-marquee-next')).toEqual([['setTool', 'rect']]);
    expect(tool('ellipse', 'tool-marquee')).toEqual([['setTool', 'ellipse']]);
    expect(tool('lasso', 'tool-marquee')).toEqual([['setTool', 'rect']]);
  });
});
