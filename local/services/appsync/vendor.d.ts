/* Types of the part of an untyped library that the mapping templates use. */

declare module 'amplify-velocity-template' {
  export type SyntaxTree = { readonly __ast: unique symbol };
  export function parse(template: string): SyntaxTree;
  export class Compile {
    /** Parses a double-quoted string at each evaluation. */
    static parse: (text: string) => SyntaxTree;
    constructor(tree: SyntaxTree, config: { valueMapper: (value: unknown) => unknown; escape: boolean });
    render(context: Record<string, unknown>): string | null;
    readonly _state: { return: boolean };
  }
}
