import { suggestedName } from '../../../src/editor/view/files/save-file';

describe('the suggested file name', () => {
  it.each([
    ['holiday.photo.jpg', 'psd', 'holiday.photo.psd'],
    ['Drawing.PSB', 'png', 'Drawing.png'],
    ['notes', 'png', 'notes.png'],
    ['v1.2', 'psd', 'v1.2.psd'],
    ['.png', 'psd', 'picture.psd'],
  ] as const)('of %s as %s', (name, format, expected) => {
    expect(suggestedName(name, format)).toBe(expected);
  });
});
