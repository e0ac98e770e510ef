import { pngName } from '../../../panel/store/png-name';
import { summaryOf, supirReport } from '../stories/kept';

const FAST = { ...supirReport(), restorer: 'fast', supir: null } as const;
const LAYER = 'Restored 2x (SUPIR) seed 1234';

describe('the file of a result', () => {
  it.each([
    ['holiday.photo.psd', `holiday.photo - ${LAYER}.png`],
    ['Untitled-1', `Untitled-1 - ${LAYER}.png`],
    ['旧照.JPG', `旧照 - ${LAYER}.png`],
    ['a/b\\c:d*e?"<f>|\n\u202eg.png', `a b c d e f g - ${LAYER}.png`],
    ['../.. ', `${LAYER}.png`],
    ['.psd', `${LAYER}.png`],
    ['\ud83d', `${LAYER}.png`],
  ])('of %j is called %j', (documentName, name) => {
    expect(pngName(summaryOf({ documentName }))).toBe(name);
  });

  it('of the embedded network has no seed', () => {
    const one = summaryOf({ layerName: 'Restored 2x (Fast)', report: FAST });
    expect(pngName(one)).toBe('photo - Restored 2x (Fast).png');
  });

  it('is called in no more bytes than a file system takes, and not through a character', () => {
    for (const documentName of ['旧'.repeat(1024), '🙂'.repeat(512), `${'x'.repeat(59)}🙂`]) {
      const report = supirReport({ seed: 2 ** 32 - 1, stoppedAfter: 200 });
      const name = pngName(summaryOf({ documentName, report }));
      expect(Buffer.byteLength(name)).toBeLessThan(255);
      expect(name).not.toMatch(/\p{Cs}/u);
      expect(name).toMatch(/ seed 4294967295\.png$/);
    }
  });
});
