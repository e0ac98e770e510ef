import { bytesToRead } from '../../onnx/bytes-to-read';
import type { ForecastRequest, SupirForecast } from '../forecast';
import type { KnownDevice, ModelSource } from '../device';
import { forecastSupir } from './forecast-supir';
import type { KeptResults } from './kept-results';
import { openNetworks } from './open-networks';
import { textsKey } from './restore-picture';
import { weightsKey } from './restore-supir';
import { planSupir } from './supir-plan';
import { textIds } from './text-ids';

/**
 * What a run on a device will be, as far as headers of the user's files tell: nothing runs and no
 * weight is read. `kept`: what earlier runs have left.
 *
 * @throws what `restoreSupir` throws before anything runs
 */
export async function forecastRun(
  { restorer, scale, context, memory }: ForecastRequest,
  device: KnownDevice,
  models: Pick<ModelSource, 'openModel' | 'merges'>,
  kept: KeptResults,
): Promise<SupirForecast> {
  const merges = await models.merges(new AbortController().signal);
  const networks = openNetworks(restorer, models);
  const { config } = networks;
  const question = { restorer, context, scale, limits: device, memory, ...networks };
  const { policy } = planSupir(question);

  const tokens = textIds(restorer, merges, config);
  const needsTexts = !kept.hasTexts(textsKey({ ...networks, policy, tokens }));
  const { texts, others } = kept.facts.parameters(networks, policy);
  const wanted = needsTexts ? [...texts, ...others] : others;
  // What lies there of other files, or in another form, makes room before anything is read.
  const runtime = kept.wouldBeOther(weightsKey(networks, { policy })) ? null : device.runtime;
  return forecastSupir({
    ...question,
    label: device.name,
    work: kept.facts.work(networks),
    heldBytes: runtime?.keptWeightBytes ?? 0,
    needsTexts,
    readBytes: runtime?.bytesToRead(wanted) ?? bytesToRead(device.kind, wanted),
  });
}
