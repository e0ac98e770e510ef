import { cleanPrompt } from '../../../src/restore/prompts/clean';
import { fixText } from '../../../src/restore/prompts/fix-text';
import { createPromptSplitter } from '../../../src/restore/prompts/tokenize';
import { readMerges } from '../../../scripts/parity/merges';

/** As `html.unescape(html.unescape(ftfy.fix_text(text)))` of ftfy 6.3.1, white space collapsed. */
const CLEANED: readonly (readonly [what: string, text: string, cleaned: string])[] = [
  [
    'full-width marks',
    '，．；：！？（）［］｛｝＆＃＠％＊＋－＝／＼｜～＂＇',
    `,.;:!?()[]{}&#@%*+-=/\\|~"'`,
  ],
  ['full-width letters and digits', 'Ａｂｃ　１２３', 'Abc 123'],
  ['full-width brackets and signs', '｟x｠ ￠￡￥￦￢￣', '⦅x⦆ ¢£¥₩¬ ̄'],
  ['half-width kana', 'ﾈｺ ｶﾞ ﾊﾟ ｱｰﾄ｡｢ﾈｺ｣､', 'ネコ ガ パ アート。「ネコ」、'],
  ['half-width hangul', 'ﾡￂ', '가'],
  [
    'marks of East Asian writing, which have one width',
    '猫、「夕焼け」。【8k】',
    '猫、「夕焼け」。【8k】',
  ],
  ['typographical ligatures', 'ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ', 'ff fi fl ffi ffl ſt st'],
  ['digraphs', 'Ĳ ĳ ŉ Ǳ ǲ ǳ Ǆ ǅ ǆ Ǉ ǈ ǉ Ǌ ǋ ǌ', "IJ ij 'n DZ Dz dz DŽ Dž dž LJ Lj lj NJ Nj nj"],
  ['letters that are no ligatures', 'Œ œ Æ æ ß', 'Œ œ Æ æ ß'],
  ['Armenian ligatures, which stay', 'ﬓ', 'ﬓ'],
  ['characters that NFKC would change', '² ½ № ™ ① ℃ ﷺ …', '² ½ № ™ ① ℃ ﷺ …'],
  ['double quotes', '“a” „b‟', '"a" "b"'],
  ['single quotes', '‘a’ ‚b‛ rockʼn', "'a' 'b' rock'n"],
  ['other quotes, which stay', '«a» ‹b› ′ ″ `', '«a» ‹b› ′ ″ `'],
  ['line breaks', 'a\r\nb\rc\u2028d\u2029e\vf\fg', 'a b c d ef g'],
  ['U+0085, which is an ellipsis in Windows-1252', 'para\u0085nel', 'para…nel'],
  ['C1 characters', '\u0093a\u0094 \u0080 \u0099', '"a" € ™'],
  [
    'C1 characters that Windows-1252 lacks',
    'a\u0081\u008d\u008f\u0090\u009db',
    'a\u0081\u008d\u008f\u0090\u009db',
  ],
  ['control characters', 'a\0b\u0007c\u001cd\u001fe\u007ff', 'abcdef'],
  ['a tab', 'a\tb', 'a b'],
  ['byte order marks', '\ufeffa\ufeffb', 'ab'],
  ['marks of annotations and objects', 'a\ufff9b\ufffac\ufffbd\ufffce', 'abcde'],
  ['Arabic form selectors', 'a\u206a\u206fb', 'ab'],
  [
    'joiners and direction marks, which stay',
    'a\u200b\u200c\u200d\u200e\u202eb\u2060\u00ad',
    'a\u200b\u200c\u200d\u200e\u202eb\u2060\u00ad',
  ],
  ['tags of flags, which stay', '🏴\u{e0067}\u{e007f}', '🏴\u{e0067}\u{e007f}'],
  ['terminal escapes', '\u001b[31mred\u001b[0m \u001b[1;32mgreen\u001b[m \u001b[2J', 'red green'],
  ['an escape that is none', 'a\u001b[31 \u001b]0;t', 'a[31 ]0;t'],
  ['lone surrogates', 'a\ud83d \udc36b', 'a\ufffd \ufffdb'],
  ['pairs of surrogates', 'a 🐶', 'a 🐶'],
  ['decomposed letters', 'cafe\u0301 A\u030a', 'café Å'],
  ['a full-width letter with its accent', 'ａ\u0301', 'á'],
  ['other white space', 'a\u00a0b\u1680c\u2003d\u202fe\u205ff', 'a b c d e f'],
  ['white space around it', ' \n a \u3000', 'a'],
  ['nothing', '', ''],
  ['white space alone', ' \n\u3000', ''],
];

const ENTITIES: readonly (readonly [what: string, text: string, cleaned: string])[] = [
  ['names', '&lt;b&gt; &quot;x&quot; R&amp;D', '<b> "x" R&D'],
  ['numbers', '&#39;&#x27;&#X27;&#8217;', "''''"],
  ['names within names, however deep', '&amp;amp;amp;amp;quot;', '"'],
  ['names in capitals', '&EACUTE; &NTILDE; &FRAC12;&NBSP;&HELLIP;', 'É Ñ ½ …'],
  ['names in capitals that HTML has', '&AMP;&LT;&COPY;', '&<©'],
  ['names of two characters', '&NotEqualTilde; &fjlig;', '≂̸ fj'],
  ['names without a semicolon', 'a&amp b &copy2024 &notit;', 'a& b ©2024 ¬it;'],
  ['no names', 'AT&T &foo; & &; &# &#x; R&D', 'AT&T &foo; & &; &# &#x; R&D'],
  ['the names that HTML 5 changed', '&lang;a&rang;', '⟨a⟩'],
  ['numbers of Windows-1252', '&#128;&#x93;&#150;', '€"–'],
  ['a number that Windows-1252 lacks', '&#129;', '\u0081'],
  ['numbers of no character', 'a&#1;&#11;&#xFFFE;&#xFDD0;&#x1FFFF;&#127;b', 'ab'],
  [
    'zero, surrogates and what is too large',
    '&#0;&#xD83D;&#x110000;&#99999999999999999999;',
    '\ufffd\ufffd\ufffd\ufffd',
  ],
  ['numbers with more behind them', '&#65B &#x41g &#49', 'AB Ag 1'],
  ['a semicolon', '&#59;', ';'],
  ['spaces and soft marks', 'a&nbsp;b&#13;c&ZeroWidthSpace;d&shy;', 'a b c\u200bd\u00ad'],
  ['full-width ones', '＆ａｍｐ；', '&'],
  [
    'names of an object’s members',
    '&constructor; &toString; &__proto__;',
    '&constructor; &toString; &__proto__;',
  ],
];

test.each([...CLEANED, ...ENTITIES])('%s', (_, text, cleaned) => {
  expect(cleanPrompt(text)).toBe(cleaned);
  expect(cleanPrompt(`${text}\n${text}`)).toBe(`${cleaned} ${cleaned}`.trim());
});

test('from a line with a "<" on, ftfy leaves entities, and CLIP resolves two layers', () => {
  expect(fixText('&eacute;\n<b>&eacute;</b>\n&eacute;')).toBe('é\n<b>&eacute;</b>\n&eacute;');
  expect(cleanPrompt('<b>&amp;amp;amp;</b>')).toBe('<b>&amp;</b>');
  expect(cleanPrompt('<b>&EACUTE;&#xFEFF;x')).toBe('<b>&EACUTE;\ufeffx');
  // A full-width one is no "<" when the question is asked.
  expect(cleanPrompt('＜b＞&amp;amp;amp;')).toBe('<b>&');
});

test('a prompt of the greatest length is cleaned at once, whatever is in it', () => {
  for (const part of ['&amp;', '&', '&#', '\u001b[', '(', 'ﬁ', '&a', '\ud800']) {
    const startedAt = performance.now();
    cleanPrompt(part.repeat(4000 / part.length));
    cleanPrompt(`&${'amp;'.repeat(1000)}`);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  }
});

describe('the pieces of a text', () => {
  const splitter = createPromptSplitter(readMerges());
  const piecesOf = (text: string): readonly string[] =>
    splitter.pieces(text).map((piece) => piece.text);

  test('are words, digits and runs of punctuation, with contractions apart', () => {
    expect(piecesOf("The cat's 50mm, (don't)...")).toEqual([
      'the',
      'cat',
      "'s",
      '5',
      '0',
      'mm',
      ',',
      '(',
      'don',
      "'t",
      ')...',
    ]);
    expect(piecesOf("it'ſa")).toEqual(['it', "'ſ", 'a']);
  });

  test('are marks, where they are not behind punctuation', () => {
    expect(piecesOf('a<|ENDOFTEXT|> !<|endoftext|>')).toEqual([
      'a',
      '<|endoftext|>',
      '!<|',
      'endoftext',
      '|>',
    ]);
    const { end } = splitter;
    expect(splitter.pieces('a<|endoftext|>').map(({ ids }) => ids)).toEqual([[320], [end]]);
  });

  test('leave out U+0345', () => expect(piecesOf('a\u0345b\u0345')).toEqual(['a', 'b']));
});
