import { answerHidden, uploadTooLarge } from '../../../src/comfyui/errors';
import { packError, type PackedError } from '../../../src/core/errors';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import type { PanelState } from '../../../panel/store/panel-state';
import { errorTilesOf } from '../../../panel/store/server-ways';

function offered(error: PackedError): number | null {
  const run = { state: 'error', restorer: 'remote', error } as PanelState['run'];
  return errorTilesOf({ run, settings: DEFAULT_SETTINGS });
}

test('smaller tiles are offered where what was sent was too large, or may have been', () => {
  expect(offered(packError(uploadTooLarge(2, 1)))).toBe(1024);
  expect(offered(packError(answerHidden('upload/image', null)))).toBe(1024);
  expect(offered(packError(answerHidden('prompt', null)))).toBeNull();
});
