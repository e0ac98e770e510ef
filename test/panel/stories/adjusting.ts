import type { Adjusting } from '../../../panel/store/adjusting';
import { startPanel, type TestPanel } from './panel';

/** The controls of the shown result. */
export const adjusting = ({ store }: TestPanel): Adjusting => store.get().outcome!.adjusting!;

/** A panel that has just shown the result of a run. */
export async function afterRun(
  prepare: (panel: TestPanel) => void = () => undefined,
): Promise<TestPanel> {
  const panel = await startPanel();
  prepare(panel);
  await panel.runs.upscale();
  return panel;
}
