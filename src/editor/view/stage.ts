import '@spectrum-web-components/progress-bar/sp-progress-bar.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { Workspace } from '../editor';
import { emptyState } from './bars/empty-state';
import type { CanvasView } from './canvas/canvas-view';
import './canvas/canvas-view';
import type { CanvasEvents } from './canvas/canvas-events';
import type { Editor } from './editor-controller';
import { dropMessage } from './messages/messages';
import { toasts, type Explain } from './messages/toasts';
import type { WorkspaceLocale, WorkspaceStrings } from './strings/editor-strings';

/** A picture that the empty state offers. */
export interface SamplePicture {
  readonly url: string;
  readonly name: string;
}

export interface Stage {
  readonly strings: WorkspaceStrings;
  readonly locale: WorkspaceLocale;
  readonly workspace: Workspace | null;
  readonly editor: Editor;
  /** A file hangs over the page. */
  readonly dropping: boolean;
  readonly sample: SamplePicture | null;
  readonly explain: Explain;
}

/** The middle of the editor: the canvas, or an invitation, and what is said above it. */
export function stage(props: Stage): TemplateResult {
  const { strings, locale, editor, sample } = props;
  const { state } = editor;
  return html`<main class="stage">
    ${canvas(props)}
    ${
      state.content.document !== null || state.busy !== null
        ? nothing
        : emptyState({
            strings,
            onOpen: () => editor.run('open'),
            onSample:
              sample === null ? null : () => void editor.files.openUrl(sample.url, sample.name),
          })
    }
    ${state.comparing ? html`<span class="badge">${strings.compare.badge}</span>` : nothing}
    ${busy(props)}
    ${toasts(state.messages, {
      locale,
      explain: props.explain,
      onClose: (id) => editor.set({ messages: dropMessage(editor.state.messages, id) }),
    })}
    ${props.dropping ? html`<div class="drop">${strings.file.dropHere}</div>` : nothing}
  </main>`;
}

function canvas({ strings, workspace, editor }: Stage): TemplateResult {
  const { state } = editor;
  const { document: open } = state.content;
  return html`<supir-canvas
    id="canvas"
    role="application"
    tabindex=${open === null ? -1 : 0}
    aria-label=${strings.view.canvas(open?.name ?? '')}
    .workspace=${workspace}
    .content=${state.content}
    .tool=${state.tool}
    .mode=${state.mode}
    .panning=${state.panning}
    .altDown=${state.altDown}
    .without=${state.comparing ? state.freshId : null}
    @tool-select=${async (event: CustomEvent<CanvasEvents['tool-select']>) => {
      const view = event.currentTarget as CanvasView;
      await editor.select(event.detail.shape, event.detail.mode);
      view.settled();
    }}
    @tool-deselect=${() => editor.run('select-none')}
    @tool-carry=${async (event: CustomEvent<CanvasEvents['tool-carry']>) => {
      const view = event.currentTarget as CanvasView;
      const { x, y } = event.detail;
      await editor.change((target) => target.moveSelection(x, y));
      view.settled();
    }}
    @view-change=${(event: CustomEvent<CanvasEvents['view-change']>) => {
      if (event.detail !== editor.state.zoom) editor.set({ zoom: event.detail });
    }}
    @view-failed=${(event: CustomEvent<CanvasEvents['view-failed']>) =>
      editor.fail('view', event.detail)}
  ></supir-canvas>`;
}

function busy({ strings, editor }: Stage): TemplateResult | typeof nothing {
  const now = editor.state.busy;
  if (now === null) return nothing;
  const text = now.kind === 'open' ? strings.file.opening(now.name) : strings.file.saving;
  return html`<div class="progress">
      <sp-progress-bar indeterminate size="s" aria-label=${text}></sp-progress-bar>
    </div>
    <span class="working" role="status">${text}</span>`;
}
