import { html, type TemplateResult } from 'lit';
import type { SupirReport } from '../../../src/restore/request';
import type { View } from '../view-input';

/** A fact may have more than one value, each in a line of its own. */
export type Fact = readonly [name: string, ...values: readonly string[]];

/** Facts about a SUPIR run, for the result's details. */
export function supirFacts({ t, f }: View, report: SupirReport): readonly Fact[] {
  const r = t.supir.result;
  const { weights, weightBytes, readBytes, skipped, steps, seed, sampler } = report;
  const { workingSize, vaeTiles, stoppedAfter } = report;
  const stepsDone =
    stoppedAfter === undefined
      ? f.integer(steps)
      : t.unfinished.stepsDone(f.integer(stoppedAfter), f.integer(steps));
  return [
    [r.weights, r.weightsValue(weights, f.bytes(weightBytes))],
    [r.read, skipped.length > 0 ? r.readKept(f.bytes(readBytes)) : f.bytes(readBytes)],
    [r.working, f.size(workingSize)],
    [r.steps, `${stepsDone} · ${t.setting.sampler.option[sampler]}`],
    [r.seed, String(seed)],
    ...(vaeTiles === null
      ? []
      : [
          [
            r.vaeTiles,
            r.vaeTilesValue(f.integer(vaeTiles.encoder), f.integer(vaeTiles.decoder)),
          ] satisfies Fact,
        ]),
  ];
}

/** Makes the seed of this result the one of the runs to come. */
export function keepSeedButton({ state, t, act }: View, seed: number): TemplateResult {
  const kept = state.settings.seed === seed;
  const text = t.supir.result;
  return html`<sp-button
    id="keep-seed"
    size="s"
    variant="secondary"
    treatment="outline"
    ?disabled=${kept}
    @click=${() => act.set('seed', seed)}
    >${kept ? text.seedKept : text.keepSeed}</sp-button
  >`;
}
