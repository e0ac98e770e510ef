import { sameSize, translate } from '../../../src/core/geometry';
import { cropImage } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import type { RestoreRequest, RestoreResult } from '../../../src/restore/request';
import type { Pictures } from '../../store/pictures';
import type { TriedTile } from '../../store/try-here';

/** The tile beside its original: all of it, whatever of it is selected. */
export function pairOf(
  { compare }: Pick<Pictures, 'compare'>,
  { source }: RestoreRequest,
  { content, image, region }: RestoreResult,
): Promise<TriedTile['pair']> {
  const after = content ?? image;
  const before = cropImage(source, region);
  return compare({ before, after, mask: createMask(after, 255) });
}

/** What the store has of a tile. */
export function tileOf(
  { restorer, contextRect }: RestoreRequest,
  { region: part, report }: RestoreResult,
  {
    pair,
    asked: { kind, settings, models, revision },
    totalMs,
  }: Pick<TriedTile, 'pair' | 'asked' | 'totalMs'>,
): TriedTile {
  const { supir } = report;
  const isWhole = supir !== null && sameSize(supir.workingSize, report.tileSize);
  return {
    docRect: translate(part, contextRect.x, contextRect.y),
    pair,
    asked: { kind, settings, models, revision },
    seed: restorer.kind === 'supir' ? restorer.settings.seed : null,
    report,
    totalMs,
    used: restorer.kind === 'fast' || isWhole ? 'tile' : 'start',
  };
}
