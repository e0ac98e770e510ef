import { featherSelection, selectShape } from '../editor/selections';
import { createLab, type Lab } from '../lab';
import { adjust, stateOf, type OpenDocument } from '../model/document';
import { walkLayers } from '../model/layer';
import { ellipse } from '../model/shapes';
import { bytesOf, contentOf, type Transcript } from './transcript';

/** What the emulator makes of a recorded run. */
export interface Played {
  /** Every answer in order: text, or a file. */
  readonly answers: readonly (string | Uint8Array)[];
  /** PSD of the document at the end. */
  readonly documentAfter: Uint8Array;
}

function activeDocument(lab: Lab): OpenDocument {
  const { active } = lab.photopea.editor;
  if (active === null) throw new Error('no document is open');
  return active;
}

function activate(document: OpenDocument, name: string): void {
  const state = stateOf(document);
  const layer = [...walkLayers(state.layers)].find((candidate) => candidate.name === name);
  if (layer === undefined) throw new Error(`no layer ${name}`);
  adjust(document, { ...state, active: [layer.uid] });
}

/** The document, active layer and selection that the run began with. */
function setStage(lab: Lab, { documentBefore, activeLayer, selection }: Transcript): void {
  lab.open(bytesOf(documentBefore), 'case.psd');
  const document = activeDocument(lab);
  activate(document, activeLayer);
  if (selection === null) return;
  const [left, top, right, bottom] = selection.ellipse;
  selectShape(document, ellipse({ x: left, y: top, width: right - left, height: bottom - top }));
  featherSelection(lab.photopea.editor, document, selection.feather);
}

/** Sends what the recorded panel sent, message by message. */
export async function play(transcript: Transcript): Promise<Played> {
  const lab = createLab();
  setStage(lab, transcript);
  for (const message of transcript.messages) {
    if (message[0] === 'out') continue;
    const content = contentOf(message);
    await lab.post(typeof content === 'string' ? content : content.slice().buffer);
  }
  const answers = lab.heard.map((answer) =>
    typeof answer === 'string' ? answer : new Uint8Array(answer),
  );
  const saved = (await lab.post('app.activeDocument.saveToOE("psd");'))[0];
  if (!(saved instanceof ArrayBuffer)) throw new Error('the document at the end was not saved');
  return { answers: answers.slice(1), documentAfter: new Uint8Array(saved) };
}
