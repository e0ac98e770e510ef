import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { placeOf } from './key-place';
import { commandOf, endsCommand, type Command } from './key-commands';

export interface ShortcutActions {
  /** Runs a command; false where it had no use and the key stays with the browser. */
  run(command: Command, fine: boolean): boolean;
  /** Begins or ends a command that works as long as its key is held. */
  hold(command: 'compare' | 'pan', down: boolean): void;
  modifiers(held: { readonly shift: boolean; readonly alt: boolean }): void;
}

/** Commands that a key held down may repeat. */
const REPEATS: ReadonlySet<Command> = new Set([
  'undo',
  'redo',
  'zoom-in',
  'zoom-out',
  'nudge-left',
  'nudge-right',
  'nudge-up',
  'nudge-down',
]);

/** The keyboard of the whole page, as far as no field or control wants the key itself. */
export class Shortcuts implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private readonly actions: ShortcutActions,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.onDown);
    window.addEventListener('keyup', this.onUp);
    window.addEventListener('blur', this.onBlur);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.onDown);
    window.removeEventListener('keyup', this.onUp);
    window.removeEventListener('blur', this.onBlur);
  }

  private readonly onDown = (event: KeyboardEvent): void => {
    this.actions.modifiers({ shift: event.shiftKey, alt: event.altKey });
    if (event.defaultPrevented || event.isComposing) return;
    const command = commandOf(event, placeOf(event));
    if (command === null) return;
    if (command === 'compare' || command === 'pan') {
      event.preventDefault();
      if (!event.repeat) this.actions.hold(command, true);
      return;
    }
    const stale = event.repeat && !REPEATS.has(command);
    if (stale || this.actions.run(command, !event.shiftKey)) event.preventDefault();
  };

  private readonly onUp = (event: KeyboardEvent): void => {
    this.actions.modifiers({ shift: event.shiftKey, alt: event.altKey });
    for (const command of ['compare', 'pan'] as const) {
      if (endsCommand(event, command)) this.actions.hold(command, false);
    }
  };

  private readonly onBlur = (): void => {
    this.actions.modifiers({ shift: false, alt: false });
    this.actions.hold('compare', false);
    this.actions.hold('pan', false);
  };
}
