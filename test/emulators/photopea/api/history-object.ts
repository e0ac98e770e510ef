import { stateOf, stepTo, type OpenDocument } from '../model/document';
import { hostObject, type Field, type HostObject, type Members } from '../script/values';
import { collection } from './collection';
import { actedOn, type Api } from './handles';

interface Step {
  readonly document: number;
  readonly index: number;
}

const STEPS = new WeakMap<HostObject, Step>();

/** It has no index field; only its JSON tells the index, as its one number. */
function stepHandle(api: Api, document: OpenDocument, index: number): HostObject {
  const tells = api.editor.rules('PP-4-history-string');
  const made = hostObject(
    'HistoryState',
    { name: { get: () => document.rows[index]?.name } },
    { json: () => (tells ? { historyState: index } : { name: document.rows[index]?.name }) },
  );
  STEPS.set(made, { document: document.uid, index });
  return made;
}

function stepBack(api: Api, document: OpenDocument, index: number): void {
  const { rules } = api.editor;
  const before = stateOf(document);
  stepTo(document, index, rules('PP-5.4-greyed-rows'));
  if (rules('PP-5.4-step-back')) return;
  const state = { ...stateOf(document), selection: before.selection };
  document.rows = document.rows.map((row, i) => (i === document.index ? { ...row, state } : row));
}

export function historyMembers(api: Api, own: () => OpenDocument): Members {
  const items = (): { name: string; handle: () => HostObject }[] =>
    own().rows.map(({ name }, i) => ({ name, handle: () => stepHandle(api, own(), i) }));
  const states = collection('HistoryStates', items);
  const active: Field = {
    get: () => stepHandle(api, own(), own().index),
    set: (value) => {
      const step = STEPS.get(value as HostObject);
      if (step) stepBack(api, actedOn(api, own()), step.index);
    },
  };
  return { historyStates: { get: () => states }, activeHistoryState: active };
}
