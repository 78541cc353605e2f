/** The parts of a parsed template that are evaluated; text stands as it is. A list is a block: its head, then its body. */
export type Node = string | Directive | Reference | readonly Node[];

export type Directive =
  | { readonly type: 'set'; readonly equal: readonly [Reference, Expression] }
  | { readonly type: 'if' | 'elseif'; readonly condition: Expression }
  | { readonly type: 'else' | 'comment' | 'break' }
  | { readonly type: 'raw'; readonly value: string }
  | { readonly type: 'foreach'; readonly to: string; readonly from: Expression }
  | { readonly type: 'macro'; readonly id: string; readonly args?: readonly Reference[] | false }
  | { readonly type: 'define'; readonly id: string }
  | {
      readonly type: 'macro_call';
      readonly id: string;
      readonly args?: readonly Expression[] | false;
      readonly pos?: Position;
    };

export interface Reference {
  readonly type: 'references';
  readonly id: string;
  readonly path?: readonly Step[];
  /** `$!`, which prints nothing where there is nothing. */
  readonly leader: string;
  readonly pos?: Position;
}

export interface Position {
  readonly first_line: number;
  readonly first_column: number;
  readonly last_line: number;
  readonly last_column: number;
}

export type Step =
  | { readonly type: 'property'; readonly id: string }
  | { readonly type: 'index'; readonly id: Expression }
  | { readonly type: 'method'; readonly id: string; readonly args: readonly Expression[] | false };

export type Expression =
  | Reference
  | { readonly type: 'string'; readonly value: string; readonly isEval?: boolean }
  | { readonly type: 'integer' | 'decimal'; readonly value: string | number }
  | { readonly type: 'bool'; readonly value: string }
  | { readonly type: 'array'; readonly isRange?: boolean; readonly value: readonly (Expression | string)[] }
  | { readonly type: 'map'; readonly value?: Readonly<Record<string, Expression>> }
  | { readonly type: 'math'; readonly operator: string; readonly expression: readonly Expression[] };
