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
    processor:
      'It was begun on the graphics adapter, and goes on on the processor: more slowly, to a picture as good, but not the same to the last bit.',
    unknown:
      'Go on from there, to a picture as good as if nothing had happened, and the same one on the same device.',
  },
  passing: 'The browser does not store it: when this page closes, it is gone.',
  keeping: {
    passing:
      'The browser does not store this run: if it ends early, it can be gone on with only while this page stays open.',
    nothingKept: 'This run is not stored: if it ends early, it has to begin anew.',
    refused: (done: string): string =>
      `The browser stores no more steps of this run: if it ends early, it goes on after step ${done}.`,
  },
  age: (time: string): string => `Saved ${time}`,
  goOn: 'Go on',
  goOnInstead: 'The steps that are done are kept: go on with them below, rather than anew.',
  discard: 'Discard',
  stoppedAfter: (done: string, steps: string): string => `Stopped after step ${done} of ${steps}.`,
  stepsDone: (done: string, steps: string): string => `${done} of ${steps}`,
};
