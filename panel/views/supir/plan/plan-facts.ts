import { html, type TemplateResult } from 'lit';
import type { SupirForecast, TileCount } from '../../../../src/restore/forecast';
import type { View } from '../../view-input';
import type { Fact } from '../result-facts';

/** The sizes of the run. */
export function planFacts(view: View, forecast: SupirForecast): TemplateResult {
  return html`<dl class="fact-list" id="plan-facts">
    ${factsOf(view, forecast).map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function factsOf({ t, f }: View, forecast: SupirForecast): readonly Fact[] {
  const text = t.plan.facts;
  const { working, steps, weights, promptsTogether, samplerTiles, vaeTiles } = forecast;
  const { hostBytes, hostMemoryBytes, readBytes } = forecast;
  const tiles = (tiling: TileCount | null | undefined): string =>
    tiling == null ? text.whole : text.tiles(f.integer(tiling.count), f.integer(tiling.tile));
  const batches =
    promptsTogether === null ? [] : [text.stepsValue[promptsTogether ? 'together' : 'apart']];
  return [
    [text.working, f.size(working)],
    [text.steps, [f.integer(steps), ...batches].join(' · ')],
    [text.weights, t.setting.weights.option[weights]],
    [text.samplerTiles, tiles(samplerTiles)],
    ...(vaeTiles === null
      ? ([[text.vaeTiles, text.whole]] satisfies Fact[])
      : ([
          [text.vaeTiles, `${tiles(vaeTiles.encoder)}, ${tiles(vaeTiles.decoder)}`],
        ] satisfies Fact[])),
    ...(readBytes === 0 ? [] : ([[text.reading, f.bytes(readBytes)]] satisfies Fact[])),
    [
      text.host,
      hostMemoryBytes === null
        ? f.memory(hostBytes)
        : text.hostOf(f.memory(hostBytes), f.memory(hostMemoryBytes)),
    ],
  ];
}
