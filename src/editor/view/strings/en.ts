export const en = {
  file: {
    open: 'Open…',
    openLabel: 'Open a file',
    savePsd: 'Save PSD',
    savePng: 'Export PNG',
    opening: (name: string): string => `Opening ${name}…`,
    saving: 'Saving…',
    saved: (name: string): string => `Saved as ${name}.`,
    pasted: 'pasted picture',
    dropHere: 'Drop to open',
    unsaved: 'Unsaved changes',
    types: { psd: 'Photoshop document', png: 'PNG picture' },
  },

  replace: {
    title: 'Save your changes first?',
    text: (name: string): string =>
      `“${name}” has changes that are not saved. Opening a file closes it.`,
    save: 'Save PSD',
    discard: 'Discard changes',
    cancel: 'Cancel',
  },

  empty: {
    title: 'Open a photo to begin',
    text: 'Drop a file anywhere, paste a picture, or choose one. PSD, PNG, JPEG and WebP.',
    open: 'Choose a file…',
    sample: 'Try a sample photo',
    private: 'Your files stay on this computer.',
  },

  history: {
    undo: 'Undo',
    redo: 'Redo',
    step: {
      open: 'open',
      select: 'selection',
      deselect: 'deselect',
      'invert-selection': 'inverse',
      'move-selection': 'move selection',
      visibility: 'layer visibility',
      'insert-layer': 'new layer',
      'replace-layer': 'replace result',
      'enlarge-document': 'enlarge document',
      'insert-smart-object': 'new smart object',
    },
    undoStep: (step: string): string => `Undo ${step}`,
    redoStep: (step: string): string => `Redo ${step}`,
  },

  compare: {
    button: 'Before',
    help: 'Hold to see the picture without the new layer',
    badge: 'Before',
  },

  tools: {
    label: 'Tools',
    rect: 'Rectangular marquee',
    ellipse: 'Elliptical marquee',
    lasso: 'Lasso',
    hand: 'Hand',
    zoom: 'Zoom',
  },

  options: {
    label: 'Tool options',
    mode: 'How a new shape joins the selection',
    modes: {
      replace: 'New selection',
      add: 'Add to selection',
      subtract: 'Subtract from selection',
      intersect: 'Intersect with selection',
    },
    feather: 'Feather',
    featherHelp: 'Softens the edge of the next selection, in document pixels',
    selectAll: 'Select all',
    selectNone: 'Deselect',
    selectInvert: 'Select the inverse',
    handHint: 'Drag to move the view.',
    zoomHint: 'Click to zoom in, Alt-click to zoom out, drag to scrub.',
  },

  numbers: {
    button: 'Position and size',
    title: 'Selection by numbers',
    x: 'X',
    y: 'Y',
    width: 'Width',
    height: 'Height',
    apply: 'Select',
  },

  view: {
    canvas: (name: string): string =>
      `${name}. Draw a selection with the pointer, or use “Position and size”. Arrow keys move the selection.`,
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit on screen',
    actual: '100%',
    actualHelp: 'One document pixel on one screen pixel',
    zoomValue: (percent: string): string => `Zoom ${percent}`,
  },

  layers: {
    title: 'Layers',
    show: 'Show layers',
    hide: 'Hide layers',
    hidden: 'hidden',
    locked: 'locked',
    masked: 'with mask',
    clipped: 'clipped',
    fresh: 'New',
    toggleVisible: 'Show or hide',
    help: 'Enter makes a layer active, Space shows or hides it.',
    kind: {
      pixels: 'pixel layer',
      group: 'group',
      text: 'text layer',
      'smart-object': 'smart object',
      shape: 'shape layer',
      fill: 'fill layer',
      adjustment: 'adjustment layer',
      other: 'layer',
    },
  },

  status: {
    label: 'Status',
    size: (width: string, height: string): string => `${width} × ${height} px`,
    depth: (bits: number): string => `${bits} bit`,
    nothingSelected: 'No selection',
    selection: (width: string, height: string, x: string, y: string): string =>
      `Selection ${width} × ${height} at ${x}, ${y}`,
    faint: 'No pixel is selected by half or more, so no edge is shown',
    notices: (count: number): string => (count === 1 ? '1 note' : `${count} notes`),
    noticesTitle: 'About this document',
  },

  simplified: {
    adjustment: 'adjustment layers',
    effects: 'layer effects',
    fill: 'fill layers',
    text: 'text',
    'smart-object': 'smart objects',
    shape: 'shapes',
    'vector-mask': 'vector masks',
    'mask-feather': 'feathered masks',
    dissolve: 'dissolve',
    knockout: 'knockout',
    'fill-opacity': 'fill opacity',
  },

  leftOut: {
    exif: 'other EXIF data',
    position: 'the place where it was taken',
    xmp: 'XMP',
    iptc: 'IPTC',
    texts: 'other texts',
  },

  parts: {
    PLTE: 'a palette (PLTE)',
    cHRM: 'colour primaries (cHRM)',
    gAMA: 'a gamma value (gAMA)',
    iCCP: 'the colour profile (iCCP)',
    tRNS: 'transparency (tRNS)',
    eXIf: 'camera data (eXIf)',
    pHYs: 'the resolution (pHYs)',
    acTL: 'an animation (acTL)',
    tEXt: 'text (tEXt)',
    zTXt: 'text (zTXt)',
    iTXt: 'text (iTXt)',
    exif: 'camera data (EXIF)',
    profile: 'the colour profile',
    'stray-bytes': 'bytes between its parts',
    trailing: 'bytes after its end',
    resources: 'image resources',
    'layer-information': 'additional information of layers',
    'document-information': 'additional information of the document',
    unknown: 'parts of unknown type',
    others: 'others',
  },

  notices: {
    'approximate-view': (detail: string): string =>
      `Shown in a simplified way: ${detail}. The saved file keeps everything.`,
    'not-srgb': (detail: string): string =>
      `The colours are in ${detail} and are shown without conversion.`,
    'space-not-kept': (detail: string): string =>
      `The colours are in ${detail} and are shown without conversion. Saved files do not say so.`,
    'profile-left-out': (detail: string): string =>
      `The embedded colour profile (${detail}) cannot be used for this picture. It is left out, also of saved files.`,
    'profile-unreadable': (): string =>
      'The embedded colour profile is damaged. It is left out, also of saved files.',
    'metadata-left-out': (detail: string): string => `Not kept in saved files: ${detail}.`,
    'converted-to-rgb': (detail: string): string =>
      `Converted from ${detail} to RGB when it was opened.`,
    'converted-to-8-bit': (detail: string): string =>
      `Converted to 8 bits per channel (${detail}).`,
    'converted-to-16-bit': (detail: string): string =>
      `Converted to 16 bits per channel (${detail}).`,
    'not-scaled': (detail: string): string =>
      `Kept their size when the document was enlarged: ${detail}.`,
    'alpha-approximate': (): string => 'Colours under transparent pixels may be rounded.',
    oriented: (): string => 'Turned upright as the camera noted.',
    'first-frame-only': (): string => 'An animation: only its first frame was opened.',
    'parts-dropped': (detail: string): string =>
      `Not used, being damaged or out of place: ${detail}.`,
  },

  error: {
    dismiss: 'Dismiss',
    title: {
      open: 'The file was not opened',
      save: 'The file was not saved',
      view: 'The picture could not be shown',
      action: 'That did not work',
    },
  },
};

/** Every language has these keys; texts with values are functions of them. */
export type EditorStrings = typeof en;
