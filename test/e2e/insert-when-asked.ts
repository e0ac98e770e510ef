import { openSection, setControl, type PanelPlace } from '../../scripts/demo/controls';

/** Turns off that results are inserted at once: the next ones wait to be chosen. */
export async function insertWhenAsked(panel: PanelPlace): Promise<void> {
  await openSection(panel, 'advanced');
  await setControl(panel, { how: 'turn', slug: 'insert-at-once', value: false });
}
