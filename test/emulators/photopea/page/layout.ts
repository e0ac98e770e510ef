/** The parts of the page; ids are those of the product's own page where it has the same control. */
export interface Layout {
  readonly file: HTMLInputElement;
  readonly tools: HTMLElement;
  readonly feather: HTMLInputElement;
  readonly selectNone: HTMLButtonElement;
  readonly undo: HTMLButtonElement;
  readonly redo: HTMLButtonElement;
  readonly savePsd: HTMLButtonElement;
  readonly savePng: HTMLButtonElement;
  readonly closeDocument: HTMLButtonElement;
  readonly dialog: HTMLInputElement;
  readonly panelToggle: HTMLButtonElement;
  readonly tabs: HTMLElement;
  readonly stage: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly panelPlace: HTMLElement;
  readonly layers: HTMLElement;
  readonly history: HTMLElement;
  readonly toasts: HTMLElement;
}

const STYLE = `
  * { box-sizing: border-box; }
  body { margin: 0; font: 13px system-ui, sans-serif; background: #474747; color: #ddd; height: 100vh;
    display: grid; grid-template: "bar bar bar" auto "tabs tabs tabs" auto "stage panel side" 1fr / 1fr auto 180px; }
  #bar { grid-area: bar; display: flex; gap: 8px; align-items: center; padding: 6px 10px; background: #333; }
  #tabs { grid-area: tabs; display: flex; gap: 2px; background: #3b3b3b; }
  #tabs button { border: 0; padding: 4px 12px; background: none; color: inherit; }
  #tabs button[aria-selected="true"] { background: #5a5a5a; }
  #stage { grid-area: stage; position: relative; overflow: hidden; display: grid; place-items: center; }
  #canvas { image-rendering: pixelated; touch-action: none; cursor: crosshair;
    background: repeating-conic-gradient(#888 0 25%, #aaa 0 50%) 0 0 / 16px 16px; }
  #panel-place { grid-area: panel; background: #333; }
  #panel-place iframe { border: 0; display: block; background: #fff; }
  #side { grid-area: side; overflow: auto; padding: 8px; background: #3b3b3b; }
  #side ul, #side ol { margin: 0 0 12px; padding-left: 18px; }
  #side li { cursor: pointer; white-space: pre-wrap; overflow-wrap: anywhere; }
  #side [aria-selected="true"], #side [aria-current="true"] { color: #fff; font-weight: 600; }
  #side .greyed { opacity: 0.45; }
`;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  id: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.id = id;
  made.textContent = text;
  return made;
}

function input(id: string, type: string): HTMLInputElement {
  const made = element('input', id);
  made.type = type;
  return made;
}

function labelled(text: string, control: HTMLElement): HTMLLabelElement {
  const label = document.createElement('label');
  label.append(`${text} `, control);
  return label;
}

function toolButtons(): HTMLElement {
  const tools = element('div', 'tools');
  for (const name of ['rect', 'ellipse', 'lasso']) {
    const button = element('button', `tool-${name}`, name);
    button.dataset['tool'] = name;
    tools.append(button);
  }
  return tools;
}

/** Fills the page and gives its parts. */
export function buildLayout(): Layout {
  const style = document.createElement('style');
  style.textContent = STYLE;
  const button = (id: string, text: string): HTMLButtonElement => element('button', id, text);
  const layout: Layout = {
    file: input('file-input', 'file'),
    tools: toolButtons(),
    feather: input('feather', 'number'),
    selectNone: button('select-none', 'Deselect'),
    undo: button('undo', 'Undo'),
    redo: button('redo', 'Redo'),
    savePsd: button('save-psd', 'Save PSD'),
    savePng: button('save-png', 'Save PNG'),
    closeDocument: button('close-document', 'Close'),
    dialog: input('dialog-open', 'checkbox'),
    panelToggle: button('panel-toggle', 'Panel'),
    tabs: element('div', 'tabs'),
    stage: element('main', 'stage'),
    canvas: element('canvas', 'canvas'),
    panelPlace: element('div', 'panel-place'),
    layers: element('ul', 'layers'),
    history: element('ol', 'history'),
    toasts: element('ul', 'toasts'),
  };
  layout.file.accept = '.psd,.png,.jpg,.jpeg';
  layout.feather.value = '0';
  layout.feather.min = '0';
  const bar = element('header', 'bar');
  const { file, tools, feather, selectNone, undo, redo } = layout;
  const { savePsd, savePng, closeDocument, dialog, panelToggle } = layout;
  bar.append(file, tools, labelled('Feather', feather), selectNone, undo, redo);
  bar.append(savePsd, savePng, closeDocument, labelled('Dialog open', dialog), panelToggle);
  const side = element('aside', 'side');
  side.append('Layers', layout.layers, 'History', layout.history, 'Messages', layout.toasts);
  layout.stage.append(layout.canvas);
  document.title = 'Photopea emulator';
  document.head.append(style);
  document.body.append(bar, layout.tabs, layout.stage, layout.panelPlace, side);
  return layout;
}
