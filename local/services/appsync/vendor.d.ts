/* The parts of untyped libraries that the mapping templates use. */

declare module 'amplify-velocity-template' {
  export type SyntaxTree = { readonly __ast: unique symbol };
  export function parse(template: string): SyntaxTree;
  export class Compile {
    /** Parses what stands in a template's double-quoted strings, each time it is reached. */
    static parse: (text: string) => SyntaxTree;
    constructor(tree: SyntaxTree, config: { valueMapper: (value: any) => any; escape: boolean });
    render(context: Record<string, unknown>): string | null;
    readonly _state: { return: boolean };
  }
}

declare module '@aws-amplify/amplify-appsync-simulator/lib/velocity/value-mapper/mapper.js' {
  /** Wraps plain values in objects with the methods of Java's maps, lists and strings, which templates call. */
  export function map(value: any): any;
}

declare module '@aws-amplify/amplify-appsync-simulator/lib/velocity/util/time.js' {
  export function time(): Record<string, (...given: any[]) => unknown>;
}
