import { zhCNErrors } from '../../../panel/strings/zh-CN-errors';
import { errorMakers, errorTranslations, type CodedText } from './error-codes';

/** Errors arrive from another thread or window here: with the code that they were made with. */
const UNPACKER = /^src\/core\/errors\.ts:/;

const makers = errorMakers().filter(({ at }) => !UNPACKER.test(at));
const translations = errorTranslations();

const codesOf = (texts: readonly CodedText[]): readonly string[] =>
  texts.flatMap(({ codes }) => codes ?? []).sort();

/** Where each code occurs that occurs more than once. */
function repeated(texts: readonly CodedText[]): Readonly<Record<string, readonly string[]>> {
  const places: Record<string, string[]> = {};
  for (const { codes, at } of texts) for (const code of codes ?? []) (places[code] ??= []).push(at);
  return Object.fromEntries(Object.entries(places).filter(([, at]) => at.length > 1));
}

test('every maker of an error has a code that its type tells', () => {
  expect(makers.filter(({ codes }) => codes === null).map(({ at }) => at)).toEqual([]);
  expect(makers.length).toBeGreaterThan(60);
});

test('every code is made in one place', () => {
  expect(repeated(makers)).toEqual({});
});

test('every code is translated once, and nothing else is', () => {
  expect(repeated(translations)).toEqual({});
  expect(codesOf(translations)).toEqual(codesOf(makers));
  expect(Object.keys(zhCNErrors).sort()).toEqual(codesOf(makers));
});

test('translations are in Chinese', () => {
  const foreign = Object.entries(zhCNErrors).filter(
    ([, { message, hint }]) => !/\p{Script=Han}/u.test(message) || !/\p{Script=Han}/u.test(hint),
  );
  expect(foreign).toEqual([]);
});

test('translations name only what the error knows', () => {
  const unknown = makers.flatMap(({ codes, details, open, at }) => {
    const texts = translations.filter((text) => text.codes?.some((code) => codes?.includes(code)));
    const wanted = texts.flatMap((text) => [...text.details]);
    return open ? [] : wanted.filter((name) => !details.has(name)).map((name) => `${name} ${at}`);
  });
  expect(unknown).toEqual([]);
});
