import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAbort } from '../../core/abort';
import type { Unsubscribe } from '../../core/events';
import { createTurns } from '../../core/turns';
import type { SelectionMode, SelectionShape } from '../select/selection-shape';
import type { SaveFormat, Editor } from '../editor';
import type { CanvasView } from './canvas/canvas-view';
import { runCommand, type CommandTarget } from './command-runner';
import { DocumentActions } from './files/document-actions';
import type { Command } from './key-commands';
import { newLayerId } from './layers/fresh-layer';
import { addMessage, type FailedTask } from './messages/messages';
import { EMPTY_STATE } from '../editor-state';
import { FIRST_STATE, type UiState } from './ui-state';

/** The page around the editor, as far as it is needed. */
export interface EditorPage extends ReactiveControllerHost {
  canvas(): CanvasView | null;
  chooseFile(): void;
  /** Name of a file type in the user's language. */
  typeName(format: SaveFormat): string;
}

/** The state of the standalone editor's views, and its actions. */
export class EditorController implements ReactiveController {
  state: UiState = FIRST_STATE;
  readonly files: DocumentActions;
  private editor: Editor | null = null;
  private unsubscribe: Unsubscribe = () => undefined;
  /** Changes run one after another, in the order they were asked for. */
  private readonly turns = createTurns();

  constructor(private readonly page: EditorPage) {
    page.addController(this);
    this.files = new DocumentActions(() => this.editor, {
      mayReplace: () => this.mayReplace(),
      busy: (busy) => this.set({ busy }),
      opened: (asked) => {
        this.set({ messages: this.state.messages.filter(({ kind }) => kind !== 'error') });
        if (asked) this.page.canvas()?.focus();
      },
      saved: (name) =>
        this.set({ messages: addMessage(this.state.messages, { kind: 'saved', name }) }),
      failed: (task, error) => this.fail(task, error),
      typeName: (format) => page.typeName(format),
    });
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.onBeforeUnload);
    this.attach(this.editor);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.onBeforeUnload);
    this.unsubscribe();
  }

  /** True while the user has opened nothing and changed nothing in what the page itself opened. */
  get untouched(): boolean {
    const { document, selection, canUndo, canRedo } = this.state.content;
    const changed = document?.changed === true || selection !== null || canUndo || canRedo;
    return !this.files.asked && !changed;
  }

  set(change: Partial<UiState>): void {
    this.state = { ...this.state, ...change };
    this.page.requestUpdate();
  }

  /** Follows this editor instead of the one before. */
  attach(editor: Editor | null): void {
    this.unsubscribe();
    this.editor = editor;
    this.set({ content: editor?.state() ?? EMPTY_STATE, freshId: null, comparing: false });
    this.unsubscribe =
      editor?.subscribe((content) => {
        const freshId = newLayerId(this.state.content, content, this.state.freshId);
        const comparing = this.state.comparing && freshId !== null;
        this.set({ content, freshId, comparing });
      }) ?? (() => undefined);
  }

  readonly run = (command: Command, fine = true): boolean =>
    this.state.question === null && runCommand(command, this.commands, fine);

  hold(command: 'compare' | 'pan', down: boolean): void {
    if (command === 'pan') this.set({ panning: down && this.state.content.document !== null });
    else this.compare(down);
  }

  compare(on: boolean): void {
    const comparing = on && this.state.freshId !== null;
    if (comparing !== this.state.comparing) this.set({ comparing });
  }

  select(shape: SelectionShape, mode: SelectionMode): Promise<void> {
    return this.change((editor) => editor.select(shape, mode, this.state.feather));
  }

  /** Runs a change of the document after those before it, and shows its failure. */
  change(action: (editor: Editor) => Promise<void>): Promise<void> {
    const editor = this.editor;
    if (editor === null) return Promise.resolve();
    return this.turns
      .take(() => action(editor))
      .catch((error: unknown) => this.fail('action', error));
  }

  fail(task: FailedTask, error: unknown): void {
    if (isAbort(error)) return;
    this.set({ messages: addMessage(this.state.messages, { kind: 'error', task, error }) });
  }

  private readonly commands: CommandTarget = {
    editor: () => this.editor,
    tool: () => this.state.tool,
    setTool: (tool) => this.set({ tool }),
    chooseFile: () => this.page.chooseFile(),
    save: (format) => void this.files.save(format),
    change: (action) => void this.change(action),
    zoomStep: (direction) => this.page.canvas()?.zoomStep(direction),
    zoomFit: () => this.page.canvas()?.zoomFit(),
    zoomActual: () => this.page.canvas()?.zoomActual(),
    pan: (dx, dy) => this.page.canvas()?.pan(dx, dy),
    cancel: () => this.page.canvas()?.cancelGesture() ?? false,
  };

  /** Asks about unsaved changes, if there are any. */
  private async mayReplace(): Promise<boolean> {
    if (this.state.content.document?.changed !== true || this.state.question !== null) {
      return this.state.question === null;
    }
    const answer = await new Promise<'save' | 'discard' | 'cancel'>((resolve) => {
      this.set({ question: resolve });
    });
    this.set({ question: null });
    return answer === 'save' ? this.files.save('psd') : answer === 'discard';
  }

  private readonly onBeforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.state.content.document?.changed === true) event.preventDefault();
  };
}
