import type { Engine } from '../../../src/engine/engine';

/** An engine that is still being made; calls wait for it, and fail as its making did. */
export function lateEngine(making: Promise<Engine>): Engine {
  making.catch(() => undefined);
  return {
    describe: async () => (await making).describe(),
    restore: async (request, options) => (await making).restore(request, options),
    stats: async () => (await making).stats(),
    release: async () => (await making).release(),
  };
}
