import type { ForecastRequest } from '../../../src/restore/forecast';
import { contextOf } from '../../store/context-of';
import type { PanelState } from '../../store/panel-state';
import { restorerChoice } from '../../store/restorer-choice';
import { cardKnowledge } from '../../store/card-knowledge';
import { restorerSettings } from '../restorer-settings';

/** Noise costs what it costs, whatever its seed. */
const ANY_SEED = 0;

/**
 * What the engine is asked about the run that a click on Upscale would begin; null: that would be
 * no run of SUPIR, or one of which too little is known.
 *
 * @throws DocumentError `nothing-selected`, `selection-outside-layer`, `layer-outside-canvas`
 * @throws ModelError where the two files do not fit together
 */
export function forecastQuestion(state: PanelState): ForecastRequest | null {
  const { settings, models, snapshot, engine } = state;
  const { kind, obstacle } = restorerChoice(state);
  if (kind !== 'supir' || obstacle !== null || engine === null) return null;
  if (snapshot?.document == null || snapshot.layer === null) return null;
  const restorer = restorerSettings(kind, settings, models, () => ANY_SEED);
  if (restorer.kind !== 'supir') return null;
  const { width, height } = contextOf(state, snapshot.document, kind);
  const { device, scale } = settings;
  return { restorer, device, scale, context: { width, height }, memory: cardKnowledge(state) };
}
