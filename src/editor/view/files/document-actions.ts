import { isAbort } from '../../../core/abort';
import { FileError } from '../../../core/errors';
import type { SaveFormat, Editor } from '../../editor';
import { readBytes } from './read-file';
import { chooseDestination } from './save-file';

/** Work that the user waits for. */
export type Busy = { readonly kind: 'open'; readonly name: string } | { readonly kind: 'save' };

export interface DocumentEvents {
  /** Asks about unsaved changes; resolves with whether to go on. */
  mayReplace(): Promise<boolean>;
  busy(now: Busy | null): void;
  /** `asked`: the user chose the file just now. */
  opened(asked: boolean): void;
  saved(name: string): void;
  failed(task: 'open' | 'save', error: unknown): void;
  typeName(format: SaveFormat): string;
}

/** Opens and saves, one at a time; a new opening ends the one before. */
export class DocumentActions {
  /** True once the user has chosen something to open, even if that failed. */
  asked = false;
  private opening: AbortController | null = null;

  constructor(
    private readonly editor: () => Editor | null,
    private readonly events: DocumentEvents,
  ) {}

  openFile(file: File): Promise<void> {
    return this.replaceBy(file.name, true, async (editor, signal) => {
      const bytes = await readBytes(file, file.name);
      signal.throwIfAborted();
      await editor.open(bytes, file.name, signal);
    });
  }

  openPasted(blob: Blob, name: string): Promise<void> {
    return this.replaceBy(name, true, (editor, signal) =>
      editor.newFromClipboardBlob(blob, signal),
    );
  }

  openUrl(url: string, name: string): Promise<void> {
    return this.replaceBy(name, false, async (editor, signal) => {
      await editor.open(await fetchBytes(url, name, signal), name, signal);
    });
  }

  /** True when the document was written. */
  async save(format: SaveFormat): Promise<boolean> {
    const editor = this.editor();
    const open = editor?.state().document ?? null;
    if (editor === null || open === null) return false;
    try {
      const description = this.events.typeName(format);
      const destination = await chooseDestination(open.name, format, description);
      if (destination === null) return false;
      this.events.busy({ kind: 'save' });
      const file = await editor.save(format);
      const name = await destination.write(file);
      if (file.receipt !== null) await editor.written(file.receipt);
      this.events.saved(name);
      return true;
    } catch (error) {
      if (!isAbort(error)) this.events.failed('save', error);
      return false;
    } finally {
      this.events.busy(null);
    }
  }

  private async replaceBy(
    name: string,
    asked: boolean,
    open: (editor: Editor, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const editor = this.editor();
    this.asked ||= asked;
    if (editor === null || !(await this.events.mayReplace())) return;
    this.opening?.abort();
    const controller = new AbortController();
    this.opening = controller;
    this.events.busy({ kind: 'open', name });
    try {
      await open(editor, controller.signal);
      this.events.opened(asked);
    } catch (error) {
      if (!isAbort(error)) this.events.failed('open', error);
    } finally {
      if (this.opening === controller) {
        this.opening = null;
        this.events.busy(null);
      }
    }
  }
}

async function fetchBytes(url: string, name: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const failed = (cause?: unknown): FileError =>
    new FileError({
      code: 'download-failed',
      message: `${name} could not be loaded.`,
      hint: 'Check the connection, or open a file of your own.',
      details: { name },
      cause,
    });
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw failed(new Error(`HTTP ${response.status}`));
    return await response.arrayBuffer();
  } catch (error) {
    if (isAbort(error) || error instanceof FileError) throw error;
    throw failed(error);
  }
}
