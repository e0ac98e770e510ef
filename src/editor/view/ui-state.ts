import { EMPTY_STATE, type EditorState } from '../editor-state';
import type { SelectionMode } from '../select/selection-shape';
import type { Busy } from './files/document-actions';
import type { ReplaceAnswer } from './files/replace-dialog';
import type { EditorMessage } from './messages/messages';
import type { Tool } from './tools/tool';

/** Everything the views are made from, next to the language. */
export interface UiState {
  readonly content: EditorState;
  readonly tool: Tool;
  readonly mode: SelectionMode;
  /** Document pixels, for the next selection. */
  readonly feather: number;
  /** Device pixels per document pixel. */
  readonly zoom: number;
  /** The space bar is down. */
  readonly panning: boolean;
  readonly altDown: boolean;
  /** The layer that came last, as long as it is there. */
  readonly freshId: string | null;
  /** The picture is shown without that layer. */
  readonly comparing: boolean;
  readonly layersOpen: boolean;
  readonly busy: Busy | null;
  readonly messages: readonly EditorMessage[];
  /** Takes the answer while the question about unsaved changes is asked. */
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
