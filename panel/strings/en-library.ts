/** Words for fetching, checking and keeping model files. */
export const enLibrary = {
  needs: {
    title: 'What you need',
    way: 'Base model',
    ways: { full: 'Full', lightning: 'Lightning' },
    wayText: {
      full: 'SUPIR v0-Q with a full base model: the most detail, in many steps.',
      lightning: 'SUPIR v0-Q with a Lightning base: a few steps, several times faster.',
    },
    unlocks: {
      supir: 'Rebuilds detail with SUPIR. Works together with a base model.',
      sdxl: 'The picture model that SUPIR steers. Any full SDXL file does, too.',
    },
    licence: (name: string, holder: string): string => `${name}, ${holder}`,
    nonCommercial: (name: string, holder: string): string =>
      `${name}, ${holder}: for non-commercial use only`,
    download: 'Download',
    choose: 'I have it: choose…',
    copy: 'Copy address',
    byHand: {
      photoshop:
        'Photoshop lets no panel download here: open the page in a browser, download the file, and choose it.',
      page: 'The browser lets this page keep no files: open the page of the file, download it there, and choose it here.',
    },
  },

  terms: {
    title: (file: string): string => `Terms of ${file}`,
    nonCommercial: (holder: string): string =>
      `For non-commercial purposes only. Commercial use needs the permission of ${holder}.`,
    commercial: (holder: string): string =>
      `${holder} allows commercial use, and forbids some uses that the licence lists.`,
    read: 'Read the terms',
    room: (needed: string): string => `Needs ${needed} on this disk.`,
    roomOf: (needed: string, free: string): string => `Needs ${needed}; ${free} are free here.`,
    toBrowser: 'Accept and download',
    toFile: 'Accept, and save as a file…',
    toFileText:
      'As a file it first gathers in the browser, so that it can be stopped and continued, and moves when it is whole.',
    cancel: 'Not now',
  },

  progress: {
    downloading: (file: string): string => `Downloading ${file}`,
    counted: (done: string, total: string): string => `${done} of ${total}`,
    countedOnly: (done: string): string => `${done} so far`,
    beganAgain: 'What was there could not be continued: the download began again.',
    waiting: (time: string): string => `Nothing comes at the moment. The next try is at ${time}.`,
    stop: 'Stop',
    stopped: (done: string, total: string): string => `Stopped. ${done} of ${total} are kept.`,
    stoppedOnly: 'Stopped.',
    resume: 'Go on',
    retry: 'Try again',
    discard: 'Discard',
    others: 'Other downloads',
  },

  care: {
    verify: 'Verify',
    keep: 'Keep in this browser',
    cancel: 'Cancel',
    kept: 'Kept in this browser',
    work: {
      verify: (file: string): string => `Verifying ${file}…`,
      keep: (file: string): string => `Copying ${file} into this browser…`,
      save: (file: string): string => `Writing ${file} to your disk…`,
    },
    verdict: {
      genuine: (file: string): string => `Genuine: ${file}`,
      unknown: 'Unknown file: nobody published this hash. It may still be a good one.',
      damaged: (file: string): string =>
        `Damaged: this is not the published ${file}. Download it again.`,
    },
    steps: (count: string): string => `Lightning, ${count} steps`,
    dismiss: 'Dismiss',
  },

  kept: {
    title: 'Kept in this browser',
    used: (used: string): string => `${used} used`,
    usedOf: (used: string, free: string): string => `${used} used, ${free} free`,
    persistent: 'Protected: the browser does not clear them by itself.',
    fleeting: 'The browser may clear them when the disk is full.',
    use: 'Use',
    inUse: 'In use',
    saveAs: 'Save as a file…',
    remove: (name: string): string => `Remove ${name} from this browser`,
  },
};
