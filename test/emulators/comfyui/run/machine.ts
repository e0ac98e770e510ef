import type { Catalog } from '../graph/catalog';
import type { JsonObject } from '../json';
import type { Persona, Switches } from '../options';
import type { Points } from '../points';
import type { Rules } from '../rules';
import type { Sockets } from '../socket/sockets';
import type { Folders } from '../state/folders';
import type { PromptQueue } from '../state/prompt-queue';
import type { Cache } from './cache';

/** The process that a server is, from its start to its end. */
export interface Machine {
  readonly persona: Persona;
  readonly rules: Rules;
  readonly switches: () => Switches;
  readonly points: Points;
  readonly queue: PromptQueue;
  readonly sockets: Sockets;
  readonly folders: Folders;
  readonly cache: Cache;
  readonly catalog: Catalog;
  /** `/interrupt` was called since the prompt began. */
  interrupted: boolean;
  running: {
    readonly id: string;
    readonly sid: string | null;
    readonly node: string | null;
  } | null;
  /** What the server can do, as it tells clients; null: too old. */
  readonly flags: JsonObject | null;
  /** Throws `Died` when the process has ended meanwhile. */
  wait(ms: number): Promise<void>;
  /** The next free name of a saved picture. */
  nextName(prefix: string): string;
  nextNumber(): number;
  /** `status`'s data. */
  status(): JsonObject;
  /** Ends the process; all that was in memory is lost. */
  die(): void;
}
