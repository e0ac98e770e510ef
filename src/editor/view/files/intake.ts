import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { placeOf } from '../key-place';
import { carriesFiles, fileOf } from './read-file';

export type IntakeWay = 'drop' | 'paste';

/** Files dropped anywhere on the page, and pictures pasted outside of text fields. */
export class FileIntake implements ReactiveController {
  /** True while a file is dragged over the page. */
  hovering = false;
  private depth = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly onFile: (file: File, way: IntakeWay) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('dragenter', this.onEnter);
    window.addEventListener('dragleave', this.onLeave);
    window.addEventListener('dragover', this.onOver);
    window.addEventListener('drop', this.onDrop);
    window.addEventListener('paste', this.onPaste);
  }

  hostDisconnected(): void {
    window.removeEventListener('dragenter', this.onEnter);
    window.removeEventListener('dragleave', this.onLeave);
    window.removeEventListener('dragover', this.onOver);
    window.removeEventListener('drop', this.onDrop);
    window.removeEventListener('paste', this.onPaste);
  }

  private readonly onEnter = (event: DragEvent): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    this.setDepth(this.depth + 1);
  };

  private readonly onLeave = (event: DragEvent): void => {
    if (carriesFiles(event.dataTransfer)) this.setDepth(this.depth - 1);
  };

  private readonly onOver = (event: DragEvent): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
  };

  private readonly onDrop = (event: DragEvent): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    this.setDepth(0);
    const file = fileOf(event.dataTransfer);
    if (file !== null) this.onFile(file, 'drop');
  };

  private readonly onPaste = (event: ClipboardEvent): void => {
    if (placeOf(event) === 'text') return;
    const file = fileOf(event.clipboardData);
    if (file === null) return;
    event.preventDefault();
    this.onFile(file, 'paste');
  };

  private setDepth(depth: number): void {
    this.depth = Math.max(0, depth);
    const hovering = this.depth > 0;
    if (hovering === this.hovering) return;
    this.hovering = hovering;
    this.host.requestUpdate();
  }
}
