import { intersect, rectOfSize } from '../../core/geometry';
import type { HostNotice, OtherDocument, Snapshot } from '../host';
import { fieldsOf } from './answers';
import type { HostContext } from './context';
import { documentId, type DocKey } from './keys';
import { stateScript } from './scripts/state-script';
import { parseState, type OpenDocument, type PhotopeaState } from './parse-state';

/** Asks Photopea what is open and selected. While it refused something, asks whether it still does. */
export async function readState(
  context: HostContext,
  signal: AbortSignal | undefined,
): Promise<PhotopeaState> {
  const answer = await context.channel.call({
    purpose: 'look',
    script: stateScript({ probe: context.refused }),
    ...(signal === undefined ? {} : { signal }),
  });
  const state = parseState(fieldsOf(answer));
  if (state.dialog !== null) context.refused = state.dialog;
  if (state.document === null) context.refused = false;
  return state;
}

/** What the user sees and what a run would cost, from a state and what is known besides. */
export function snapshotOf(context: HostContext, state: PhotopeaState): Snapshot {
  const open = state.document;
  const notices = open === null ? [] : noticesOf(context, open);
  const shown = open === null ? NOTHING_OPEN : documentPart(context, open);
  return { ...shown, revision: revisionOf(context, state), notices };
}

/** Changes with everything that a snapshot shows, and with every row of the history. */
export function revisionOf(context: HostContext, state: PhotopeaState): string {
  const { docs, document } = state;
  const notices = document === null ? [] : noticesOf(context, document);
  return JSON.stringify({ docs, document, notices });
}

type Shown = Pick<Snapshot, 'document' | 'others' | 'layer' | 'activeLayers' | 'selection'>;

const NOTHING_OPEN: Shown = {
  document: null,
  others: [],
  layer: null,
  activeLayers: 0,
  selection: null,
};

function documentPart(context: HostContext, open: OpenDocument): Shown {
  const { key, mode, selection, activeLayers, active } = open;
  const identity = otherDocument(key);
  const { size } = identity;
  const depth = context.traits.known(key)?.depth ?? 8;
  return {
    document: { ...identity, depth, mode },
    others: open.others.map(otherDocument),
    layer: active?.info ?? null,
    activeLayers,
    // A feathered selection's bounds reach far outside the canvas.
    selection: selection === null ? null : intersect(selection, rectOfSize(size)),
  };
}

function otherDocument(key: DocKey): OtherDocument {
  return {
    id: documentId(key),
    name: key.name,
    size: { width: key.width, height: key.height },
  };
}

function noticesOf(context: HostContext, open: OpenDocument): HostNotice[] {
  const traits = context.traits.known(open.key);
  const notices: HostNotice[] = [];
  if (open.selection !== null && hasRedo(context, open)) notices.push('redo-lost');
  if (context.refused) notices.push('dialog-open');
  if (traits !== null && traits.depth > 8) notices.push('converted-to-8-bit');
  if (traits === null && context.traits.looked(open.key)) notices.push('no-color-management');
  return notices;
}

/** Redo steps of the user's, not the greyed rows that reading a selection has left. */
function hasRedo(context: HostContext, { key, history: [index, length] }: OpenDocument): boolean {
  if (index >= length - 1) return false;
  const own = context.ownRows;
  const ours = own !== null && own.doc === documentId(key);
  return !(ours && own.history[0] === index && own.history[1] === length);
}
