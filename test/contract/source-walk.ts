import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');

/** A call in product code whose first argument is a string: `api.call('startCall', …)`, `invoke('calls:dial', …)`. */
export type LiteralCall = { file: string; line: number; callee: string; argument: string };

/** Product source files (no tests, fakes or type files) below the given folders. */
export function productFiles(...folders: string[]): string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'testing' && entry.name !== 'node_modules') visit(name);
      } else if (/[.]tsx?$/.test(entry.name) && !/[.]test[.]tsx?$|[.]d[.]ts$/.test(entry.name)) found.push(name);
    }
  };
  for (const folder of folders) visit(folder);
  return found;
}

/** Every call with a literal first argument in these files, read from the syntax tree. */
export function literalCalls(files: string[]): LiteralCall[] {
  const calls: LiteralCall[] = [];
  for (const file of files) {
    const source = ts.createSourceFile(
      file,
      readFileSync(path.join(root, file), 'utf8'),
      ts.ScriptTarget.ESNext,
      true,
      file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const [first] = node.arguments;
        const callee = ts.isPropertyAccessExpression(node.expression)
          ? node.expression.name.text
          : node.expression.getText(source);
        if (first && ts.isStringLiteralLike(first)) {
          calls.push({
            file,
            line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
            callee,
            argument: first.text,
          });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return calls;
}

/** Every string literal (templates included, as far as they are fixed) in these files. */
export function literalStrings(files: string[]): { file: string; text: string }[] {
  const strings: { file: string; text: string }[] = [];
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ESNext, true);
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) strings.push({ file, text: node.text });
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return strings;
}

/** Names a file imports as values from a module. */
export function namedImports(file: string, module: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ESNext, true);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const bindings = statement.importClause?.namedBindings;
    if (statement.moduleSpecifier.text !== module || !bindings || !ts.isNamedImports(bindings)) return [];
    return bindings.elements
      .filter((element) => !element.isTypeOnly)
      .map((element) => (element.propertyName ?? element.name).text);
  });
}
