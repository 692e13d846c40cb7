import * as fs from 'node:fs';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as ts from 'typescript';
import { ROOT } from './check';

/**
 * Fails when a public property or method of the compiled assembly is nowhere given, read or called in a test.
 *
 * The type checker decides, so a property of the same name on another type does not count. That a test touches a member does not
 * prove that it would notice a mistake in it: mutation testing does that.
 */
interface Member {
  readonly name: string;
}

interface AssemblyType {
  readonly name: string;
  readonly properties?: readonly Member[];
  readonly methods?: readonly Member[];
}

/** `Type.member` of everything that the assembly makes public. */
function publicMembers(): string[] {
  const { types }: { types: { [name: string]: AssemblyType } } = JSON.parse(gunzipSync(fs.readFileSync(path.join(ROOT, '.jsii.gz'))).toString());
  return Object.values(types).flatMap(({ name, properties = [], methods = [] }) => [...properties, ...methods].map((member) => `${name}.${member.name}`)).sort();
}

/** `Type.member` of everything in src that the tests touch. */
function touchedMembers(): Set<string> {
  const config = ts.getParsedCommandLineOfConfigFile(path.join(ROOT, 'tsconfig.dev.json'), { noEmit: true }, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail });
  if (config === undefined) throw new Error('tsconfig.dev.json cannot be read');
  const program = ts.createProgram(config.fileNames, config.options);
  const checker = program.getTypeChecker();
  const touched = new Set<string>();
  const touch = (symbol: ts.Symbol | undefined) => symbol?.declarations?.forEach((declaration) => {
    // a property may be declared where the constructor takes it
    const parent = ts.isParameter(declaration) ? declaration.parent.parent : declaration.parent;
    if ((ts.isInterfaceDeclaration(parent) || ts.isClassDeclaration(parent)) && parent.name !== undefined && isIn('src', declaration.getSourceFile())) {
      touched.add(`${parent.name.text}.${symbol.name}`);
    }
  });
  const touchProperty = (type: ts.Type | undefined, name: ts.Node | undefined) => {
    if (type === undefined || name === undefined || !ts.isIdentifier(name)) return;
    const alternatives = type.isUnion() ? type.types : [type];
    alternatives.forEach((alternative) => touch(alternative.getProperty(name.text)));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const wanted = checker.getContextualType(node);
      node.properties.forEach(({ name }) => touchProperty(wanted, name));
    } else if (ts.isObjectBindingPattern(node)) {
      const given = checker.getTypeAtLocation(node);
      node.elements.forEach(({ name, propertyName = name }) => touchProperty(given, propertyName));
    } else if (ts.isPropertyAccessExpression(node)) {
      touch(checker.getSymbolAtLocation(node.name));
    }
    node.forEachChild(visit);
  };
  program.getSourceFiles().filter((file) => isIn('test', file) && !isIn('test/checks', file) && !isIn('test/consumers', file)).forEach(visit);
  return touched;
}

function isIn(folder: string, file: ts.SourceFile): boolean {
  return file.fileName.startsWith(`${path.join(ROOT, folder)}/`);
}

function fail(diagnostic: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

const members = publicMembers();
const touched = touchedMembers();
const untouched = members.filter((member) => !touched.has(member));
console.log(`${members.length} public properties and methods, ${members.length - untouched.length} of them touched by a test`);
if (untouched.length > 0) {
  console.error(['no test gives, reads or calls', ...untouched].join('\n  '));
  process.exitCode = 1;
}
