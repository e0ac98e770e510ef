import { effectiveMode, modeObstacle } from '../../../panel/store/output';
import { OUTPUT_MODES } from '../../../src/core/document';

const PHOTO = { width: 4000, height: 3000 };
const HOST = { modes: OUTPUT_MODES, largestDocument: { maxSide: 30_000, maxArea: 100_000_000 } };

it('tells of an enlarged document that the editor cannot hold', () => {
  expect(modeObstacle('enlarge', 2, HOST, PHOTO)).toBeNull();
  expect(modeObstacle('enlarge', 3, HOST, PHOTO)).toBe('document-too-large');
  expect(modeObstacle('enlarge', 4, HOST, { width: 8000, height: 6 })).toBe('document-too-large');
  expect(modeObstacle('smart-object', 4, HOST, PHOTO)).toBeNull();
  expect(modeObstacle('enlarge', 4, { modes: OUTPUT_MODES }, PHOTO)).toBeNull();
  expect(modeObstacle('enlarge', 4, HOST, null)).toBeNull();
});

it('falls back to in place only where the mode itself cannot be had', () => {
  expect(effectiveMode('enlarge', 4, OUTPUT_MODES)).toBe('enlarge');
  expect(effectiveMode('enlarge', 1, OUTPUT_MODES)).toBe('in-place');
  expect(effectiveMode('smart-object', 2, ['in-place'])).toBe('in-place');
});
