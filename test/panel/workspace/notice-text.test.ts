import { noticeText } from '../../../panel/workspace/bars/notice-text';
import { workspaceStrings } from '../../../panel/workspace/strings/strings';

const strings = workspaceStrings('en');

describe('a note about the document', () => {
  it('names the kinds of things that are shown in a simplified way', () => {
    const detail = 'adjustment, vector-mask, something-new';
    const text = noticeText({ code: 'approximate-view', detail }, strings, 'en');
    for (const name of [strings.simplified.adjustment, strings.simplified['vector-mask']]) {
      expect(text).toContain(name);
    }
    expect(text).toContain('something-new');
  });

  it('repeats names of profiles as they are', () => {
    const text = noticeText({ code: 'not-srgb', detail: 'Adobe RGB (1998)' }, strings, 'en');
    expect(text).toContain('Adobe RGB (1998)');
  });
});
