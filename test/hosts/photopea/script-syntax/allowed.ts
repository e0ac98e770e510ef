/**
 * Where Photopea was seen to do what JavaScript does.
 *
 * `row`: a script of `test/fixtures/photopea/interpreter.json` by its name; `run`: a whole run of the panel in
 * `test/fixtures/photopea/transcripts`, which asked for this and got the right answers. `told`: neither has it,
 * it was measured otherwise; for names of the editor's own objects only.
 */
export type Evidence =
  { readonly row: string } | { readonly run: string } | { readonly told: string };

const row = (name: string): Evidence => ({ row: name });
const run = (name: string): Evidence => ({ run: name });

const STATEMENTS: Readonly<Record<string, Evidence>> = {
  'empty statement': row('empty statement'),
  'statement of CallExpression': row('function hoisting'),
  'statement of AssignmentExpression': row('while, comparison'),
  'block in WhileStatement': row('while, comparison'),
  'block in ForStatement': row('for, plain'),
  'block in IfStatement': row('if, bare'),
  'block in FunctionDeclaration': row('function hoisting'),
  'block in TryStatement': run('photo-whole'),
  'block in CatchClause': run('photo-whole'),
  'try and catch': run('photo-whole'),
  'catch Identifier': run('photo-whole'),
  var: row('while, comparison'),
  'variable with a value': row('while, comparison'),
  'function in Program': row('function hoisting'),
  return: row('while in a function with return'),
  break: row('while true, break'),
  continue: row('while, continue'),
  else: row('if else if'),
};

const CONDITIONS: Readonly<Record<string, Evidence>> = {
  'if a name': row('if, bare'),
  'if not a name': row('if, negation'),
  'if a comparison': row('if else if'),
  'if a comparison of an own call': run('photo-ellipse'),
  'if a member': run('photo-ellipse'),
  'if not a member': run('photo-ellipse'),
  'while a comparison': row('while, comparison'),
  'while not a name': row('while, negation'),
  'while a member': row('while, member'),
  'while a literal': row('while true, break'),
  'while names and comparisons with &&': row('while, and'),
  'do while a comparison': row('do while, comparison'),
  'for, first: one variable': row('for, plain'),
  'for, second: a comparison': row('for, plain'),
  'for, second: names and comparisons with &&': row('for, and condition'),
  'for, third: name++': row('for, plain'),
  'for, third: name--': row('for, downwards'),
};

const VALUES: Readonly<Record<string, Evidence>> = {
  'own name': row('while, comparison'),
  'assigned own name': row('while, comparison'),
  'literal number': row('while, comparison'),
  'literal string': row('ternary'),
  'literal boolean': row('while, negation'),
  'literal null': row('null guard'),
  'literal pattern': row('match group'),
  list: row('array methods'),
  object: row('object literal'),
  'field Identifier': row('object literal'),
  'field Literal': row('object literal'),
  member: row('while, member'),
  'member [Literal]': row('array literal nested'),
  'member [Identifier]': run('photo-ellipse'),
  'member [MemberExpression]': run('photo-ellipse'),
  'assigned member': row('while, member'),
};

const OPERATORS: Readonly<Record<string, Evidence>> = {
  'operator +': row('while, comparison'),
  'operator %': row('modulo'),
  'operator &': row('bit and'),
  'operator |': row('bit or'),
  'operator <<': row('shift'),
  'operator /': row('Infinity'),
  'operator <': row('while, comparison'),
  'operator >': row('while, string length'),
  'operator ==': row('loose equals'),
  'operator ===': row('strict equals'),
  'operator !=': row('while, not null'),
  'operator !==': row('strict not equals'),
  'operator &&': row('null guard'),
  'unary !': row('while, negation'),
  'unary -': row('unary minus'),
  'unary typeof': row('typeof'),
  'assignment = to Identifier': row('while, comparison'),
  'assignment = to MemberExpression': row('while, member'),
  'assignment += to Identifier': row('compound plus'),
  'assignment -= to Identifier': row('compound minus'),
  'assignment *= to Identifier': row('compound times'),
  'count ++ of Identifier': row('for, plain'),
  'count -- of Identifier': row('for, downwards'),
};

const CALLS: Readonly<Record<string, Evidence>> = {
  'own call in ExpressionStatement': row('local shadows global'),
  'own call in BinaryExpression': row('return in the middle'),
  'own call in VariableDeclarator': run('photo-ellipse'),
  'own call in AssignmentExpression': run('photo-ellipse'),
  'own call in ArrayExpression': run('photo-ellipse'),
  'call of parseInt': row('parseInt'),
  'method echoToOE': row('while, comparison'),
  'method push': row('array methods'),
  'method indexOf': row('array methods'),
  'method match': row('match group'),
  'method stringify': row('JSON'),
  'method max': row('Math'),
  'method floor': row('Math'),
  'method ceil': row('Math'),
  'method min': run('photo-smart'),
};

/** Not the language: what the editor gives to scripts. */
const EDITOR: Readonly<Record<string, Evidence>> = {
  'name app': row('document equals'),
  'name JSON': row('JSON'),
  'name Math': row('Math'),
  'name BlendMode': run('photo-ellipse'),
  'name ColorBlendMode': run('alpha'),
  'name DialogModes': run('photo-ellipse'),
  'name DocumentFill': run('photo-ellipse'),
  'name NewDocumentMode': run('photo-ellipse'),
  'name SaveOptions': run('photo-ellipse'),
  'new ActionDescriptor': run('photo-ellipse'),
  'new ActionReference': run('photo-ellipse'),
  'new SolidColor': run('alpha'),
  'call of charIDToTypeID': run('photo-ellipse'),
  'call of executeAction': run('photo-ellipse'),
  'call of executeActionGet': run('photo-ellipse'),
  'method add': run('photo-ellipse'),
  'method close': run('photo-ellipse'),
  'method copy': run('photo-smart'),
  'method crop': run('photo-ellipse'),
  'method deselect': run('alpha'),
  'method duplicate': run('photo-ellipse'),
  'method fill': run('alpha'),
  'method hasKey': run('photo-ellipse'),
  'method paste': run('photo-smart'),
  'method putClass': run('alpha'),
  'method putEnumerated': run('photo-ellipse'),
  'method putProperty': run('alpha'),
  'method putReference': run('photo-ellipse'),
  'method resizeImage': run('photo-enlarge'),
  'method saveToOE': run('photo-ellipse'),
  'method translate': {
    told: 'moves a layer of a temporary document as exactly as cropping it does',
  },
};

/** Everything that a script of ours may ask of Photopea's interpreter, and why we know that it may. */
export const ALLOWED: ReadonlyMap<string, Evidence> = new Map(
  [STATEMENTS, CONDITIONS, VALUES, OPERATORS, CALLS, EDITOR].flatMap((part) =>
    Object.entries(part),
  ),
);
