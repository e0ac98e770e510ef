/** Words for trying a run on one tile. */
export const enTryHere = {
  open: 'Try here…',
  openHelp: 'Restores one tile, where you choose, before the whole run.',
  title: 'Try here',
  close: 'Close',
  hint: 'Click where it matters. One tile is restored there, with the settings as they are.',
  /** The picture, as a screen reader says it. */
  picture: 'Picture to choose a point in',
  keys: 'Arrow keys move the point, with Shift in larger steps. Enter tries the tile there.',
  point: (x: string, y: string): string => `Try at ${x}, ${y}`,
  go: 'Try',
  again: 'Try again',
  show: 'Show what is selected',
  trying: 'Trying a tile…',
  tile: (size: string, time: string): string => `Tile of ${size}, tried in ${time}`,
  reason: {
    selection: 'Another part is selected now.',
    settings: 'Settings have changed since this tile was tried.',
    document: 'The document has changed since this tile was tried.',
  },
  used: {
    tile: 'The run takes this tile over as it is.',
    start:
      'The run takes over all that comes before the steps. In each step it sees what lies around this tile, so the result may differ a little.',
  },
  seed: (seed: string): string => `It begins with the same noise, seed ${seed}.`,
};
