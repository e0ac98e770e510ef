import { readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import * as errors from '../../../src/core/errors';

const ROOT = path.join(__dirname, '../../..');

const CLASSES: ReadonlySet<string> = new Set(
  Object.values(errors).flatMap((value) => {
    const isClass = value === errors.PanelError || value.prototype instanceof errors.PanelError;
    return isClass ? [value.name] : [];
  }),
);

/** One `new …Error({ code, … })`, or one entry of a table of translations. */
export interface CodedText {
  /** File and line, for the test's message. */
  readonly at: string;
  /** Several where the maker takes its texts from a table; null where no type lists them. */
  readonly codes: readonly string[] | null;
  /** Names of the maker's details, or those that the texts put values in for. */
  readonly details: ReadonlySet<string>;
  /** True where a maker is handed further details. */
  readonly open: boolean;
}

/** Where errors are made, by the types of what they are made of; one file at a time. */
export function errorMakers(): readonly CodedText[] {
  const files = ['src', 'panel'].flatMap(filesIn);
  const program = ts.createProgram(files, { noResolve: true, lib: ['lib.es5.d.ts'], strict: true });
  const checker = program.getTypeChecker();
  return files.flatMap((file) => {
    const source = sourceOf(program, file);
    return nodesOf(source)
      .filter(ts.isNewExpression)
      .flatMap((node) => makerIn(source, node, checker) ?? []);
  });
}

/** Null for a `new` that makes no error with a code. */
function makerIn(
  source: ts.SourceFile,
  node: ts.NewExpression,
  checker: ts.TypeChecker,
): CodedText | null {
  const init = node.arguments?.[0];
  const isLiteral = init !== undefined && ts.isObjectLiteralExpression(init);
  const isCoded =
    isLiteral && propertyOf(init, 'code') !== null && propertyOf(init, 'hint') !== null;
  if (!isCoded && !CLASSES.has(node.expression.getText(source))) return null;
  const code = isLiteral ? propertyOf(init, 'code') : null;
  const details = isLiteral ? propertyOf(init, 'details') : null;
  return {
    at: placeOf(source, node),
    codes: code === null ? null : literalsOf(checker.getTypeAtLocation(code)),
    details: new Set(details === null ? [] : namesOf(details)),
    open: details !== null && !isClosed(details),
  };
}

/** The entries of every object of type `ErrorTexts`, spread ones aside. */
export function errorTranslations(): readonly CodedText[] {
  const files = ['panel/strings', 'src/editor/view/strings'].flatMap(filesIn);
  const program = ts.createProgram(files, { noResolve: true, noLib: true });
  return files.flatMap((file) => {
    const source = sourceOf(program, file);
    return nodesOf(source).flatMap((node) => {
      if (!ts.isVariableDeclaration(node) || node.type?.getText(source) !== 'ErrorTexts') return [];
      const table = node.initializer;
      if (table === undefined || !ts.isObjectLiteralExpression(table)) return [];
      return table.properties.filter(ts.isPropertyAssignment).map((entry) => ({
        at: placeOf(source, entry),
        codes: [nameOf(entry)],
        details: new Set(
          [...entry.initializer.getText(source).matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
        ),
        open: false,
      }));
    });
  });
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(ROOT, folder, file));
}

function sourceOf(program: ts.Program, file: string): ts.SourceFile {
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`${file} was not read`);
  return source;
}

function nodesOf(node: ts.Node): readonly ts.Node[] {
  const below: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    below.push(...nodesOf(child));
  });
  return [node, ...below];
}

function nameOf(property: ts.ObjectLiteralElementLike): string {
  const name = property.name;
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '';
}

function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.Node | null {
  const found = literal.properties.find((property) => nameOf(property) === name);
  if (found === undefined) return null;
  return ts.isPropertyAssignment(found) ? found.initializer : found;
}

function literalsOf(type: ts.Type): readonly string[] | null {
  const types = type.isUnion() ? type.types : [type];
  const codes = types.flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
  return codes.length === types.length ? codes : null;
}

/** Names that the object literals of an expression have. */
function namesOf(details: ts.Node): readonly string[] {
  return nodesOf(details)
    .filter(ts.isObjectLiteralExpression)
    .flatMap((literal) => literal.properties.map(nameOf));
}

function isClosed(details: ts.Node): boolean {
  return ts.isObjectLiteralExpression(details) && !details.properties.some(ts.isSpreadAssignment);
}

function placeOf(source: ts.SourceFile, node: ts.Node): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${path.relative(ROOT, source.fileName)}:${line + 1}`;
}
