import {
  copySelection,
  featherSelection,
  fillSelection,
  invertSelection,
  selectEverything,
  selectShape,
  setSelection,
  visibleSelection,
} from '../editor/selections';
import { stateOf, type OpenDocument } from '../model/document';
import type { Color } from '../model/paint';
import { polygon, type Point } from '../model/shapes';
import { CatchableError, hostObject, HostObject } from '../script/values';
import { FILL_NORMAL } from './enumerations';
import { actedOn, type Api } from './handles';
import { unitBounds } from './units';

function pointsOf(value: unknown): Point[] {
  if (!Array.isArray(value)) return [];
  return value.map((point: unknown) => {
    const [x, y] = point as readonly unknown[];
    return [Number(x), Number(y)];
  });
}

function colorOf(value: unknown): Color | null {
  const rgb = value instanceof HostObject ? value.get('rgb') : null;
  if (!(rgb instanceof HostObject)) return null;
  return [Number(rgb.get('red')), Number(rgb.get('green')), Number(rgb.get('blue'))];
}

export function selectionObject(api: Api, own: () => OpenDocument): HostObject {
  const { editor } = api;
  const acted = (): OpenDocument => actedOn(api, own());
  const fill = ([value, mode, opacity]: readonly unknown[]): void => {
    const color = colorOf(value);
    const fills = mode === FILL_NORMAL || !editor.rules('PP-5.4-fill-mode');
    if (color && fills) fillSelection(acted(), color, Number(opacity ?? 100) / 100);
  };
  const bounds = (): unknown => {
    const selection = visibleSelection(editor, stateOf(acted()));
    if (selection !== null) return unitBounds(editor.rules, selection);
    if (editor.rules('PP-3E-no-selection')) throw new CatchableError('no selection');
    return null;
  };
  return hostObject('Selection', {
    bounds: { get: bounds },
    select: ([points]) => selectShape(acted(), polygon(pointsOf(points))),
    selectAll: () => selectEverything(acted()),
    deselect: () => {
      if (stateOf(acted()).selection) setSelection(acted(), null);
    },
    invert: () => invertSelection(acted()),
    feather: ([radius]) => featherSelection(editor, acted(), Number(radius)),
    copy: ([merged]) => copySelection(editor, acted(), merged === true),
    fill,
  });
}
