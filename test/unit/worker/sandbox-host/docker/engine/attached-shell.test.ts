import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type Docker from 'dockerode';
import { ManualClock } from '../../../../../../src/base/index.js';
import { AttachedShell, shellWord } from '../../../../../../src/worker/sandbox-host/docker/engine/attached-shell.js';

/** This machine's shell behind a connection as an engine's attach gives it. */
async function attach(clock = new ManualClock()): Promise<{ shell: AttachedShell; stream: Duplex }> {
  const child = spawn('/bin/sh', [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const stream = new Duplex({
    read() {
      // Frames are pushed as they come.
    },
    write: (chunk: Buffer, _encoding, done) => child.stdin.write(chunk, done),
    destroy(_error, done) {
      child.kill('SIGKILL');
      done(null);
    },
  });
  child.stdout.on('data', (chunk: Buffer) => {
    const header = Buffer.alloc(8);
    header[0] = 1;
    header.writeUInt32BE(chunk.length, 4);
    stream.push(Buffer.concat([header, chunk]));
  });
  child.once('exit', () => stream.push(null));
  const container = { attach: () => Promise.resolve(stream) } as unknown as Docker.Container;
  return { shell: await AttachedShell.attach(container, clock), stream };
}

const patient = 60_000;

describe('a shell at the other end of a connection', () => {
  it('does one command after the other, each with its own outcome', async () => {
    const { shell } = await attach();

    const outcomes = await Promise.allSettled([
      shell.run('echo one', patient),
      shell.run('echo trouble >&2; false', patient),
      shell.run('true', patient),
      shell.run(`printf %s ${shellWord("it's\n'$HOME'")}`, patient),
    ]);
    shell.close();

    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 'one' },
      { status: 'rejected', reason: new Error('trouble') },
      { status: 'fulfilled', value: '' },
      { status: 'fulfilled', value: "it's\n'$HOME'" },
    ]);
  });

  it('fails what it was doing when it ends, and everything after that', async () => {
    const { shell } = await attach();
    const running = shell.run('exit 3', patient);

    await expect(running).rejects.toThrow('the shell has ended');
    await expect(shell.run('true', patient)).rejects.toThrow('the shell has ended');
    expect(shell.hasEnded).toBe(true);
  });

  it('is given up when it does not answer in time', async () => {
    const clock = new ManualClock();
    const { shell } = await attach(clock);
    const running = shell.run('exec sleep 1000', 5000);

    clock.advance(5000);

    await expect(running).rejects.toThrow('the shell has not answered within 5000 ms');
    shell.close();
  });

  it('leaves its connection to whoever goes on with it', async () => {
    const { shell, stream } = await attach();
    await shell.run('true', patient);

    const released = shell.release();
    const chunk = new Promise<Buffer>((resolve) => released.once('data', resolve));
    released.resume();
    released.write('echo on\n');

    expect(released).toBe(stream);
    expect((await chunk).subarray(8).toString()).toBe('on\n');
    shell.close();
  });
});
