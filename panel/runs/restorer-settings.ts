import type {
  AnyRestorer,
  FastSettings,
  RemoteRestorer,
  RestorerSettings,
  SupirRestorer,
} from '../../src/restore/request';
import type { Models } from '../store/models';
import { openModels } from '../store/models-readiness';
import type { Settings } from '../settings/settings';
import { askedOfSupir } from '../store/asked-of-supir';
import type { ServerSettings } from '../store/server';
import { serverModels } from '../store/server-files';
import { readyServer } from '../store/server-ready';
import { seedAfter } from './variant-seed';

/**
 * The settings of a run in the engine's form. `newSeed` is called where the user wants another
 * noise every time.
 *
 * @throws ModelError where a file that SUPIR needs cannot be read
 */
export function restorerSettings(
  kind: RestorerSettings['kind'],
  settings: Settings,
  models: Models,
  newSeed: () => number,
): RestorerSettings {
  return kind === 'fast' ? fast(settings) : supir(settings, models, newSeed);
}

/**
 * The settings of `count` variants: the seed, and the numbers that follow it, so that each can be
 * made again by its own. The embedded network knows no chance: it has one variant.
 */
export function variantsOf(first: AnyRestorer, count: number): readonly AnyRestorer[] {
  if (first.kind === 'fast') return [first];
  return Array.from({ length: count }, (_, i) => {
    const seed = seedAfter(first.settings.seed, i);
    return { ...first, settings: { ...first.settings, seed } };
  });
}

function fast({ strength, faithful }: Settings): FastSettings {
  return { kind: 'fast', strength, faithful };
}

function supir(settings: Settings, models: Models, newSeed: () => number): SupirRestorer {
  return {
    kind: 'supir',
    ...openModels(models, settings),
    ...askedOfSupir(settings, models, newSeed),
    promptBatch: settings.promptBatch,
  };
}

/**
 * As `restorerSettings`, of a run on the person's server.
 * @throws ServerError as `readyServer`
 */
export function remoteSettings(
  settings: Settings,
  server: ServerSettings,
  newSeed: () => number,
): RemoteRestorer {
  const { origin, files } = readyServer(server, settings);
  return {
    kind: 'remote',
    server: origin,
    files,
    ...askedOfSupir(settings, serverModels(server), newSeed),
  };
}
