import { closeDocument, openBytes } from '../editor/documents';
import { mergedPicture } from '../editor/export';
import { lookOf } from '../editor/editor';
import { encodePng } from '../files/png';
import { writePsdState } from '../files/psd-write';
import { stateOf } from '../model/document';
import { createPhotopea, type Photopea } from '../photopea';
import { buildLayout, type Layout } from './layout';
import { createPluginPanel } from './plugin';
import { startCommands, startTools } from './tools';
import { startView } from './view';

function download(name: string, bytes: Uint8Array): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes.slice()]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function startFiles({ editor, act }: Photopea, layout: Layout): void {
  layout.file.addEventListener('change', () => {
    const file = layout.file.files?.[0];
    if (file === undefined) return;
    layout.canvas.dataset['ready'] = 'false';
    void file.arrayBuffer().then((bytes) => {
      act(() => openBytes(editor, new Uint8Array(bytes), file.name));
      layout.file.value = '';
    });
  });
  layout.savePsd.addEventListener('click', () => {
    const { active } = editor;
    if (active) download('document.psd', writePsdState(stateOf(active), lookOf(editor)));
  });
  layout.savePng.addEventListener('click', () => {
    const { active } = editor;
    if (!active) return;
    const state = stateOf(active);
    download('document.png', encodePng(mergedPicture(editor, state), state.profile, true));
  });
  layout.closeDocument.addEventListener('click', () => {
    if (editor.active) closeDocument(editor, editor.active);
  });
}

/**
 * `?panel=URL&width=…&height=…&latency=ms`: the emulator with one plugin, its panel open. For automation
 * it is `globalThis.photopea`.
 */
function start(): void {
  const asked = new URLSearchParams(location.search);
  const photopea = createPhotopea({ latencyMs: Number(asked.get('latency') ?? 0) });
  Object.assign(globalThis, { photopea });
  const { editor } = photopea;
  const layout = buildLayout();
  const size = {
    ...(asked.has('width') && { width: Number(asked.get('width')) }),
    ...(asked.has('height') && { height: Number(asked.get('height')) }),
  };
  const panel = createPluginPanel(photopea, layout.panelPlace, asked.get('panel') ?? '', size);
  layout.panelToggle.addEventListener('click', () =>
    panel.isOpen() ? panel.close() : panel.open(),
  );
  layout.dialog.addEventListener('change', () => (editor.dialog = layout.dialog.checked));
  startFiles(photopea, layout);
  startTools(editor, layout);
  startCommands(editor, layout);
  startView(editor, layout);
  if (asked.has('panel')) panel.open();
}

start();
