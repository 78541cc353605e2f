/**
 * Says what is wrong with a text that is not JSON, in the words of the parser that AWS uses (Jackson), which clients see. Only
 * called for payloads that are refused anyway, so clarity goes before speed.
 */
export function describeJsonFault(bytes: Buffer): string {
  try {
    const scanner = new Scanner(bytes);
    scanner.value();
    scanner.end();
    // The text is JSON but its encoding is not: an overlong form or half a surrogate pair.
    return `Invalid UTF-8 character\n at ${place(bytes, bytes.length)}`;
  } catch (fault) {
    if (fault instanceof JsonFault) return `${fault.message}\n at ${place(bytes, fault.position)}`;
    // Nested too deeply to be followed.
    return `Unexpected end-of-input\n at ${place(bytes, bytes.length)}`;
  }
}

class JsonFault extends Error {
  /** `position` counts bytes; the column named is the one behind it. */
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(message);
  }
}

const escapable = new Set(['"', '\\', '/', 'b', 'f', 'n', 'r', 't', 'u']);
const anyValue = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";

class Scanner {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  value(): void {
    const byte = this.#nextVisible('a value');
    const char = String.fromCharCode(byte);
    if (char === '{') this.#object();
    else if (char === '[') this.#array();
    else if (char === '"') this.#string('a string value');
    else if (char === '-' || isDigit(byte)) this.#number();
    else if (/[\p{ID_Start}$_]/u.test(char)) this.#token();
    else this.#unexpected(byte, `expected a valid value (${anyValue})`);
  }

  end(): void {
    this.#skipBlanks();
    const byte = this.bytes[this.#at];
    if (byte !== undefined) this.#unexpected(byte, 'expected end of input');
  }

  #object(): void {
    const start = this.#at;
    this.#at += 1;
    if (this.#takes('}', 'Object', start)) return;
    do {
      const byte = this.#nextVisible('Object', start);
      if (byte !== 0x22) this.#unexpected(byte, 'was expecting double-quote to start field name');
      this.#string('field name');
      if (!this.#takes(':', 'Object', start)) {
        this.#unexpected(this.bytes[this.#at] ?? 0, 'was expecting a colon to separate field name and value');
      }
      this.value();
    } while (this.#continues('}', 'Object', start));
  }

  #array(): void {
    const start = this.#at;
    this.#at += 1;
    if (this.#takes(']', 'Array', start)) return;
    do this.value();
    while (this.#continues(']', 'Array', start));
  }

  /** True after a comma, false after the close marker. */
  #continues(closeMarker: string, container: string, start: number): boolean {
    if (this.#takes(',', container, start)) return true;
    if (this.#takes(closeMarker, container, start)) return false;
    return this.#unexpected(this.bytes[this.#at] ?? 0, `was expecting comma to separate ${container} entries`);
  }

  #string(what: string): void {
    for (this.#at += 1; ; this.#at += 1) {
      const byte = this.bytes[this.#at];
      if (byte === undefined) return this.#endOfInput(`was expecting closing quote for ${what}`);
      if (byte === 0x22) break;
      if (byte < 0x20) {
        const detail = 'has to be escaped using backslash to be included in string value';
        throw new JsonFault(`Illegal unquoted character (${describe(byte)}): ${detail}`, this.#at + 1);
      }
      if (byte === 0x5c) this.#escape();
      else if (byte >= 0x80) this.#character();
    }
    this.#at += 1;
  }

  #escape(): void {
    this.#at += 1;
    const byte = this.bytes[this.#at];
    if (byte === undefined) return this.#endOfInput('in character escape sequence');
    if (!escapable.has(String.fromCharCode(byte))) {
      throw new JsonFault(`Unrecognized character escape ${describe(byte)}`, this.#at + 1);
    }
    if (byte !== 0x75) return;
    for (let digits = 0; digits < 4; digits += 1) {
      this.#at += 1;
      const digit = this.bytes[this.#at];
      if (digit === undefined) return this.#endOfInput('in character escape sequence');
      if (!/[0-9a-fA-F]/.test(String.fromCharCode(digit))) {
        throw new JsonFault(
          `Unexpected character (${describe(digit)}): expected a hex-digit for character escape sequence`,
          this.#at + 1,
        );
      }
    }
  }

  /** Leaves `#at` on the last byte of a character of several bytes. */
  #character(): void {
    const length = sequenceLength(this.bytes[this.#at] ?? 0);
    if (length === 0) throw new JsonFault(`Invalid UTF-8 start byte ${hex(this.bytes[this.#at] ?? 0)}`, this.#at + 1);
    for (let rest = 1; rest < length; rest += 1) {
      this.#at += 1;
      const byte = this.bytes[this.#at];
      if (byte === undefined) this.#endOfInput('in a character of several bytes');
      else if ((byte & 0xc0) !== 0x80) throw new JsonFault(`Invalid UTF-8 middle byte ${hex(byte)}`, this.#at + 1);
    }
  }

  #number(): void {
    const text = /^-?\d*(?:\.\d*)?(?:[eE][+-]?\d*)?/.exec(this.bytes.toString('latin1', this.#at))?.[0] ?? '';
    if (/^-?0\d/.test(text)) {
      throw new JsonFault('Invalid numeric value: Leading zeroes not allowed', this.#at + text.indexOf('0') + 1);
    }
    this.#at += text.length;
    if (/\d$/.test(text)) return;
    const byte = this.bytes[this.#at];
    if (byte === undefined) this.#endOfInput('in number');
    else this.#unexpected(byte, 'expected digit (0-9) to follow');
  }

  #token(): void {
    const start = this.#at;
    for (let byte = this.bytes[this.#at]; byte !== undefined; byte = this.bytes[this.#at]) {
      // The byte after the token is read too, which is why it can be the one complained of.
      if (byte >= 0x80 && this.#at > start) this.#character();
      else if (!/[\w$]/.test(String.fromCharCode(byte)) && this.#at > start) break;
      this.#at += 1;
    }
    const text = this.bytes.toString('utf8', start, this.#at);
    if (text === 'null' || text === 'true' || text === 'false') return;
    const readTo = Math.min(this.#at + 1, this.bytes.length);
    throw new JsonFault(`Unrecognized token '${text.slice(0, 256)}': was expecting (${anyValue})`, readTo);
  }

  #takes(char: string, container: string, start: number): boolean {
    if (this.#nextVisible(container, start) !== char.charCodeAt(0)) return false;
    this.#at += 1;
    return true;
  }

  #nextVisible(container: string, start?: number): number {
    this.#skipBlanks();
    const byte = this.bytes[this.#at];
    if (byte !== undefined) return byte;
    if (start === undefined) return this.#endOfInput(`expected ${container}`);
    return this.#endOfInput(`expected close marker for ${container} (start marker at ${place(this.bytes, start)})`);
  }

  #skipBlanks(): void {
    for (let byte = this.bytes[this.#at]; byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13);) {
      this.#at += 1;
      byte = this.bytes[this.#at];
    }
  }

  #unexpected(byte: number, detail: string): never {
    throw new JsonFault(`Unexpected character (${describe(byte)}): ${detail}`, this.#at);
  }

  #endOfInput(detail: string): never {
    throw new JsonFault(`Unexpected end-of-input: ${detail}`, this.bytes.length);
  }
}

function place(bytes: Buffer, position: number): string {
  const before = bytes.subarray(0, position);
  const line = before.filter((byte) => byte === 0x0a).length + 1;
  const column = position - before.lastIndexOf(0x0a);
  return `[Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`;
}

function describe(byte: number): string {
  const isControl = byte < 0x20 || (byte >= 0x7f && byte < 0xa0);
  return isControl ? `(CTRL-CHAR, code ${byte})` : `'${String.fromCharCode(byte)}' (code ${byte})`;
}

function sequenceLength(startByte: number): number {
  if ((startByte & 0xe0) === 0xc0) return 2;
  if ((startByte & 0xf0) === 0xe0) return 3;
  return (startByte & 0xf8) === 0xf0 ? 4 : 0;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function hex(byte: number): string {
  return `0x${byte.toString(16)}`;
}
