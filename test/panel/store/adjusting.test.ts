import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { outcomeShown, type Step } from '../../../panel/store/actions';
import type { Adjusting } from '../../../panel/store/adjusting';
import {
  adjustingBegan,
  adjustmentChosen,
  adjustmentShown,
  applyFailed,
  applyingBegan,
  previewFailed,
} from '../../../panel/store/adjusting-actions';
import { initialState } from '../../../panel/store/panel-state';
import { packError } from '../../../src/core/errors';
import { rect } from '../../../src/core/geometry';
import { NO_ADJUSTMENT } from '../../../src/restore/adjust/adjustment';
import { summaryOf } from '../stories/kept';

const { id, layerName, documentName, size, report } = summaryOf();

/** How a result without a comparison is adjusted after these steps. */
function after(...steps: readonly Step[]): Adjusting | null | undefined {
  const start = initialState({
    settings: DEFAULT_SETTINGS,
    language: 'en',
    dark: false,
    developer: false,
    host: { kind: 'standalone', description: '', modes: ['in-place'] },
  });
  const outcome = { id, layerName, documentName, size, report, totalMs: 1 };
  const shown = outcomeShown({ ...outcome, compare: null, adjusting: null });
  return [shown, adjustingBegan(id, null, NO_ADJUSTMENT), ...steps].reduce(
    (state, step) => step(state),
    start,
  ).outcome?.adjusting;
}

const chosen = adjustmentChosen({ ...NO_ADJUSTMENT, strength: 0.5 });
const failure = packError(new Error('no memory'));

test('a comparison that cannot be shown does not end what is applied', () => {
  expect(after(applyingBegan, chosen, previewFailed(failure))).toMatchObject({
    applying: true,
    pending: false,
    error: failure,
  });
});

test('what cannot be applied leaves the comparison that is being made', () => {
  expect(after(applyingBegan, chosen, applyFailed(failure))).toMatchObject({
    applying: false,
    pending: true,
    error: failure,
  });
});

test('without a comparison nothing waits for it', () => {
  const bitmap: ImageBitmap = { width: 1, height: 1, close: () => undefined };
  const shown = { after: bitmap, focus: rect(0, 0, 1, 1) };
  expect(after(chosen, adjustmentShown(shown, true))).toMatchObject({ pending: false });
  expect(after(chosen, adjustmentShown(shown, false))).toMatchObject({ pending: true });
});
