/** A function described in code instead of in a template. */
export interface FunctionDefinition {
  readonly name: string;
  /** Default: `nodejs` of this process's own major version. */
  readonly runtime?: string;
  /** Default: `index.handler`. */
  readonly handler?: string;
  /** A folder or a zip, relative to the project's folder; or the text of the handler's file. */
  readonly code: string | { readonly inline: string; readonly fileName?: string };
  readonly layers?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: 128. */
  readonly memoryMb?: number;
  /** Default: 3. */
  readonly timeoutSeconds?: number;
  readonly architecture?: 'x86_64' | 'arm64';
  /** Routes of an HTTP API, payload format 2.0: `GET /hello/{name}`, `ANY /files/{proxy+}`, `$default`. */
  readonly routes?: readonly string[];
}
