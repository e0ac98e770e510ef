import { SETTINGS } from '../settings/table';

export interface Splitter {
  readonly element: HTMLElement;
  /** Sets the splitter's accessible name. */
  label(text: string): void;
  /** Sets the panel's width, CSS pixels. */
  show(width: number): void;
}

const KEY_STEP = 16;

/** The line between editor and panel: dragged, or moved by the arrow keys. */
export function createSplitter(onWidth: (width: number) => void): Splitter {
  const { min, max } = SETTINGS.panelWidth;
  const element = document.createElement('div');
  element.className = 'splitter';
  element.id = 'splitter';
  element.tabIndex = 0;
  element.setAttribute('role', 'separator');
  element.setAttribute('aria-orientation', 'vertical');
  element.setAttribute('aria-controls', 'panel');
  element.setAttribute('aria-valuemin', String(min));
  element.setAttribute('aria-valuemax', String(max));
  let width: number = min;

  const ask = (wanted: number): void => onWidth(Math.round(Math.min(max, Math.max(min, wanted))));

  element.addEventListener('pointerdown', (event) => {
    element.setPointerCapture(event.pointerId);
    element.dataset['dragging'] = '';
  });
  element.addEventListener('pointermove', (event) => {
    if ('dragging' in element.dataset) ask(window.innerWidth - event.clientX);
  });
  const stop = (): void => {
    delete element.dataset['dragging'];
  };
  element.addEventListener('pointerup', stop);
  element.addEventListener('pointercancel', stop);
  element.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: KEY_STEP, ArrowRight: -KEY_STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    ask(width + by);
  });

  return {
    element,
    label: (text) => element.setAttribute('aria-label', text),
    show(next): void {
      width = next;
      element.setAttribute('aria-valuenow', String(next));
    },
  };
}
