/** Kind of a failed task, for the headline. */
export type FailedTask = 'open' | 'save' | 'view' | 'action';

export type EditorMessage =
  | { readonly id: number; readonly kind: 'saved'; readonly name: string }
  | {
      readonly id: number;
      readonly kind: 'error';
      readonly task: FailedTask;
      readonly error: unknown;
    };

/** `Omit` that keeps the members of a union apart. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const MOST_SHOWN = 3;

/** The messages with a new one last; it replaces the same failure of the same task. */
export function addMessage(
  messages: readonly EditorMessage[],
  message: Without<EditorMessage, 'id'>,
): readonly EditorMessage[] {
  const id = 1 + messages.reduce((highest, other) => Math.max(highest, other.id), 0);
  const kept = messages.filter((other) => topic(other) !== topic(message));
  return [...kept, { ...message, id }].slice(-MOST_SHOWN);
}

export function dropMessage(
  messages: readonly EditorMessage[],
  id: number,
): readonly EditorMessage[] {
  return messages.filter((message) => message.id !== id);
}

function topic(message: Without<EditorMessage, 'id'>): string {
  return message.kind === 'saved' ? 'save' : message.task;
}
