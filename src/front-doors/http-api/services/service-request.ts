/** A request of a service of AWS before it is addressed and signed. */
export interface ServiceRequest {
  readonly method: 'GET' | 'POST';
  /** Percent-encoded. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an integration's parameters say, by name; those without a value are left out. */
export type ServiceParameters = Readonly<Record<string, string>>;

/** An action as API Gateway calls it ("Integration subtype reference"). */
export interface ServiceAction {
  /** Name in signatures and in AWS's host names; `host` where the latter differs. */
  readonly service: string;
  readonly host?: string;
  readonly required: readonly string[];
  readonly request: (parameters: ServiceParameters) => ServiceRequest;
}

/** The JSON protocol of AWS. */
export function jsonRequest(version: '1.0' | '1.1', target: string, input: object): ServiceRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
    body: JSON.stringify(input),
  };
}

/** The value of a parameter that holds JSON; text that is none stays text. */
export function jsonOrText(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
