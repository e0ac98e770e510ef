/** Words for changing a finished result without running again. */
export const enAdjust = {
  title: 'Adjust',
  changed: 'changed',
  strength: { label: 'Strength', help: 'How much of the result is mixed into the original.' },
  detail: {
    label: 'Detail',
    help: 'At 100% all structure is the result’s. Below that, the coarse structure comes back from the original first, then finer and finer.',
  },
  grain: {
    label: 'Grain',
    help: 'Puts back the fine grain of the original that the restoration took away.',
  },
  colorFix: { label: 'Colours', help: 'Brings the colours nearer to the original’s.' },
  grow: {
    label: 'Grow mask',
    help: 'Moves the edge of the mask, in document pixels.',
  },
  feather: {
    label: 'Feather mask',
    help: 'Softens the edge of the mask to both sides, in document pixels.',
  },
  /** Of a result of an older version. */
  room: 'An older version made this result, without pixels around the selection: its mask grows no further than the selection’s outermost pixels, and softens inwards from there.',
  apply: 'Apply to the layer',
  insert: 'Insert as a layer',
  applying: 'Applying…',
  strips: (done: string, total: string): string => `Adjusting part ${done} of ${total}`,
  applied: 'The layer shows this.',
  /** The document has changed since it was put there. */
  maybeUndone: 'The layer was given this. If you have undone that, apply it again.',
  pending: 'Updating the comparison…',
  notApplied: 'The layer in the document does not show this yet.',
  waiting: 'Not in the document yet.',
  layerUnknown: 'Its layer is not known any more: this goes in as a new one.',
  reset: 'Reset',
};
