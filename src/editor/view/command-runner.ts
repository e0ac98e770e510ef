import type { EditorState } from '../editor-state';
import type { SaveFormat, Editor } from '../editor';
import type { Command } from './key-commands';
import { cycleMarquee, isSelectionTool, type Tool } from './tools/tool';

/** The editor as the commands use it. */
export interface CommandTarget {
  editor(): Editor | null;
  tool(): Tool;
  setTool(tool: Tool): void;
  chooseFile(): void;
  save(format: SaveFormat): void;
  /** Runs a change of the document after those before it, and shows its failure. */
  change(action: Change): void;
  zoomStep(direction: 1 | -1): void;
  zoomFit(): void;
  zoomActual(): void;
  /** Moves the view by CSS pixels. */
  pan(dx: number, dy: number): void;
  /** Cancels the gesture; false where there was none. */
  cancel(): boolean;
}

/** Document pixels that an arrow key moves the selection by, alone and with Shift. */
const NUDGE = 1;
const FAR_NUDGE = 10;
/** CSS pixels that an arrow key moves the view by, alone and with Shift. */
const PAN = 16;
const FAR_PAN = 120;

/** Runs a command; false when it has no meaning now. `fine`: without Shift. */
export function runCommand(command: Command, target: CommandTarget, fine = true): boolean {
  const editor = target.editor();
  const state = editor?.state() ?? null;
  if (command === 'open') {
    target.chooseFile();
    return true;
  }
  // The browser must not save or reload the page instead.
  if (state === null || state.document === null) return command.startsWith('save');
  switch (command) {
    case 'save-psd':
      target.save('psd');
      return true;
    case 'save-png':
      target.save('png');
      return true;
    case 'undo':
      target.change(
        onlyIf(
          (now) => now.canUndo,
          (w) => w.undo(),
        ),
      );
      return true;
    case 'redo':
      target.change(
        onlyIf(
          (now) => now.canRedo,
          (w) => w.redo(),
        ),
      );
      return true;
    case 'select-all':
      target.change((w) => w.selectAll());
      return true;
    case 'select-none':
      target.change(onlyIf(isSelected, (w) => w.selectNone()));
      return true;
    case 'select-invert':
      target.change(onlyIf(isSelected, (w) => w.invertSelection()));
      return true;
    case 'zoom-in':
      target.zoomStep(1);
      return true;
    case 'zoom-out':
      target.zoomStep(-1);
      return true;
    case 'zoom-fit':
      target.zoomFit();
      return true;
    case 'zoom-actual':
      target.zoomActual();
      return true;
    case 'tool-marquee':
      target.setTool(target.tool() === 'ellipse' ? 'ellipse' : 'rect');
      return true;
    case 'tool-marquee-next':
      target.setTool(cycleMarquee(target.tool()));
      return true;
    case 'tool-lasso':
      target.setTool('lasso');
      return true;
    case 'tool-hand':
      target.setTool('hand');
      return true;
    case 'tool-zoom':
      target.setTool('zoom');
      return true;
    case 'cancel':
      return target.cancel();
    case 'nudge-left':
      return nudge(target, -1, 0, fine);
    case 'nudge-right':
      return nudge(target, 1, 0, fine);
    case 'nudge-up':
      return nudge(target, 0, -1, fine);
    case 'nudge-down':
      return nudge(target, 0, 1, fine);
    case 'compare':
    case 'pan':
      // Work only as long as they are held: `Shortcuts` sees to them.
      return false;
  }
}

type Change = (editor: Editor) => Promise<void>;

const isSelected = (state: EditorState): boolean => state.selection !== null;

/** Runs `change` where the state holds at its turn: earlier changes may be on their way. */
function onlyIf(holds: (state: EditorState) => boolean, change: Change): Change {
  return (editor) => (holds(editor.state()) ? change(editor) : Promise.resolve());
}

/** Moves the selection by an arrow key, or the view without one and with hand and zoom. */
function nudge(target: CommandTarget, dx: number, dy: number, fine: boolean): boolean {
  const selected = target.editor()?.state().selection ?? null;
  if (selected !== null && isSelectionTool(target.tool())) {
    const step = fine ? NUDGE : FAR_NUDGE;
    target.change(onlyIf(isSelected, (w) => w.moveSelection(dx * step, dy * step)));
  } else {
    const step = fine ? PAN : FAR_PAN;
    target.pan((0 - dx) * step, (0 - dy) * step);
  }
  return true;
}
