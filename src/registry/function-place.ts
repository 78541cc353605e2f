/** Where things that belong to a function are kept. */
export interface FunctionPlace {
  readonly place: string;
  /** False for functions of project files: the file is their truth. */
  readonly durable: boolean;
}
