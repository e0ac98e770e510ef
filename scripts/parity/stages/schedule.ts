import { scaleAt } from '../../../src/sampling/guidance';
import {
  createSchedule,
  karrasSigmas,
  nearestLevel,
  stepTable,
} from '../../../src/sampling/schedule';
import { slidingWindows, tileWeights } from '../../../src/sampling/windows';
import type { StageContext } from '../context';

/** Names carry the parameters: `karras.8.sigmas`, `sliding_windows.24x32.tile16.stride8`. */
export function runSchedule({ file }: StageContext): Promise<void> {
  const schedule = createSchedule();
  file.expect('alphas_cumprod', schedule.alphasCumprod);
  file.expect('sigmas_1000', schedule.sigmas);
  for (const name of file.names) {
    const [kind = '', first = '', second = '', third = ''] = name.split('.');
    if (kind === 'legacy_ddpm') {
      const table = stepTable(schedule, Number(first));
      file.expect(name, second === 'sigmas' ? table.sigmas : table.timesteps);
    } else if (kind === 'karras') {
      file.expect(name, karrasSigmas(schedule, Number(first)));
    } else if (kind === 'gaussian_weights') {
      file.expect(name, tileWeights(Number(first), Number(first)));
    } else if (kind === 'sliding_windows') {
      const [height = 0, width = 0] = first.split('x').map(Number);
      const [tile, stride] = [second, third].map((part) => Number(part.replace(/\D/g, '')));
      const windows = slidingWindows(height, width, tile ?? 0, stride ?? 0);
      file.expect(
        name,
        windows.flatMap(({ x, y, width, height }) => [y, y + height, x, x + width]),
      );
    } else if (kind === 'linear_cfg') {
      const match = /scale([\d.]+)_min([\d.]+)/.exec(name);
      const scale = { atMax: Number(match?.[1]), atZero: Number(match?.[2]) };
      const { data } = file.floats('quantize.sigma');
      file.expect(
        name,
        Array.from(data, (sigma) => scaleAt(scale, sigma)),
      );
    }
  }
  const levels = Array.from(file.floats('quantize.sigma').data, (s) => nearestLevel(schedule, s));
  file.expect(
    'quantize.index',
    levels.map((level) => level.index),
  );
  file.expect(
    'quantize.quantized_sigma',
    levels.map((level) => level.sigma),
  );
  return Promise.resolve();
}
