import { EMPTY_STATE, type EditorState } from '../editor-state';
import type { SelectionMode } from '../select/selection-shape';
import type { Busy } from './files/document-actions';
import type { ReplaceAnswer } from './files/replace-dialog';
import type { EditorMessage } from './messages/messages';
import type { Tool } from './tools/tool';

/** State that the views are drawn from, next to the language. */
export interface UiState {
  readonly content: EditorState;
  readonly tool: Tool;
  readonly mode: SelectionMode;
  /** Softening of the next selection, document pixels. */
  readonly feather: number;
  /** Device pixels per document pixel. */
  readonly zoom: number;
  /** Whether the space bar is down. */
  readonly panning: boolean;
  readonly altDown: boolean;
  /** The layer that was inserted last, as long as it is there. */
  readonly freshId: string | null;
  /** Whether the picture is shown without that layer. */
  readonly comparing: boolean;
  readonly layersOpen: boolean;
  readonly busy: Busy | null;
  readonly messages: readonly EditorMessage[];
  /** Takes the answer to the question about unsaved changes, while it is asked. */
  readonly question: ((answer: ReplaceAnswer) => void) | null;
}

export const FIRST_STATE: UiState = {
  content: EMPTY_STATE,
  tool: 'rect',
  mode: 'replace',
  feather: 0,
  zoom: 1,
  panning: false,
  altDown: false,
  freshId: null,
  comparing: false,
  layersOpen: true,
  busy: null,
  messages: [],
  question: null,
};
