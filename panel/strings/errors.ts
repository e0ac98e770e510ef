import type { PackedError } from '../../src/core/errors';
import type { Language } from './language';
import type { Strings } from './en';
import type { ErrorText, ErrorTexts } from './error-text';
import { zhCNErrors } from './zh-CN-errors';
import { zhCNPurposes } from './zh-CN-purposes';

/** Translations by language. English has none: the errors are written in it. */
const TRANSLATED: Readonly<Partial<Record<Language, ErrorTexts>>> = { 'zh-CN': zhCNErrors };

/** Values of `PanelError.details` that are names themselves, with their words. */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  purpose: zhCNPurposes,
};

/** Words for an error: translated by its code, otherwise as thrown; all bugs share one text. */
export function errorText(error: PackedError, language: Language, strings: Strings): ErrorText {
  if (error.code === null) {
    return { message: strings.error.unexpected, hint: strings.error.unexpectedHint };
  }
  const translated = TRANSLATED[language]?.[error.code];
  if (translated === undefined) return { message: error.message, hint: error.hint ?? '' };
  return {
    message: fill(translated.message, error),
    hint: fill(translated.hint, error),
  };
}

function fill(text: string, { details }: PackedError): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name];
    return value === undefined ? whole : (NAMES[name]?.[value] ?? String(value));
  });
}
