import * as v from 'valibot';
import { parseHeaderLines, type HeaderLine } from '../../src/comfyui/header-lines';
import type { TextStorage } from '../settings/storage';
import {
  MAX_HEADERS,
  MAX_REMEMBERED,
  NO_SERVER_SETTINGS,
  type ServerSettings,
} from '../store/server';

const KEY = 'supir-panel.server';

/** Raised when a value changes its meaning; what an older or newer page wrote is then ignored. */
const VERSION = 1;

/** Longest text that is read at all, UTF-16 code units: several times what is ever written. */
const MAX_TEXT = 256 * 1024;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const name = v.fallback(v.nullable(text(1000)), null);
const origin = text(2000);

const HEADER = v.object({ name: text(200), value: text(4096) });

const SPEED = v.object({
  shape: text(2400),
  stepMs: v.pipe(v.number(), v.gtValue(0), v.maxValue(86_400_000)),
});

const NODES = v.object({
  graph: v.picklist(['native', 'wrapper']),
  optional: v.pipe(v.array(text(200)), v.maxLength(MAX_REMEMBERED)),
});

const SENT = v.object({
  id: text(100),
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  digest: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
  origin,
});

const STORED = v.pipe(
  v.string(),
  v.maxLength(MAX_TEXT),
  v.parseJson(),
  v.object({
    version: v.literal(VERSION),
    address: v.fallback(text(2000), ''),
    headers: v.fallback(v.pipe(v.array(HEADER), v.maxLength(MAX_HEADERS)), []),
    isOpenAllowed: v.fallback(v.boolean(), false),
    route: v.fallback(v.picklist(['auto', 'direct', 'relay']), 'auto'),
    supir: name,
    sdxl: name,
    nodes: v.fallback(v.nullable(NODES), null),
    accepted: v.fallback(v.pipe(v.array(origin), v.maxLength(MAX_REMEMBERED)), []),
    speeds: v.fallback(v.pipe(v.array(SPEED), v.maxLength(MAX_REMEMBERED)), []),
    sent: v.fallback(v.nullable(SENT), null),
  }),
);

/** The server out of stored text, as far as it can be true; nothing is trusted. */
export function parseServerSettings(stored: string | null): ServerSettings {
  const parsed = v.safeParse(STORED, stored);
  if (!parsed.success) return NO_SERVER_SETTINGS;
  const { address, headers, isOpenAllowed, route, supir, sdxl, nodes, accepted, speeds, sent } =
    parsed.output;
  return {
    address,
    headers: sendable(headers),
    isOpenAllowed,
    route,
    supir,
    sdxl,
    nodes,
    accepted,
    speeds,
    sent,
  };
}

/** Lines that could not have been typed are not sent either. */
function sendable(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  try {
    return parseHeaderLines(headers.map((line) => `${line.name}: ${line.value}`).join('\n'));
  } catch {
    return [];
  }
}

export interface ServerStorage {
  load(): ServerSettings;
  save(settings: ServerSettings): void;
}

/** The server beside the settings, on this device. Refused storage, it lives as long as the page does. */
export function createServerStorage(open: () => TextStorage): ServerStorage {
  return {
    load() {
      try {
        return parseServerSettings(open().getItem(KEY));
      } catch {
        return NO_SERVER_SETTINGS;
      }
    },
    save(settings) {
      try {
        open().setItem(KEY, JSON.stringify({ version: VERSION, ...settings }));
      } catch {
        // Refused or full: the store's own copy serves until the page closes.
      }
    },
  };
}
