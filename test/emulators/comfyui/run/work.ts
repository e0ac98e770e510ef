import type { JsonObject } from '../json';
import type { Persona, Switches } from '../options';
import type { Rules } from '../rules';
import type { Folders } from '../state/folders';
import type { Prompt } from '../state/prompt-queue';
import type { ImageFormat } from '../socket/frames';
import type { Inputs, Value } from './values';

/** A picture that goes along with progress. */
export interface Preview {
  readonly format: ImageFormat;
  readonly bytes: Uint8Array;
  readonly result: boolean;
}

/** What a node has at hand while it runs. */
export interface Work {
  readonly persona: Persona;
  readonly switches: Switches;
  readonly rules: Rules;
  readonly folders: Folders;
  readonly prompt: Prompt;
  /** Whether the prompt asked for previews. */
  readonly previews: boolean;
  /** A name for the next saved file with this prefix. */
  nextName(prefix: string): string;
  /** Works for so long. Not to be interrupted. */
  spend(ms: number): Promise<void>;
  /** Progress; may be interrupted. */
  tick(value: number, max: number, preview?: Preview): Promise<void>;
}

export interface NodeResult {
  readonly values: readonly Value[];
  /** What an output node shows. */
  readonly ui?: JsonObject;
}

export type RunNode = (inputs: Inputs, work: Work) => Promise<NodeResult>;
