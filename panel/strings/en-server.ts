/** Words for a ComfyUI server of the person's own. */
export const enServer = {
  title: 'ComfyUI server',
  none: 'No address yet',
  intro:
    'Restores with SUPIR on a ComfyUI server of yours: on this computer, on another one, or on one that you rent. Trying a tile, and stopping early to keep what is there, are only possible on this computer.',

  address: 'Address',
  addressWrong: 'This is not the address of a server. Write it as http://127.0.0.1:8188.',
  addressSecret: 'The address holds a name or a password. Write a header line instead.',

  headers: {
    title: 'Header lines',
    none: 'none',
    explained:
      'For servers that want a key. They are kept on this device only, are sent to this address alone, and are in no document, log or report. Another address clears them.',
    line: 'New header line',
    add: 'Add',
    remove: (name: string): string => `Remove ${name}`,
    open: (origin: string): string =>
      `${origin} is not encrypted: whoever is on the way can read the header lines.`,
    allowOpen: 'Send them all the same',
  },

  test: {
    start: 'Test connection',
    cancel: 'Cancel the test',
    going: 'Testing the connection with a small picture of noise…',
    connected: (origin: string): string =>
      `Connected to ${origin}. A test picture went there and came back unchanged.`,
    facts: {
      version: 'ComfyUI',
      device: 'Device',
      memory: 'Memory',
      speed: 'Test picture',
      messages: 'Progress',
      nodes: 'Nodes',
    },
    unknown: 'not told',
    memoryValue: (free: string, total: string): string => `${free} of ${total} free`,
    speedValue: (time: string, perSecond: string): string => `${time}, ${perSecond} a second up`,
    messagesValue: {
      socket: 'steps and previews',
      polling: 'no socket: neither steps nor previews will be seen',
    },
    nodesValue: { native: 'SUPIR of ComfyUI itself', wrapper: 'ComfyUI-SUPIR extension' },
    noNodes:
      'This server has no nodes for SUPIR. Update ComfyUI to 0.20.0 or newer, or install the extension ComfyUI-SUPIR, then test again.',
  },

  obstacle: {
    'refuses-pages': (origin: string): string =>
      `Something runs at ${origin}, and refuses this page, as ComfyUI does as it comes: it answers pages of other addresses only when it is started with a flag.`,
    'refuses-headers': (origin: string): string =>
      `${origin} answers this page, but lets no page of another address send these header lines. ComfyUI itself takes only Authorization.`,
    'local-permission': (origin: string): string =>
      `The browser asks before a page may call this computer or its network, and ${origin} is one of them.`,
    'browser-blocks-local': (origin: string): string =>
      `This browser does not let a page of the internet call ${origin}.`,
    'mixed-content': (origin: string): string =>
      `This page is encrypted and ${origin} is not: browsers do not let the one call the other.`,
    'photopea-blocks-local': (origin: string): string =>
      `Photopea does not let a plugin from the internet call ${origin}.`,
    'no-origin': (origin: string): string =>
      `This page has no address of its own, as in Photoshop: ${origin} answers it only when it is started with a flag.`,
    'nothing-answers': (origin: string): string =>
      `Nothing answers at ${origin}. ComfyUI may be off or starting, have another address or port, or use a certificate that this browser does not know.`,
    'silent-or-refuses': (origin: string): string =>
      `This page gets no answer from ${origin}. If ComfyUI runs there, it refuses the page: it answers pages of other addresses only when it is started with a flag. Or it is off, or at another address.`,
  },

  way: {
    'start-with-flags': 'Close ComfyUI and start it again with this behind its command:',
    'start-with-flags-then':
      'That lifts ComfyUI’s own check for pages of every address. Then click Test connection.',
    /** Of the flag --listen. */
    listen: 'With --listen everybody in its network can use it.',
    desktop:
      'In ComfyUI’s desktop app: Settings, Server-Config, Enable CORS header, with the address behind the flag as its value.',
    'allow-local':
      'Allow access to the local network for this page, in the site settings beside the address bar, then click Test connection.',
    https: 'Give the server an https address, for example by a tunnel or a proxy in front of it.',
    plugin:
      'Without header lines Photoshop’s plugin itself calls the server, and no flag is needed. On macOS it may need an https address.',
    'other-browser': 'Take another browser, such as Chrome, Edge or Firefox.',
    'check-address':
      'Look at what ComfyUI prints when it has started: “To see the GUI go to: …” is the address.',
  },
  copyFlags: 'Copy',

  relay: {
    used: 'The panel’s own server on this computer (npm start) passes requests on to ComfyUI.',
    direct: 'Connect directly',
    offered:
      'The panel can pass requests on by itself, from its own server on this computer: ComfyUI then needs no flag.',
    use: 'Use the relay',
    elsewhere:
      'Open the panel from this computer: start it there with npm start. It then passes requests on by itself, and ComfyUI needs no flag.',
  },

  files: {
    title: 'Files on the server',
    supir: 'SUPIR file',
    sdxl: 'Base model (SDXL checkpoint)',
    choose: 'Choose…',
    none: 'none found',
    where: {
      native:
        'The SUPIR file belongs into models/model_patches, the checkpoint into models/checkpoints.',
      wrapper: 'Both files belong into models/checkpoints.',
    },
    again: 'The lists follow the folders: test again after a change.',
  },

  omissions: {
    title: 'Not the same there as here',
    name: {
      churn: 'Churn: the server adds no noise again in its steps.',
      'guidance-line': 'CFG: one value for all steps, since the server is older than 0.24.0.',
      'restore-guidance': 'Restoration guidance: not with this sampler.',
      'color-style': 'Colour fix: by the original, since the cleaned one stays there.',
      weights: 'Weights: what the server was started with.',
      'encoder-tiles': 'VAE encoder tiles: the server chooses.',
      'decoder-tiles': 'VAE decoder tiles: the server’s own steps.',
      'result-depth': 'Result: 8 bits a channel.',
    },
    /** A number that the server takes within its own limits; `setting`: its label. */
    limits: (setting: string): string => `${setting}: the server keeps to its own limits.`,
    values: (wanted: string, used: string): string => `(${wanted} → ${used})`,
    lora: 'LoRA: none is used there.',
  },

  privacy: {
    title: 'What leaves this computer',
    leaves: (origin: string): string =>
      `To ${origin} go: the selected part of the picture with what is around it, in the size that it is restored at, and your prompts and settings.`,
    stays:
      'On this computer stay: the rest of the document, its name, the mask, and the result until you save it.',
    there:
      'There, the picture and its result stay among ComfyUI’s temporary files until it is started anew. Whoever can reach the server may see them. Prompts and settings are deleted from its history when the result is here.',
    accept: (origin: string): string => `Allow this for ${origin}`,
    accepted: (origin: string): string => `You allow pictures and prompts to go to ${origin}.`,
    withdraw: 'Withdraw',
  },

  run: {
    uploading: (size: string): string => `Sending the picture, ${size}…`,
    ahead: (count: string): string => `Waiting on the server: ${count} before yours`,
    next: 'Waiting on the server: yours is next',
    lost: 'The server is silent. The run is waited for, and goes on there.',
    polling: 'No socket to the server: steps and previews are not to be seen.',
    found: 'The run was still there: it is gone on with.',
    again: 'ComfyUI was started anew: the picture was sent once more.',
    stopping: {
      waiting:
        'Waiting for the server to stop the cancelled run: it does so at its next step, and not while it loads a file.',
      unknown: 'The server has not said that it stopped: the cancelled run may go on there.',
    },
  },

  sent: {
    title: 'A run is still on the server',
    text: (origin: string): string =>
      `This page was closed while ${origin} worked. Select the same again and click Upscale: with the same settings it is found there and not computed twice.`,
    forget: 'Dismiss',
  },

  result: {
    server: 'Server',
    serverValue: (origin: string, version: string): string => `${origin}, ComfyUI ${version}`,
    sent: 'Sent and received',
    sentValue: (sent: string, received: string): string => `${sent} / ${received}`,
    kept: 'Not forgotten there',
    keptValue: 'The server’s history still holds the prompts of this run.',
  },

  smallerTiles: {
    title: (size: string): string => `Tiles of ${size}`,
    price: 'Needs less memory on the server.',
  },
};
