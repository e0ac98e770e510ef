import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { DocRect } from '../../core/geometry';
import type { SaveFormat, Editor } from '../editor';
import { headerBar } from './bars/header-bar';
import { optionBar } from './bars/option-bar';
import { statusBar } from './bars/status-bar';
import { toolBar } from './bars/tool-bar';
import type { CanvasView } from './canvas/canvas-view';
import { EditorController, type EditorPage } from './editor-controller';
import { FileIntake } from './files/intake';
import { ACCEPTED_TYPES } from './files/read-file';
import { replaceDialog } from './files/replace-dialog';
import './layers/layer-list';
import type { LayerListEvents } from './layers/layer-list';
import { asThrown, type Explain } from './messages/toasts';
import { shortcutLabel } from './key-commands';
import { Shortcuts } from './shortcuts';
import { stage, type SamplePicture } from './stage';
import { editorStrings, type EditorLocale, type EditorStrings } from './strings/editor-strings';
import './tools/selection-numbers';
import { editorStyles } from './editor-styles';

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const keys = (shortcut: string): string => shortcutLabel(shortcut, MAC);

/** The standalone editor: files, tools, canvas and layers around one `Editor`. */
@customElement('supir-editor')
export class EditorView extends LitElement implements EditorPage {
  static override styles = editorStyles;

  @property({ attribute: false }) editor: Editor | null = null;
  @property({ attribute: false }) locale: EditorLocale = 'en';
  /** Gives the words for errors; in English, where the page around has none of its own. */
  @property({ attribute: false }) explain: Explain = asThrown;
  /** A picture that the empty state offers; null: none. */
  @property({ attribute: false }) sample: SamplePicture | null = null;

  @query('supir-canvas') private canvasElement!: CanvasView | null;
  @query('#file-input') private fileInput!: HTMLInputElement | null;

  private readonly controller = new EditorController(this);
  private readonly intake = new FileIntake(this, (file, way) => {
    const { pasted } = editorStrings(this.locale).file;
    if (way === 'drop') void this.controller.files.openFile(file);
    else void this.controller.files.openPasted(file, pasted);
  });

  constructor() {
    super();
    new Shortcuts(this, {
      run: this.controller.run,
      hold: (command, down) => this.controller.hold(command, down),
      modifiers: (held) => {
        if (held.alt !== this.controller.state.altDown) this.controller.set({ altDown: held.alt });
        this.canvas()?.modifiersChanged(held);
      },
    });
  }

  /** Opens a file as if the user had chosen it. */
  openFile(file: File): Promise<void> {
    return this.controller.files.openFile(file);
  }

  /** Loads a picture from an address of this site and opens it. */
  openUrl(url: string, name: string): Promise<void> {
    return this.controller.files.openUrl(url, name);
  }

  /** True while a restart of the page would lose nothing of the user's. */
  get untouched(): boolean {
    return this.controller.untouched;
  }

  canvas(): CanvasView | null {
    return this.hasUpdated ? this.canvasElement : null;
  }

  chooseFile(): void {
    this.fileInput?.click();
  }

  typeName(format: SaveFormat): string {
    return editorStrings(this.locale).file.types[format];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('editor')) this.controller.attach(this.editor);
  }

  protected override render(): TemplateResult {
    const strings = editorStrings(this.locale);
    const { controller, editor, locale } = this;
    const { state, run } = controller;
    const { content } = state;
    const open = content.document;
    return html`
      <div class="frame" lang=${locale} data-layers=${state.layersOpen ? 'open' : 'closed'}>
        <input
          id="file-input"
          class="out-of-sight"
          type="file"
          tabindex="-1"
          aria-label=${strings.file.openLabel}
          accept=${ACCEPTED_TYPES}
          @change=${this.onFileChosen}
        />
        ${headerBar({
          strings,
          content,
          keys,
          run,
          comparing: state.freshId === null ? null : state.comparing,
          onCompare: (on) => controller.compare(on),
        })}
        ${this.options(strings)}
        <div class="side">
          ${toolBar({
            strings,
            tool: state.tool,
            disabled: open === null,
            onChange: (tool) => controller.set({ tool }),
          })}
        </div>
        ${stage({
          strings,
          locale,
          editor,
          controller,
          dropping: this.intake.hovering,
          sample: this.sample,
          explain: this.explain,
        })}
        ${this.layers(strings)}
        ${statusBar({
          strings,
          locale,
          content,
          zoom: state.zoom,
          layersOpen: state.layersOpen,
          keys,
          run,
          onLayers: () => controller.set({ layersOpen: !state.layersOpen }),
        })}
      </div>
      ${replaceDialog(strings, state.question === null ? null : (open?.name ?? ''), (answer) =>
        state.question?.(answer),
      )}
    `;
  }

  private options(strings: EditorStrings): TemplateResult {
    const { state, run } = this.controller;
    const { document: open, selection } = state.content;
    return optionBar({
      strings,
      tool: state.tool,
      mode: state.mode,
      feather: state.feather,
      disabled: open === null,
      hasSelection: selection !== null,
      numbers: html`<supir-selection-numbers
        .strings=${strings}
        .selected=${selection?.bounds ?? null}
        .documentSize=${open?.size ?? null}
        ?disabled=${open === null}
        @numbers-apply=${this.onNumbers}
      ></supir-selection-numbers>`,
      keys,
      run,
      onMode: (mode) => this.controller.set({ mode }),
      onFeather: (feather) => this.controller.set({ feather }),
    });
  }

  private layers(strings: EditorStrings): TemplateResult {
    const { content, freshId, layersOpen } = this.controller.state;
    return html`<aside id="layers-panel" class="layers" ?inert=${!layersOpen}>
      <h2>${strings.layers.title}</h2>
      <supir-layers
        id="layers"
        .editor=${this.editor}
        .content=${content}
        .strings=${strings}
        .freshId=${freshId}
        @layer-activate=${this.onLayerActivate}
        @layer-visibility=${this.onLayerVisibility}
      ></supir-layers>
    </aside>`;
  }

  private readonly onFileChosen = (): void => {
    const input = this.fileInput;
    const file = input?.files?.[0];
    if (input === null || file === undefined) return;
    void this.controller.files.openFile(file);
    // The same file can be chosen again.
    input.value = '';
  };

  private readonly onNumbers = ({ detail: rect }: CustomEvent<DocRect>): void => {
    const { tool, mode, content } = this.controller.state;
    const kind = tool === 'ellipse' ? 'ellipse' : 'rectangle';
    void this.controller.select({ kind, rect }, content.selection === null ? 'replace' : mode);
  };

  private readonly onLayerActivate = (
    event: CustomEvent<LayerListEvents['layer-activate']>,
  ): void => {
    void this.controller.change((editor) => editor.setActiveLayer(event.detail.id));
  };

  private readonly onLayerVisibility = (
    event: CustomEvent<LayerListEvents['layer-visibility']>,
  ): void => {
    const { id, visible } = event.detail;
    void this.controller.change((editor) => editor.setVisibility(id, visible));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'supir-editor': EditorView;
  }
}
