/** Words for the results that are kept of a document. */
export const enResults = {
  title: 'Results',
  count: (count: number, bytes: string): string =>
    count === 1 ? `1 result, ${bytes}` : `${count} results, ${bytes}`,
  /** After the words about the one that is shown. */
  aside: (count: number): string =>
    count === 1 ? 'One more is among the results.' : `${count} more are among the results.`,
  seed: (seed: string): string => `Seed ${seed}`,
  /** A result by its seed, where the run was stopped early. */
  stopped: (name: string, step: string): string => `${name}, step ${step}`,
  /** One of several results that are called the same. */
  numbered: (name: string, number: string): string => `${name} (${number})`,
  stepsDone: (done: string, steps: string): string => `Step ${done} of ${steps}`,
  fast: (restorer: string, scale: string): string => `${restorer} ${scale}`,
  /** A result as a screen reader says it. */
  named: (name: string, placed: string, age: string): string => `${name}, ${placed}, ${age}`,
  placed: { waiting: 'not confirmed', inserted: 'inserted', aside: 'not inserted' },
  insert: 'Insert',
  insertAgain: 'Insert again',
  insertToo: 'Insert as well',
  replace: (name: string): string => `Replace ${name}`,
  save: 'Save as PNG',
  useSettings: 'Use these settings',
  settingsUsed: 'These settings are in use',
  /** Names of settings, of which the result has other values. */
  otherSettings: (names: string): string => `Made with other settings: ${names}.`,
  settingsUnknown:
    'Another version of the panel made this; which settings it was made with is not known.',
  adjust: 'Adjust',
  adjusted: 'Adjusted',
  /** As a screen reader says it, after where it is. */
  adjustedToo: (placed: string): string => `${placed}, adjusted`,
  /** On a thumbnail. */
  unstored: 'Not stored',
  /** As a screen reader says it, after where it is. */
  unstoredToo: (placed: string): string => `${placed}, not stored`,
  /** The name of the document that a result was made in. */
  madeIn: (document: string): string => `“${document}”`,
  others: {
    title: 'Results of other documents',
    /** A result as a screen reader says it, after its document. */
    named: (document: string, result: string): string => `${document}: ${result}`,
    maybe:
      'Some were made on a canvas of this size. If this is their document under another name, the panel knows it by the picture under them.',
    look: 'Look for them here',
    searching: 'Comparing the pictures…',
    notFound:
      'The picture under them is not in this layer. If it is in another one, choose that layer and look again.',
    found: (count: number): string =>
      count === 1
        ? '1 result of another name has the same picture under it, and is among the results of this document now.'
        : `${count} results of another name have the same picture under them, and are among the results of this document now.`,
  },
  notAdjustable:
    'An older version of the panel kept this without its original, so it cannot be adjusted.',
  notStored:
    'This browser has no room to store it: it is gone with the page. Delete older results, or save it as a PNG.',
  nothingStored:
    'This browser does not store results: they are gone with the page. Save as a PNG what you want to keep.',
  discard: 'Delete',
  compareWith: 'Compare with',
  nothing: 'Nothing',
  original: 'The original',
};
