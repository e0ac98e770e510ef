import { captionBefore } from '../../../panel/settings/caption';

describe('the caption before the quality prompt', () => {
  it.each([
    ['a cup', 'a cup. '],
    ['  a cup \n', 'a cup. '],
    ['a cup.', 'a cup. '],
    ['a cup,', 'a cup, '],
    ['a cup!', 'a cup! '],
    ['“a cup.”', '“a cup.” '],
    ['杯子。', '杯子。 '],
    ['杯子', '杯子. '],
    ['', ''],
    ['   ', ''],
  ])('%p becomes %p', (typed, sent) => {
    expect(captionBefore(typed, 'Cinematic')).toBe(sent);
  });

  it('stays as it is where nothing follows', () => {
    expect(captionBefore('a cup', '')).toBe('a cup');
  });
});
