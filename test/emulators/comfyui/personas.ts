import type { ComfyOptions, Gate, Persona, Switches } from './options';
import { inverted } from './picture/restore';

const SDXL = 'sd_xl_base_1.0.safetensors';

/** Files as a person has them who restores with SUPIR. */
const MODELS: Switches['models'] = {
  checkpoints: [SDXL, 'photo/juggernautXL_v9Rdphoto2Lightning.safetensors', 'v1-5-pruned.ckpt'],
  model_patches: ['SUPIR-v0F_fp16.safetensors', 'SUPIR-v0Q_fp16.safetensors'],
};

/** A ComfyUI of today on the same computer, as it comes: no flags, nobody else, no time to pass. */
export const DEFAULT_PERSONA: Persona = {
  version: '0.33.0',
  os: 'linux',
  host: '127.0.0.1',
  port: 0,
  localNames: ['localhost'],
  cors: null,
  maxUpload: 100,
  basePath: '',
  gate: null,
  page: null,
  without: [],
  wrapper: false,
  combos: 'as-is',
  extraInputs: {},
  previewMethod: 'none',
  device: {
    type: 'cuda',
    name: 'cuda:0 NVIDIA GeForce RTX 3090 : cudaMallocAsync',
    memory: 25_438_126_080,
  },
  speed: Infinity,
  times: { load: 4000, step: 400, decode: 1200, other: 50 },
  historyDelay: 200,
  restores: inverted,
};

export const DEFAULT_SWITCHES: Switches = {
  models: MODELS,
  executed: 'as-is',
  nullStatus: false,
  oddFrames: false,
  changingMax: false,
  handshake: 'answered',
  muted: false,
  resultSize: null,
};

/** A proxy that wants a token from everything, sockets and preflights too. */
export const TOKEN_GATE: Gate = {
  header: 'authorization',
  value: 'Bearer emulated-token',
  refusal: 'unauthorized',
  options: 'refused',
  sockets: 'refused',
};

/** Servers as people have them, each beside the default one. */
export const PERSONAS = {
  default: {},
  /** Started with `--enable-cors-header` for one origin, or for all. */
  cors: { cors: '*' },
  /** With the old nodes for SUPIR and their files, before there were others. */
  wrapper: {
    version: '0.3.64',
    wrapper: true,
    models: { checkpoints: [SDXL, 'SUPIR-v0F_fp16.safetensors', 'SUPIR-v0Q_fp16.safetensors'] },
  },
  /** Stops whoever is running. */
  beforeInterruptById: { version: '0.3.56', wrapper: true },
  /** Chooses ids itself, and tells neither flags nor the state of all nodes. */
  beforeOwnIds: { version: '0.3.40', wrapper: true },
  /** Has the nodes, but no cancelling of jobs, and takes any id. */
  beforeUuids: { version: '0.24.0' },
  newest: { version: '0.36.0' },
  windows: { os: 'windows' },
  noFiles: { models: {} },
  noSupir: { models: { checkpoints: [SDXL] } },
  /** `--cpu` */
  cpu: { device: { type: 'cpu', name: 'cpu', memory: 64_000_000_000 } },
  /** `--disable-all-custom-nodes` */
  noCustomNodes: { without: ['SaveImageWebsocket', 'EmulatedWork'] },
  tokenProxy: { gate: TOKEN_GATE },
  /** A proxy that lets preflights and sockets with the token through. */
  politeProxy: { cors: '*', gate: { ...TOKEN_GATE, options: 'passed', sockets: 'checked' } },
  login: { gate: { ...TOKEN_GATE, refusal: 'login' } },
  tunnel: {
    gate: {
      header: 'ngrok-skip-browser-warning',
      value: '1',
      refusal: 'page',
      options: 'refused',
      sockets: 'open',
    },
  },
  /** Behind a path of a larger site. */
  underPath: { basePath: '/comfy' },
  /** Something else has the port. */
  otherProgram: { page: '<!doctype html><title>Stable Diffusion</title><gradio-app></gradio-app>' },
} as const satisfies Readonly<Record<string, ComfyOptions>>;

export type PersonaName = keyof typeof PERSONAS;
