/** What the process host cannot hold; the CLI says it once at the start, when this host is used. */
export const processHostNotice =
  'Functions run as child processes of this machine, with your user and the interpreters installed here. Not held as on AWS: ' +
  'the memory limit, the size of /tmp (its path is in TMPDIR), the read-only code folder, the CPU share and other CPU architectures. ' +
  'Use Docker (--sandbox-host docker) for these.';
