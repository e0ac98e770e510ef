import { enAdjust } from './en-adjust';
import { enDiagnostics } from './en-diagnostics';
import { enLibrary } from './en-library';
import { enPlan } from './en-plan';
import { enPromptPresets } from './en-prompt-presets';
import { enResults } from './en-results';
import { enSettings } from './en-settings';
import { enServer } from './en-server';
import { enSupir } from './en-supir';
import { enTryHere } from './en-try-here';
import { enUnfinished } from './en-unfinished';

export const en = {
  languageName: 'English',
  app: { name: 'SUPIR Panel' },
  /** Words that stand alone. */
  sentence: (words: string): string => `${words}.`,
  sentences: (first: string, second: string): string => `${first} ${second}`,
  /** What a control does and with which of several things, as a screen reader says it. */
  labelled: (words: string, thing: string): string => `${words}, ${thing}`,

  start: {
    waiting: 'Waiting for Photopea…',
    waitingText: 'It may still be busy. The panel opens as soon as it answers.',
    without: 'Open without Photopea',
  },

  header: {
    noDocument: 'No document open',
    noDocumentHint: 'Open a picture to begin.',
    connecting: 'Connecting to the editor…',
    noLayer: 'No layer selected',
    severalLayers: (count: string): string => `${count} layers selected`,
    selection: 'Selection',
    wholeLayer: 'Whole layer',
    result: 'Result',
    sameSize: 'Same size',
    about: 'About',
    outputSize: (part: string, from: string, to: string): string =>
      `${part}, ${from}, becomes ${to}`,
    megapixels: (value: string): string => `${value} MP`,
    wholeDocument: (size: string): string => `Document becomes ${size}`,
  },

  notices: {
    'redo-lost': 'Reading this selection drops the redo steps of the document.',
    'dialog-open': 'Close the dialog that is open in the editor first.',
    'converted-to-8-bit': 'This editor hands pixels over in 8 bits per channel.',
    'no-color-management': 'The colour profile of this document is not taken into account.',
  },

  settings: {
    heading: 'Settings',
    advanced: 'Advanced',
    resetTo: (name: string, value: string): string => `Reset ${name} to ${value}`,
    helpFor: (name: string): string => `Help: ${name}`,
    on: 'on',
    off: 'off',

    scaleOption: (scale: string): string => `${scale}×`,
    modeExplained: {
      'in-place': 'Same document size; the layer lands exactly on its source.',
      enlarge: 'The whole document grows; the result keeps its full resolution.',
      'smart-object': 'Full resolution inside, shown at document size.',
    },
    modeObstacle: {
      'host-cannot': 'This editor cannot do that. In place will be used.',
      'nothing-to-enlarge': 'Needs a scale above 1×. In place will be used.',
      'document-too-large':
        'The document would become too large. Choose a smaller scale or another output.',
    },

    mask: 'Mask edge',
    pixels: 'px',
    gigabytes: 'GB',
    /** Units as a screen reader says them. */
    spokenUnit: { px: 'pixels', gb: 'gigabytes' },
  },

  device: {
    webgpu: (label: string): string => (label === '' ? 'WebGPU' : `WebGPU · ${label}`),
    wasm: (threads: number): string =>
      threads === 1 ? 'CPU (WebAssembly, 1 thread)' : `CPU (WebAssembly, ${threads} threads)`,
    software: 'software renderer',
    asking: 'Asking for a device…',
    why: 'Why not the GPU?',
    chosen: 'You chose the CPU under Advanced.',
    noWebgpu: (reason: string): string => `No WebGPU: ${reason}`,
    softwareAdapter: 'The browser offers only a software renderer, which is slower than the CPU.',
    unavailable: (reason: string): string => `The GPU is chosen but not available: ${reason}`,
    oneThread: 'One thread only: this page is not isolated, so the browser does not allow more.',
    failed: 'The engine did not start.',
  },

  run: {
    upscale: 'Upscale',
    cancel: 'Cancel',
    cancelling: 'Cancelling…',
    ready: 'Ready',
    cancelled: 'Cancelled. The document is unchanged.',
    done: (name: string): string => `Inserted “${name}”.`,
    doneAside: (name: string): string => `“${name}” is finished and waits to be inserted.`,
    failed: 'That did not work.',
    inserting: 'Inserting the layer…',
    stage: {
      read: 'Reading the selection…',
      plan: 'Planning…',
      load: 'Loading the model…',
      restore: 'Restoring…',
      finish: 'Blending…',
      insert: 'Inserting the layer…',
    },
    tiles: (done: string, total: string): string => `Tile ${done} of ${total}`,
    bytes: (done: string, total: string): string => `${done} of ${total} MB`,
    remaining: (time: string): string => `about ${time} left`,
    estimating: 'estimating the time…',
    lastMoment: 'almost done',
    percent: (percent: string): string => `Restoring, ${percent}`,
    seconds: (value: number): string => (value === 1 ? '1 second' : `${value} seconds`),
    minutes: (value: number): string => (value === 1 ? '1 minute' : `${value} minutes`),
  },

  compare: {
    title: 'Before and after',
    before: 'Before',
    after: 'After',
    slider: 'Position of the divider between before and after',
    /** How much of the frame shows the picture on the left, which is called `left`. */
    sliderValue: (share: string, left: string): string => `${share} ${left}`,
    pan: 'Picture, pixel for pixel. Arrow keys move it.',
    fit: 'Fit',
    actual: '100%',
    zoom: 'Zoom',
    fitHelp: 'Show the whole picture',
    actualHelp: 'Show one picture pixel per screen pixel',
    close: 'Close',
    hint: 'Drag the divider. At 100%, drag the picture to move it.',
  },

  result: {
    title: 'Result',
    inserted: 'New layer inserted',
    details: 'Details',
    layer: 'Layer',
    restorer: 'Engine',
    model: 'Model',
    precision: 'Calculation',
    precisionValue: { fp32: '32-bit floats', mixed: '32-bit, transformers 16-bit' },
    device: 'Device',
    size: 'Size',
    scale: 'Scale',
    mode: 'Output',
    tiles: 'Tiles',
    tilesValue: (tiles: string, size: string): string => `${tiles} × ${size} px`,
    time: 'Time',
    network: 'In the network',
    memory: 'Peak memory',
    megabytes: (value: string): string => `${value} MB`,
    notice: 'Note',
    notices: {
      'smaller-tiles': 'The device ran out of memory; the run began anew with smaller tiles.',
      'adds-to-source':
        'The source layer is clipped and lets through what lies below, so source and result add up. Hide the source layer to see the result alone.',
      'gpu-no-device': 'The graphics card gave no device; the CPU is used instead.',
      'gpu-no-runtime': 'The network runtime did not start on the GPU; the CPU is used instead.',
    },
  },

  adjust: enAdjust,

  error: {
    title: 'Upscale did not finish',
    unexpected: 'Something unexpected happened.',
    unexpectedHint: 'Try again. If it happens again, copy the diagnostics and report it.',
    retry: 'Try again',
    dismiss: 'Dismiss',
    copy: 'Copy diagnostics',
    copied: 'Copied',
    copyFailed: 'The browser refused the clipboard. Select the text and copy it.',
    diagnosticsText: 'Diagnostics',
    kept: 'The finished result is kept below.',
  },

  kept: {
    title: 'A finished result is waiting',
    text: (layer: string, document: string): string =>
      `“${layer}” for ${document} was finished, but never confirmed as inserted.`,
    more: (count: string): string => `${count} more`,
    insert: 'Insert again',
    save: 'Save as PNG',
    discard: 'Delete',
    age: (time: string): string => `Finished ${time}`,
    working: 'Working…',
  },

  about: {
    title: 'About',
    back: 'Back',
    version: (version: string): string => `Version ${version}`,
    what: 'Restores the selected part of your document on your own device and brings it back as a new layer with a mask. Nothing is uploaded, unless you choose a ComfyUI server of your own.',
    host: 'Editor',
    runtime: 'Runtime',
    model: 'Embedded model',
    modelText: 'realesr-general-x4v3 by the Real-ESRGAN authors, BSD-3-Clause.',
    licences: 'Licences',
    modelLicence: 'Model licence and notice',
    thirdParty: 'Third-party software',
    loading: 'Loading…',
    notFound: 'This text is not part of this build.',
    diagnostics: 'Diagnostics',
    diagnosticsText:
      'Versions, device, settings and the last error, as text. No pixels, no prompts and no names of your documents.',
  },

  setting: enSettings,
  supir: enSupir,
  promptPresets: enPromptPresets,
  tryHere: enTryHere,
  unfinished: enUnfinished,
  server: enServer,
  library: enLibrary,
  plan: enPlan,
  results: enResults,
  diagnostics: enDiagnostics,

  layout: {
    panel: 'Restore',
    resize: 'Width of the panel',
  },
};

/** Every language has these keys; texts with values are functions of them. */
export type Strings = typeof en;
