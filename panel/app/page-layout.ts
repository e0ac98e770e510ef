import type { Editor } from '../../src/editor/editor';
import type { EditorView } from '../../src/editor/view/editor-view';
import type { PanelState } from '../store/panel-state';
import { errorText } from '../strings/errors';
import { stringsFor } from '../strings/strings';
import { createSplitter } from './splitter';

export interface Layout {
  /** Element that the panel is drawn into. */
  readonly panel: HTMLElement;
  readonly editor: EditorView | null;
  /** Applies theme, language and panel width of the state to the page. */
  apply(state: PanelState): void;
}

/** The page: the panel alone, or beside the page's own editor. */
export async function layOut(
  root: HTMLElement,
  editor: Editor | null,
  onPanelWidth: (width: number) => void,
): Promise<Layout> {
  const theme = document.createElement('sp-theme');
  theme.setAttribute('system', 'spectrum-two');
  theme.setAttribute('scale', 'medium');
  const app = document.createElement('div');
  app.className = 'app';
  app.dataset['layout'] = editor === null ? 'panel' : 'split';
  const panel = document.createElement('aside');
  panel.className = 'panel';
  panel.id = 'panel';
  const splitter = createSplitter(onPanelWidth);
  const view = editor === null ? null : await createEditorView(editor);
  if (view !== null) app.append(view, splitter.element);
  app.append(panel);
  theme.append(app);
  root.replaceChildren(theme);

  return {
    panel,
    editor: view,
    apply({ language, dark, settings }): void {
      const t = stringsFor(language);
      theme.setAttribute('color', dark ? 'dark' : 'light');
      theme.lang = language;
      app.dataset['theme'] = dark ? 'dark' : 'light';
      app.style.setProperty('--panel-width', `${settings.panelWidth}px`);
      panel.setAttribute('aria-label', t.layout.panel);
      splitter.label(t.layout.resize);
      splitter.show(settings.panelWidth);
      if (view !== null) view.locale = language;
    },
  };
}

async function createEditorView(editor: Editor): Promise<EditorView> {
  const { EditorView: View } = await import(
    /* webpackChunkName: "standalone" */ '../../src/editor/view/editor-view'
  );
  const view = new View();
  view.id = 'workspace';
  view.className = 'workspace-pane';
  view.editor = editor;
  view.explain = (error, locale) => errorText(error, locale, stringsFor(locale));
  return view;
}
