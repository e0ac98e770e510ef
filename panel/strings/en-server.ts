/** Words for a ComfyUI server of the person's own. */
export const enServer = {
  title: 'ComfyUI server',
  none: 'No address yet',
  intro:
    'Restores with SUPIR on a ComfyUI server of yours: on this computer, on another one, or on one that you rent. Try here, and Stop and keep, are not available with it.',

  address: 'Address',
  addressHelp: 'ComfyUI shows it when it has started, behind “To see the GUI go to”.',
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
      `${origin} is not encrypted: anyone on the way there can read the header lines.`,
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
      polling: 'no socket: no steps, no previews',
    },
    nodesValue: { native: 'SUPIR of ComfyUI itself', wrapper: 'ComfyUI-SUPIR extension' },
    noNodes:
      'This server has no nodes for SUPIR. Update ComfyUI to 0.20.0 or newer, or install the extension ComfyUI-SUPIR, then test again.',
  },

  obstacle: {
    'refuses-pages': (origin: string): string =>
      `Something runs at ${origin} and refuses this page. ComfyUI does so unless it is told otherwise: it answers pages of other addresses only when it is started with a flag.`,
    'refuses-headers': (origin: string): string =>
      `${origin} answers this page, but lets no page of another address send these header lines. ComfyUI itself takes only Authorization.`,
    'local-permission': (origin: string): string =>
      `${origin} is on this computer or in its network, which a page may call only with your permission: the browser asks for it.`,
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
    title: 'One of these helps, the likeliest first:',
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
      'Look at what ComfyUI prints when it has started: “To see the GUI go to: …” is the address. That of its desktop app is often http://127.0.0.1:8000.',
  },
  copyFlags: 'Copy',

  relay: {
    used: 'The panel’s own server on this computer (npm start) passes requests on to ComfyUI.',
    direct: 'Connect directly',
    offered:
      'The panel can pass requests on by itself, from its own server on this computer: ComfyUI then needs no flag.',
    use: 'Use the relay',
    elsewhere:
      'Start the panel on this computer with npm start: its own server then passes requests on, and ComfyUI needs no flag.',
  },

  files: {
    title: 'Files on the server',
    supir: 'SUPIR file',
    sdxl: 'Base model (SDXL checkpoint)',
    choose: 'Choose…',
    none: 'none found',
    where: {
      native:
        'The SUPIR file belongs in models/model_patches, the checkpoint in models/checkpoints.',
      wrapper: 'Both files belong in models/checkpoints.',
    },
    again: 'The lists follow the folders: test again after a change.',
  },

  omissions: {
    title: 'Different on the server',
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
    values: (wanted: string, used: string): string => `(${wanted} asked, ${used} used)`,
    lora: 'LoRA: none is used there.',
  },

  privacy: {
    title: 'What leaves this computer',
    leaves: (origin: string): string =>
      `To ${origin} go: the selected part of the picture and its surroundings, at the size at which they are restored, and your prompts and settings.`,
    stays: 'On this computer stay: the rest of the document, its name and the mask.',
    there:
      'There, the picture and its result, with prompts and settings in the result’s file, stay among ComfyUI’s temporary files until it is started anew. Whoever can reach the server may see them. The entry in its history is deleted when the result is here.',
    accept: (origin: string): string => `Allow this for ${origin}`,
    accepted: (origin: string): string => `You allow pictures and prompts to go to ${origin}.`,
    withdraw: 'Withdraw',
  },

  run: {
    uploading: (size: string): string => `Sending the picture, ${size}…`,
    ahead: (count: string): string => `Waiting on the server: ${count} before yours`,
    next: 'Waiting on the server: yours is next',
    lost: 'The server is silent. The panel waits for it; the run goes on there.',
    polling: 'No socket to the server: steps and previews cannot be shown.',
    found: 'The run was still on the server and goes on.',
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
      `This page was closed while ${origin} worked. Select the same again and click Upscale: with the same settings the run is found there and not computed twice.`,
    forget: 'Dismiss',
  },

  result: {
    server: 'Server',
    serverValue: (origin: string, version: string): string => `${origin}, ComfyUI ${version}`,
    traffic: 'Traffic',
    trafficValue: (sent: string, received: string): string => `${sent} sent, ${received} received`,
    otherwise: 'Differences',
    kept: 'Left there',
    keptValue: 'The entry of this run in the server’s history could not be deleted.',
  },

  smallerTiles: {
    title: (size: string): string => `Tiles of ${size}`,
    price: 'Needs less memory on the server.',
    now: (size: string): string => `Set now: ${size}.`,
  },
};
