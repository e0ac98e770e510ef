import { droppedFiles, type PickedFile } from '../models/pick-files';

function carriesFiles(data: DataTransfer | null): data is DataTransfer {
  return data?.types.includes('Files') ?? false;
}

/**
 * Accepts model files that are dropped onto the panel; a file dropped elsewhere is a picture to
 * open. While files are dragged over the panel it has the attribute `data-drop`.
 */
export function acceptDrops(
  panel: HTMLElement,
  onFiles: (picked: readonly PickedFile[]) => void,
): void {
  let depth = 0;
  const show = (next: number): void => {
    depth = Math.max(0, next);
    panel.toggleAttribute('data-drop', depth > 0);
  };
  const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', by: number): void =>
    panel.addEventListener(type, (event) => {
      const data = event.dataTransfer;
      if (!carriesFiles(data)) return;
      event.preventDefault();
      // The page's own editor would take a dropped file for a picture.
      if (type === 'drop' || type === 'dragover') event.stopPropagation();
      if (type === 'dragover') data.dropEffect = 'link';
      if (by !== 0) show(depth + by);
      if (type === 'drop') {
        show(0);
        void droppedFiles(data).then(onFiles);
      }
    });
  on('dragenter', 1);
  on('dragover', 0);
  on('dragleave', -1);
  on('drop', 0);
}
