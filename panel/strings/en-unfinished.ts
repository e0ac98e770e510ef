/** Words for runs that end before their last step. */
export const enUnfinished = {
  stop: 'Stop and keep',
  stopping: 'Stopping after this step…',
  title: 'An unfinished run',
  text: (done: string, steps: string, document: string): string =>
    `${done} of ${steps} steps are done for “${document}”.`,
  notBegun: (document: string): string => `A variant for “${document}” is still to be made.`,
  variantsLeft: (count: number): string =>
    count === 1
      ? 'One more variant is made after it.'
      : `${count} more variants are made after it.`,
  device: {
    same: 'Go on from there, to the same picture as if nothing had happened.',
    other:
      'It was begun on another device or driver: the picture will be as good, but not the same to the last bit.',
    unknown:
      'Go on from there, to a picture as good as if nothing had happened, and the same one on the same device.',
  },
  age: (time: string): string => `Saved ${time}`,
  goOn: 'Go on',
  discard: 'Discard',
  stoppedAfter: (done: string, steps: string): string => `Stopped after step ${done} of ${steps}.`,
  stepsDone: (done: string, steps: string): string => `${done} of ${steps}`,
};
