import type { Engine } from '../../../src/engine/engine';

/** An engine whose calls wait until it has been made, and reject where making it failed. */
export function lateEngine(making: Promise<Engine>): Engine {
  making.catch(() => undefined);
  return {
    describe: async () => (await making).describe(),
    restore: async (request, options) => (await making).restore(request, options),
    stats: async () => (await making).stats(),
    release: async () => (await making).release(),
  };
}
