/** A place to call from inside a container. */
export interface ProbeTarget {
  readonly host: string;
  readonly port: number;
  /** Path without its leading slash. */
  readonly path: string;
}

/**
 * Shell text that calls every target at the same time with whatever the image has: curl, wget, bash or nc. It lingers a second,
 * so that the container's address can still be asked for.
 */
export function probeScript(targets: readonly ProbeTarget[]): string {
  const calls = targets.map(({ host, port, path }) => `call ${host} ${port} ${path} &`);
  return [
    'has() { command -v "$1" >/dev/null 2>&1; }',
    'call() {',
    '  if has curl; then curl -s -m 4 -o /dev/null "http://$1:$2/$3"',
    '  elif has wget; then wget -q -T 4 -O /dev/null "http://$1:$2/$3"',
    '  elif has bash; then bash -c "exec 3<>/dev/tcp/$1/$2 && printf \'GET /$3 HTTP/1.0\\r\\n\\r\\n\' >&3 && read -t 4 line <&3"',
    '  elif has nc; then printf "GET /$3 HTTP/1.0\\r\\n\\r\\n" | nc -w 4 "$1" "$2"',
    '  fi',
    '} >/dev/null 2>&1',
    ...calls,
    'wait',
    'sleep 1',
  ].join('\n');
}
