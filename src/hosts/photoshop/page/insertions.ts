import { alreadyEnlarged, type LayerRef, type LayerResult } from '../../../core/document';
import { HostError } from '../../../core/errors';
import type { Connection } from '../protocol/connection';
import { bridgeProtocol } from '../protocol/errors';
import { refFrom } from './answers';
import type { Ask } from './ask';
import { insertKey, insertParcel, type EncodePng } from './insert-parcel';

/** Longest time for an insertion, milliseconds: Photoshop may have a dialog open, or a slow disk. */
const INSERT_MS = 600_000;

/** Codes of failures that left the document unchanged and the sent data with the plugin for a retry. */
const RETRIABLE = ['photoshop-busy', 'photoshop-cancelled', 'photoshop-failed'];

/** Insertions by the plugin, which remembers each by its key until this page has heard its outcome. */
export class Insertions {
  /** Key of the result that the plugin already holds completely. */
  private sent: string | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly ask: Ask,
    private readonly encodePng: EncodePng,
  ) {}

  insert(result: LayerResult, signal: AbortSignal): Promise<LayerRef> {
    return this.put(insertKey(result), result, false, signal);
  }

  /** Puts the result in the place of a layer, which goes. */
  replace(layer: LayerRef, result: LayerResult, signal: AbortSignal): Promise<LayerRef> {
    const instead = insteadOf(layer, result);
    return this.put(`replace-${insertKey(instead)}`, instead, true, signal);
  }

  private async put(
    key: string,
    result: LayerResult,
    replaces: boolean,
    signal: AbortSignal,
  ): Promise<LayerRef> {
    signal.throwIfAborted();
    try {
      const ref =
        (await this.insertAgain(key, signal)) ?? (await this.send(key, result, replaces, signal));
      this.settle(key);
      return ref;
    } catch (error) {
      if (isKept(error)) this.sent = key;
      else if (this.connection.peer !== null) this.settle(key);
      throw error;
    }
  }

  /** The layer that an insertion of this result made; null: it made none. Waits while it is running. */
  async outcome(result: LayerResult): Promise<LayerRef | null> {
    const key = insertKey(result);
    const ref = refFrom(await this.ask('insertOutcome', key, { timeoutMs: INSERT_MS }));
    if (ref !== null) this.settle(key);
    return ref;
  }

  private async insertAgain(key: string, signal: AbortSignal): Promise<LayerRef | null> {
    return this.sent === key ? refFrom(await this.ask('insertAgain', key, patient(signal))) : null;
  }

  private async send(
    key: string,
    result: LayerResult,
    replaces: boolean,
    signal: AbortSignal,
  ): Promise<LayerRef> {
    const { encodePng } = this;
    const { params, blobs } = await insertParcel(key, result, replaces, encodePng, signal);
    const ref = refFrom(await this.ask('insert', params, { ...patient(signal), blobs }));
    if (ref === null) throw bridgeProtocol('insert');
    return ref;
  }

  private settle(key: string): void {
    this.sent = null;
    void this.connection.notify('settled', key);
  }
}

/** The document has been enlarged for the layer already, where it was. */
function insteadOf(layer: LayerRef, result: LayerResult): LayerResult {
  return { ...(result.mode === 'enlarge' ? alreadyEnlarged(result) : result), above: layer };
}

/** An abort waits for the plugin's answer, since the layer may be in by then. */
function patient(signal: AbortSignal) {
  return { signal, onAbort: 'answered', timeoutMs: INSERT_MS } as const;
}

function isKept(error: unknown): boolean {
  return error instanceof HostError && RETRIABLE.includes(error.code);
}
