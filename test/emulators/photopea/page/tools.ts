import {
  featherSelection,
  selectEverything,
  selectShape,
  setSelection,
} from '../editor/selections';
import type { Editor } from '../editor/editor';
import { stateOf, stepTo } from '../model/document';
import type { Coverage } from '../model/raster';
import { ellipse, lasso, rectangle, type Point } from '../model/shapes';
import type { Layout } from './layout';

type Tool = 'rect' | 'ellipse' | 'lasso';

function drawn(tool: Tool, points: readonly Point[]): Coverage | null {
  if (tool === 'lasso') return points.length > 2 ? lasso(points) : null;
  const [[ax, ay] = [0, 0]] = points;
  const [bx, by] = points.at(-1) ?? [0, 0];
  const x = Math.round(Math.min(ax, bx));
  const y = Math.round(Math.min(ay, by));
  const width = Math.round(Math.max(ax, bx)) - x;
  const height = Math.round(Math.max(ay, by)) - y;
  if (width === 0 || height === 0) return null;
  const rect = { x, y, width, height };
  return tool === 'rect' ? rectangle(rect) : ellipse(rect);
}

/** Rectangle, ellipse and lasso drawn with the pointer; they replace the selection. */
export function startTools(editor: Editor, layout: Layout): void {
  let tool: Tool = 'rect';
  let points: Point[] | null = null;
  const choose = (name: string): void => {
    if (name === 'rect' || name === 'ellipse' || name === 'lasso') tool = name;
    for (const button of layout.tools.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.dataset['tool'] === tool));
    }
  };
  const pointOf = (event: PointerEvent): Point => {
    const box = layout.canvas.getBoundingClientRect();
    const zoom = box.width / layout.canvas.width;
    return [(event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom];
  };
  choose(tool);
  layout.tools.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLElement) choose(target.dataset['tool'] ?? '');
  });
  layout.stage.addEventListener('pointerdown', (event) => {
    if (editor.active === null) return;
    layout.stage.setPointerCapture(event.pointerId);
    points = [pointOf(event)];
  });
  layout.stage.addEventListener('pointermove', (event) => points?.push(pointOf(event)));
  layout.stage.addEventListener('pointerup', () => {
    const shape = points && drawn(tool, points);
    points = null;
    if (editor.active === null) return;
    if (shape === null) {
      if (stateOf(editor.active).selection) setSelection(editor.active, null);
      return;
    }
    selectShape(editor.active, shape);
    featherSelection(editor, editor.active, Number(layout.feather.value));
  });
}

/** Undo, redo, select all and none, by button and by key. */
export function startCommands(editor: Editor, layout: Layout): void {
  const step = (by: number): void => {
    if (editor.active) stepTo(editor.active, editor.active.index + by);
  };
  const selectNone = (): void => {
    if (editor.active) setSelection(editor.active, null);
  };
  layout.undo.addEventListener('click', () => step(-1));
  layout.redo.addEventListener('click', () => step(1));
  layout.selectNone.addEventListener('click', selectNone);
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === 'z') step(event.shiftKey ? 1 : -1);
    else if (key === 'd') selectNone();
    else if (key === 'a' && editor.active) selectEverything(editor.active);
    else return;
    event.preventDefault();
  });
}
