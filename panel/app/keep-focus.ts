import type { LitElement } from 'lit';

const BUTTONS = 'sp-button:not([disabled]), sp-action-button:not([disabled])';

type Focusable = HTMLElement & Partial<Pick<LitElement, 'updateComplete'>>;

/**
 * Draws, and moves the focus where the control that had it has vanished, was disabled, or lies in a
 * section that has closed: a person who works with the keyboard is to go on from there. It goes to
 * the element that the control names in `data-leads-to`; else, within the nearest of the elements
 * around it that are marked `data-keeps-focus` and can take it, to what is marked `data-takes-focus`,
 * or to the first button; else to the big button.
 */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  const around = focused === null || !root.contains(focused) ? [] : ancestors(focused, root);
  draw();
  if (focused === null || around.length === 0 || canHaveFocus(focused)) return;
  const next =
    named(root, focused) ??
    around
      .filter((one) => one.isConnected && one.hasAttribute('data-keeps-focus'))
      .reduce<Focusable | null>((found, home) => found ?? takerIn(home), null) ??
    root.querySelector<Focusable>('#cancel') ??
    root.querySelector<Focusable>('#upscale:not([disabled])') ??
    takerIn(root);
  // A component can take the focus once it has drawn itself.
  void Promise.resolve(next?.updateComplete).then(() => next?.focus());
}

/** The elements around another, from the inside out, as they are before a drawing. */
function ancestors(element: Element, root: HTMLElement): readonly Element[] {
  const all: Element[] = [];
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    all.push(at);
    if (at === root) break;
  }
  return all;
}

function named(root: HTMLElement, { attributes }: Element): Focusable | null {
  const id = attributes.getNamedItem('data-leads-to')?.value;
  const found = id === undefined ? null : root.querySelector<Focusable>(`#${CSS.escape(id)}`);
  return found !== null && canHaveFocus(found) ? found : null;
}

function takerIn(home: Element): Focusable | null {
  const takers = [
    ...home.querySelectorAll<Focusable>('[data-takes-focus]'),
    ...home.querySelectorAll<Focusable>(BUTTONS),
  ];
  return takers.find(canHaveFocus) ?? null;
}

/** What is disabled, or lies in a closed section, cannot; the head of the section can. */
function canHaveFocus(element: Element): boolean {
  if (!element.isConnected || element.matches('[disabled], [inert] *')) return false;
  const around = element.matches('summary') ? element.parentElement?.parentElement : element;
  return around?.closest('details:not([open])') == null;
}
