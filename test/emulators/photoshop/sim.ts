import type { Clock } from './clock';
import type { FileStore } from './files/store';
import type { Manifest } from './manifest';
import type { OpenDocument } from './model/document';
import type { PluginState } from './uxp/plugin-state';
import type { Intrinsics } from './realm';
import type { Rules } from './rules';
import type { Switches } from './switches';
import { hasFeature, type Feature } from './version';

export interface ModalScope {
  readonly owner: string;
  readonly name: string;
  readonly startedAt: number;
  readonly interactive: boolean;
  cancelled: boolean;
  onCancel: (() => void) | null;
  progressShown: boolean;
  calls: number;
  /** Called when the scope has ended. */
  readonly onEnd: (() => void)[];
  readonly autoClose: Set<number>;
}

export interface ModalEntry {
  readonly name: string;
  readonly durationMs: number;
  readonly calls: number;
}

export type Descriptor = Readonly<Record<string, unknown>>;
export type NotificationListener = (name: string, descriptor: Descriptor) => void;

/** Counts of what is alive on the plugin's side. */
export interface ImageUse {
  alive: number;
  peak: number;
  warnings: number;
  readonly open: Set<object>;
  readonly budget: number;
}

export interface Hook {
  readonly member: string;
  left: number;
  readonly happens: () => void;
}

/** The running program: one state; everything else is a view on it. */
export interface Sim {
  readonly rules: Rules;
  readonly switches: Switches;
  readonly version: string;
  readonly manifest: Manifest;
  readonly clock: Clock;
  readonly random: () => number;
  readonly modalLimitMs: number;
  readonly consents: boolean;
  readonly documents: OpenDocument[];
  activeId: number | null;
  readonly nextId: () => number;
  /** Ids up to this one are taken. */
  readonly reserveId: (id: number) => void;
  modal: ModalScope | null;
  readonly modalLog: ModalEntry[];
  readonly listeners: Map<string, Set<NotificationListener>>;
  readonly images: ImageUse;
  readonly files: FileStore;
  readonly plugin: PluginState;
  /** A write that the next read may stumble over. */
  justWritten: boolean;
  inFlight: number;
  readonly calls: string[];
  readonly hooks: Hook[];
  readonly problems: string[];
  realm: Intrinsics;
}

export function has({ rules, version }: Sim, feature: Feature): boolean {
  return !rules('M7') || hasFeature(version, feature);
}

export function errorOf(sim: Sim, message: string, number?: number): Error {
  const error = new sim.realm.Error(message);
  return number === undefined ? error : Object.assign(error, { number });
}

export function notModelled(sim: Sim, name: string): Error {
  return errorOf(sim, `sim: not modelled: ${name}`);
}

/** One asynchronous call of the plugin: counted, seen by the test, and never done at once. */
export async function call<T>(sim: Sim, name: string, work: () => T | Promise<T>): Promise<T> {
  sim.calls.push(name);
  for (const hook of sim.hooks) {
    if (hook.member === name || hook.member === '*') hook.left -= 1;
    if (hook.left !== 0) continue;
    hook.left = -1;
    hook.happens();
  }
  if (sim.modal) sim.modal.calls += 1;
  sim.inFlight += 1;
  try {
    if (sim.rules('P3')) await sim.clock.tick();
    return await work();
  } finally {
    sim.inFlight -= 1;
  }
}
