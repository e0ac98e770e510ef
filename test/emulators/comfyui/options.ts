import type { JsonObject } from './json';
import type { Curve } from './picture/restore';
import type { Rules } from './rules';

/** What stands between a client and the server. */
export interface Gate {
  /** Lower case. */
  readonly header: string;
  readonly value: string;
  /** What comes without the header: 401, a redirect to `/login`, or an HTML page with 200. */
  readonly refusal: 'unauthorized' | 'login' | 'page';
  /** Whether OPTIONS gets through without the header. */
  readonly options: 'refused' | 'passed';
  /** Sockets never get through; do with the header; always do. */
  readonly sockets: 'refused' | 'checked' | 'open';
}

/** Milliseconds of work at speed 1. */
export interface Times {
  /** A loader of model files. */
  readonly load: number;
  readonly step: number;
  /** Each tick of a decoder, and the whole of an encoder. */
  readonly decode: number;
  /** Any other node. */
  readonly other: number;
}

/** How an input of a node that nobody knew of is described, as `/object_info` has it. */
export type ExtraInput = readonly [type: string, options: JsonObject];

export interface Persona {
  readonly version: string;
  readonly os: 'linux' | 'windows';
  /** Address to listen at. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Names beside loopback addresses that resolve to this computer alone. */
  readonly localNames: readonly string[];
  /** The value of `--enable-cors-header`; null: not given. */
  readonly cors: string | null;
  /** The value of `--max-upload-size`, MiB. */
  readonly maxUpload: number;
  /** Where a proxy puts the server, as `/comfy`; ''. */
  readonly basePath: string;
  readonly gate: Gate | null;
  /** Something else listens here, and answers everything with this page. */
  readonly page: string | null;
  /** Classes of nodes that are missing beside those that the version has not. */
  readonly without: readonly string[];
  /** Whether the old wrapper's nodes are installed. */
  readonly wrapper: boolean;
  readonly combos: 'as-is' | 'v1' | 'v3';
  readonly extraInputs: Readonly<Record<string, Readonly<Record<string, ExtraInput>>>>;
  /** The value of `--preview-method`. */
  readonly previewMethod: 'none' | 'latent2rgb';
  readonly device: { readonly type: string; readonly name: string; readonly memory: number };
  /** How many times faster than `times`; Infinity: no node takes any time. */
  readonly speed: number;
  readonly times: Times;
  /** Milliseconds between `execution_success` and the history, whatever the speed. */
  readonly historyDelay: number;
  /** What sampling makes of each value. */
  readonly restores: Curve;
}

/** What a test turns while the server runs. */
export interface Switches {
  /** Model files by folder, with `/` between folders. */
  readonly models: Readonly<Record<string, readonly string[]>>;
  readonly executed: 'as-is' | 'null' | 'missing' | 'empty' | 'more';
  /** History entries have no status. */
  readonly nullStatus: boolean;
  /** Every run begins with a preview, and with frames of all the wrong kinds. */
  readonly oddFrames: boolean;
  /** Sampling doubles its maximum halfway. */
  readonly changingMax: boolean;
  /** Handshakes of sockets are answered, refused (403), or never answered. */
  readonly handshake: 'answered' | 'refused' | 'silent';
  /** Sockets are open and get nothing at all. */
  readonly muted: boolean;
  /** Width and height of decoded pictures; null: those of the latent. */
  readonly resultSize: { readonly width: number; readonly height: number } | null;
}

export interface ComfyOptions extends Partial<Persona>, Partial<Switches> {
  readonly rules?: Rules;
}
