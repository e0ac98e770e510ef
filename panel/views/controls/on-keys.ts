/** A listener for `keydown` that takes the named keys, as long as nothing inside has taken them. */
export function onKeys(
  keys: Readonly<Record<string, (event: Event) => void>>,
): (event: KeyboardEvent) => void {
  return (event) => {
    const act = keys[event.key];
    // Enter also ends a word that an input method is composing.
    if (act === undefined || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    act(event);
  };
}
