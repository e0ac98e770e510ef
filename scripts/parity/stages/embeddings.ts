import { sinusoidal, sinusoidalPair } from '../../../src/sampling/sinusoidal';
import type { StageContext } from '../context';

export function runEmbeddings({ file }: StageContext): Promise<void> {
  const timesteps = file.integers('timesteps');
  const pairs = file.integers('size_pairs');
  for (const name of file.names) {
    const [kind, width = ''] = name.split('.');
    if (kind === 'timestep_embedding') file.expect(name, sinusoidal(timesteps, Number(width)));
    if (kind === 'size_embedding') {
      const rows = Array.from({ length: pairs.length / 2 }, (_, row) =>
        Array.from(sinusoidalPair([pairs[2 * row] ?? 0, pairs[2 * row + 1] ?? 0], Number(width))),
      );
      file.expect(name, rows.flat());
    }
  }
  return Promise.resolve();
}
