import '@spectrum-web-components/progress-bar/sp-progress-bar.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { Editor } from '../editor';
import { emptyState } from './bars/empty-state';
import type { CanvasView } from './canvas/canvas-view';
import './canvas/canvas-view';
import type { CanvasEvents } from './canvas/canvas-events';
import type { EditorController } from './editor-controller';
import { dropMessage } from './messages/messages';
import { toasts, type Explain } from './messages/toasts';
import type { EditorLocale, EditorStrings } from './strings/editor-strings';

/** A picture that the empty state offers. */
export interface SamplePicture {
  readonly url: string;
  readonly name: string;
}

export interface StageProps {
  readonly strings: EditorStrings;
  readonly locale: EditorLocale;
  readonly editor: Editor | null;
  readonly controller: EditorController;
  /** Whether a file is dragged over the page. */
  readonly dropping: boolean;
  readonly sample: SamplePicture | null;
  readonly explain: Explain;
}

/** The middle of the editor: the canvas, or an invitation, and the messages above it. */
export function stage(props: StageProps): TemplateResult {
  const { strings, locale, controller, sample } = props;
  const { state } = controller;
  return html`<main class="stage">
    ${canvas(props)}
    ${
      state.content.document !== null || state.busy !== null
        ? nothing
        : emptyState({
            strings,
            onOpen: () => controller.run('open'),
            onSample:
              sample === null ? null : () => void controller.files.openUrl(sample.url, sample.name),
          })
    }
    ${state.comparing ? html`<span class="badge">${strings.compare.badge}</span>` : nothing}
    ${busy(props)}
    ${toasts(state.messages, {
      locale,
      explain: props.explain,
      onClose: (id) => controller.set({ messages: dropMessage(controller.state.messages, id) }),
    })}
    ${props.dropping ? html`<div class="drop">${strings.file.dropHere}</div>` : nothing}
  </main>`;
}

function canvas({ strings, editor, controller }: StageProps): TemplateResult {
  const { state } = controller;
  const { document: open } = state.content;
  return html`<supir-canvas
    id="canvas"
    role="application"
    tabindex=${open === null ? -1 : 0}
    aria-label=${strings.view.canvas(open?.name ?? '')}
    .editor=${editor}
    .content=${state.content}
    .tool=${state.tool}
    .mode=${state.mode}
    .panning=${state.panning}
    .altDown=${state.altDown}
    .without=${state.comparing ? state.freshId : null}
    @tool-select=${async (event: CustomEvent<CanvasEvents['tool-select']>) => {
      const view = event.currentTarget as CanvasView;
      await controller.select(event.detail.shape, event.detail.mode);
      view.settled();
    }}
    @tool-deselect=${() => controller.run('select-none')}
    @tool-carry=${async (event: CustomEvent<CanvasEvents['tool-carry']>) => {
      const view = event.currentTarget as CanvasView;
      const { x, y } = event.detail;
      await controller.change((target) => target.moveSelection(x, y));
      view.settled();
    }}
    @view-change=${(event: CustomEvent<CanvasEvents['view-change']>) => {
      if (event.detail !== controller.state.zoom) controller.set({ zoom: event.detail });
    }}
    @view-failed=${(event: CustomEvent<CanvasEvents['view-failed']>) =>
      controller.fail('view', event.detail)}
  ></supir-canvas>`;
}

function busy({ strings, controller }: StageProps): TemplateResult | typeof nothing {
  const now = controller.state.busy;
  if (now === null) return nothing;
  const text = now.kind === 'open' ? strings.file.opening(now.name) : strings.file.saving;
  return html`<div class="progress">
      <sp-progress-bar indeterminate size="s" aria-label=${text}></sp-progress-bar>
    </div>
    <span class="working" role="status">${text}</span>`;
}
