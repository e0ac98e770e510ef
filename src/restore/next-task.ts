/** Lets the thread's other tasks run, so that a message to cancel can arrive. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
