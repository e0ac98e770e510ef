import type { DocRect, Size } from '../../../core/geometry';
import type { Editor, RenderedPixels } from '../../editor';
import type { DocumentState } from '../../editor-state';
import type { Camera } from './camera';
import { neededTiles } from './paint-picture';
import { TileLoader } from './tile-loader';

/** The document as it is, and as it is without one layer: both are kept, so that they change at once. */
export class ComparedTiles {
  private without: string | null = null;
  private readonly whole = this.loader((editor, ...region) => editor.renderRegion(...region));
  private readonly bare = this.loader((editor, ...region) =>
    editor.renderWithout(this.without ?? '', ...region),
  );

  constructor(
    private readonly editor: () => Editor | null,
    private readonly onProgress: (error?: unknown) => void,
  ) {}

  /**
   * Sets both loaders to work, one of them on nothing; returns the one to paint from.
   *
   * @param without the layer that is left out; null: none
   */
  want(open: DocumentState, { view, viewport }: Camera, without: string | null): TileLoader {
    const { id, size, pixelsRevision } = open;
    const needed = neededTiles(view, size, viewport);
    this.without = without;
    this.whole.want({ documentId: id, size, pixelsRevision }, without === null ? needed : []);
    if (without === null) return this.whole;
    this.bare.want({ documentId: `${id} without ${without}`, size, pixelsRevision }, needed);
    return this.bare;
  }

  clear(): void {
    this.whole.clear();
    this.bare.clear();
  }

  private loader(
    render: (
      editor: Editor,
      docRect: DocRect,
      size: Size,
      signal: AbortSignal,
    ) => Promise<RenderedPixels>,
  ): TileLoader {
    return new TileLoader(
      (docRect, size, signal) => {
        const editor = this.editor();
        return editor === null
          ? Promise.reject(new DOMException('No document', 'AbortError'))
          : render(editor, docRect, size, signal);
      },
      (error) => this.onProgress(error),
    );
  }
}
