import type { EditorState } from '../editor-state';
import type { SaveFormat, Editor } from '../editor';
import type { Command } from './key-commands';
import { cycleMarquee, isSelectionTool, type Tool } from './tools/tool';

/** What the commands work on. */
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
  /** CSS pixels. */
  pan(dx: number, dy: number): void;
  /** False: there was nothing to cancel. */
  cancel(): boolean;
}

/** Document pixels that an arrow key moves the selection by, alone and with Shift. */
const NUDGE = 1;
const FAR_NUDGE = 10;
/** CSS pixels that an arrow key moves the view by, alone and with Shift. */
const PAN = 16;
const FAR_PAN = 120;

/** Does what was asked; false when it has no meaning now. `fine`: without Shift. */
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
      // Work only as long as they are held: `Shortcuts` tells them apart.
      return false;
  }
}

type Change = (editor: Editor) => Promise<void>;

const isSelected = (state: EditorState): boolean => state.selection !== null;

/** Looks only when its turn has come: changes that were asked for before may still be on their way. */
function onlyIf(holds: (state: EditorState) => boolean, change: Change): Change {
  return (editor) => (holds(editor.state()) ? change(editor) : Promise.resolve());
}

/** Arrow keys move the selection; where there is none, or with hand and zoom, they move the view. */
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
