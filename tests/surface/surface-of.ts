import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = new URL('../../', import.meta.url);

/** What a module shows to others: its exported declarations without bodies, comments and private members. */
export function surfaceOf(path: string): string {
  const text = readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const printer = ts.createPrinter({ removeComments: true });
  const { transformed } = ts.transform(source, [withoutBodies]);
  const declarations = (transformed[0] ?? source).statements.filter(isExported);
  return declarations
    .map((node) => printer.printNode(ts.EmitHint.Unspecified, node, source).replace(/^export /, ''))
    .join('\n');
}

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** Bodies become `…`, initial values of constants too: what they are is nobody's business but their own. */
function withoutBodies(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const hidden = factory.createIdentifier('…');
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (ts.isBlock(node)) {
      return factory.createBlock([]);
    }
    if (ts.isArrowFunction(node)) {
      const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = node;
      return factory.updateArrowFunction(
        node,
        modifiers,
        typeParameters,
        parameters,
        type,
        equalsGreaterThanToken,
        hidden,
      );
    }
    if (ts.isVariableDeclaration(node) && node.initializer && !ts.isArrowFunction(node.initializer)) {
      return factory.updateVariableDeclaration(node, node.name, undefined, node.type, hidden);
    }
    return isPrivate(node) ? undefined : ts.visitEachChild(node, visit, context);
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

const isPrivate = (node: ts.Node): boolean =>
  ts.isClassElement(node) && node.name !== undefined && ts.isPrivateIdentifier(node.name);
