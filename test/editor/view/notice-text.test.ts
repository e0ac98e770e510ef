import { noticeText } from '../../../src/editor/view/bars/notice-text';
import { editorStrings } from '../../../src/editor/view/strings/editor-strings';

const strings = editorStrings('en');

describe('a note about the document', () => {
  it('names the kinds of things that are shown in a simplified way', () => {
    const detail = 'adjustment, vector-mask, something-new';
    const text = noticeText({ code: 'approximate-view', detail }, strings, 'en');
    for (const name of [strings.simplified.adjustment, strings.simplified['vector-mask']]) {
      expect(text).toContain(name);
    }
    expect(text).toContain('something-new');
  });

  it('names what is not kept in saved files', () => {
    const detail = 'exif, position';
    const text = noticeText({ code: 'metadata-left-out', detail }, strings, 'en');
    for (const name of [strings.leftOut.exif, strings.leftOut.position]) {
      expect(text).toContain(name);
    }
  });

  it('repeats names of profiles as they are', () => {
    const text = noticeText({ code: 'not-srgb', detail: 'Adobe RGB (1998)' }, strings, 'en');
    expect(text).toContain('Adobe RGB (1998)');
  });

  it.each(['en', 'zh-CN'] as const)('names the parts that are not used, in %s', (locale) => {
    const own = editorStrings(locale);
    const detail = 'iCCP, stray-bytes, abCd';
    const text = noticeText({ code: 'parts-dropped', detail }, own, locale);
    expect(text).toContain(own.parts.iCCP);
    expect(text).toContain(own.parts['stray-bytes']);
    expect(text).toContain('abCd');
    // A damaged file may name its parts as anything, such as what every object has.
    const strange = noticeText({ code: 'parts-dropped', detail: 'constructor' }, own, locale);
    expect(strange).toContain('constructor');
  });
});
