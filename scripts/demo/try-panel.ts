import type { Point } from '../../src/core/geometry';
import { clearCards, PanelFailure, type PanelPlace } from './controls';
import { ended, type OnStatus } from './ended';
import type { RunFacts } from './panel';

/** Opens the picture for a try, clicks at a point of the document and waits for the tile there. */
export async function tryTile(
  panel: PanelPlace,
  point: Point,
  onStatus: OnStatus = () => undefined,
): Promise<RunFacts> {
  await clearCards(panel);
  await panel.locator('#try-open:not([disabled])').click({ timeout: 60_000 });
  await ended(panel, idleWith('#try-here'), onStatus);
  const [x = 0, y = 0, width = 1, height = 1] = numbersOf(
    await panel.locator('#try-here').getAttribute('data-rect'),
  );
  const isInside = point.x >= x && point.x < x + width && point.y >= y && point.y < y + height;
  if (!isInside) {
    const shown = `${width} × ${height} pixels at ${x},${y}`;
    throw new PanelFailure('try-outside', `--try-at ${point.x},${point.y} is not inside ${shown}.`);
  }
  const picture = panel.locator('#try-picture [part=picture]');
  const box = await picture.boundingBox();
  if (box === null) throw new PanelFailure('unexpected', 'The picture to choose in is not shown.');
  // The middle of the pixel that the point lies in.
  const across = (Math.floor(point.x) + 0.5 - x) / width;
  const down = (Math.floor(point.y) + 0.5 - y) / height;
  await picture.click({ position: { x: across * box.width, y: down * box.height } });
  await ended(panel, idleWith('#try-here[data-state=tried]'), onStatus);
  const report = await panel.locator('#try-tile').getAttribute('data-report');
  return JSON.parse(report ?? '{}') as RunFacts;
}

function numbersOf(text: string | null): readonly number[] {
  return (text ?? '').split(',').map(Number);
}

/** Selects what is shown while nothing runs. */
function idleWith(shown: string): string {
  return `.app:has(#status[data-state=idle]) ${shown}`;
}
